import type { Vocabulary } from './vocabulary.ts'

/** Polish. */
export const pl: Vocabulary = {
  alphabet: {
    letters: 'ąćęłńóśźż',
    usualIn: ['windows-1250'],
    seldomIn: [],
    comparedAs: { ł: 'l' },
    withoutCapital: '',
  },
  columns: {
    id: 'ID użytkownika, identyfikator użytkownika',
    email: `
      adres e-mail, adres mailowy, adres poczty elektronicznej, poczta elektroniczna, e-mail służbowy, służbowy e-mail,
      służbowy adres e-mail, adres e-mail służbowy, e-mail firmowy, firmowy e-mail, e-mail pracownika, mail służbowy,
      e-mail prywatny, prywatny e-mail, adres e-mail prywatny`,
    leaveDate: `
      data odejścia, data zwolnienia, data zakończenia, data zakończenia pracy, data zakończenia zatrudnienia,
      data zakończenia umowy, data rozwiązania umowy, ostatni dzień pracy, ostatni dzień, data ustania zatrudnienia,
      data końca umowy`,
    name: 'imię i nazwisko, nazwisko i imię, pracownik',
    firstName: 'imię',
    lastName: 'nazwisko',
    employeeNumber: `
      numer pracownika, nr pracownika, ID pracownika, identyfikator pracownika, numer ewidencyjny, nr ewidencyjny, numer kadrowy,
      nr kadrowy, numer osobowy, nr osobowy, numer personalny, nr personalny, kod pracownika`,
  },
  columnNotes: {
    unimportant: `
      wymagane, opcjonalne, tekst, włącznie`,
    ofAddresses: 'poczta',
    ofIds: 'identyfikator, użytkownik, użytkownika',
    sections: `
      dane kontaktowe, kontakt służbowy, dane osobowe, zatrudnienie, pracownik, dane pracownika, użytkownik`,
    required: [],
    beginnings: ['według'],
    systems: 'platforma, platformy',
    otherPeople: `
      przełożon, kierownik, menedżer, opiekun, awaryjn, nagłych wypadkach, zastępc, utworzone przez`,
  },
  dateColumns: {
    leaving: 'odejści, zwolnien, zakończen, rozwiązan, ustani, ostatni dzień',
    date: 'data, dzień',
    dateAlone: 'planowana',
    leaveDateEndings: '',
    later: 'koniec dostępu, przedłuż, dostęp do, ponowne zatrudnienie, ponownie zatrudni',
    until: 'do, od, przed, po, data, koniec',
    new: 'nowa, nowy',
    ofDates: 'data, dzień, dnia, koniec, końca, ważne, ważny, dostęp, wygasa, ostatni',
    ofDatesEndings: '',
    ofNumbers: 'komórk, pensj, wynagrodz, numer, nr, kod',
  },
  months: [
    'styczeń, stycznia, sty',
    'luty, lutego, lut',
    'marzec, marca, mar',
    'kwiecień, kwietnia, kwi',
    'maj, maja',
    'czerwiec, czerwca, cze',
    'lipiec, lipca, lip',
    'sierpień, sierpnia, sie',
    'wrzesień, września, wrz',
    'październik, października, paź',
    'listopad, listopada, lis',
    'grudzień, grudnia, gru',
  ],
  dates: {
    between: ['r', 'roku'],
    formatLetters: ['D', 'M', 'R'],
    ordinals: [],
    weekdays: `
      niedz, nd, ndz, pon, pn, wt, śr, czw, cz, pt, sob, niedziela, poniedziałek, wtorek, środa, czwartek, piątek, sobota`,
    beside: 'do, od, dnia, dn, około, ok, najpóźniej, włącznie, i, r, roku',
    timeZones: '',
  },
  answers: {
    yes: 'tak, t, prawda',
    no: 'nie, n, fałsz',
  },
  statements: {
    leavingBeginnings: 'odejści, odchodzi, odszedł, odeszł, zwolnion, zwolnien',
    leaving: 'usunąć, usuwać, usuń, usunięcia, dezaktywować, ruszać',
    done: 'usunięty, usunięta, usunięte',
    ahead: 'być, zostać',
    staying: `
      zachować, zachowaj, zachowany, zachowana, zostaje, pozostaje, pozostawić, zostawić, zostaw, wykluczyć, wyklucz, wykluczony,
      wykluczona, pominąć, pomiń, zatrzymać, chroniony, chroniona`,
    working: 'aktywny, aktywna, zatrudniony, zatrudniona, pracuje, tutaj',
    notWorking: 'nieaktywny, nieaktywna',
    negations: 'nie',
    shortNegations: [],
    calledOff: 'wycofano, anulowano, anulowane',
    yes: 'tak',
    accounts: 'konto, konta, użytkownik, użytkownika, dostęp',
    others: `
      czy, pracownik, pracownika, firmy, firmie, z, w, do, nadal, wciąż, jeszcze, już, osoba, ma, lub`,
  },
  statusColumns: {
    status: 'status, stan',
    statusOthers: 'zatrudnienia, pracownika, aktualny, opis, do',
    kind: 'typ, rodzaj, zmiana, zmiany, zdarzenie, akcja, powód, przyczyna',
    kindBeginnings: 'stat',
    kindEndings: 'typ, status',
    action: 'akcja',
    review: 'uwaga, uwagi, komentarz, decyzja, notatka',
    reviewOthers: '',
    approval: 'zatwierdzone, zatwierdzony, zatwierdzenie, potwierdzone',
    others: 'pracownika, do',
    leaving: 'odejści, zwolnien, rozwiązan',
  },
  statusCells: {
    active: `
      aktywny, aktywna, zatrudniony, zatrudniona, pracuje, okres próbny, na okresie próbnym, okres wypowiedzenia, na wypowiedzeniu,
      w okresie wypowiedzenia`,
    left: 'nieaktywny, nieaktywna, emerytura',
    contract: 'pełny etat, niepełny etat, część etatu, stażysta',
    notApproved: 'oczekuje, odrzucono, odrzucone, odrzucony, niezatwierdzone',
    noAction: 'brak działań, bez działań, bez zmian, nic nie robić',
    none: 'nie, brak',
    kept: `
      reaktywować, przeniesienie, przeniesiony, przeniesiona, przeniesienie wewnętrzne, odłożono, przełożono, odłożone, przełożone,
      wycofano, wycofane, wycofany, wycofana, anulowano, anulowane, anulowany, cofnięte, cofnięta`,
    staying: `
      awans, urlop, na urlopie, urlop macierzyński, urlop rodzicielski, urlop wychowawczy, urlop ojcowski, urlop bezpłatny,
      zwolnienie lekarskie, ponownie zatrudniony, ponownie zatrudniona, ponowne zatrudnienie, przedłużono, przedłużony, przedłużona,
      zatrudnienie, nowy pracownik`,
  },
  totals: {
    total: 'ogółem, łącznie',
    sum: 'razem, suma, suma końcowa, suma częściowa, suma pośrednia, suma całkowita',
    count: 'liczba, licznik',
    counted: `
      liczba, ilość, wierszy, rekordów, pracowników, odejść, osób, użytkowników, wiersze, osoby, pracownicy, zwolnień`,
    others: 'w, na',
    footers: `
      wygenerowano, wygenerowany, wyeksportowano, wydrukowano, utworzono, przygotował, przygotowała, zatwierdził, zatwierdziła`,
    end: 'koniec',
    table: 'raportu, listy, pliku, danych, dokumentu, tabeli',
    page: 'strona, z',
  },
  placeholders: {
    missing: `
      nowy, brak, brak danych, nieznany, nieznana, nieznane, do potwierdzenia, do ustalenia, nie dotyczy, oczekuje, puste, żaden, bd,
      b.d., do uzupełnienia, nieustalona, nieustalone, nieustalony, w trakcie ustalania`,
    none: `
      brak, brak danych, nie dotyczy, puste, żaden, bd, b.d., brak daty, bez daty`,
    without: ['brak'],
    address: [],
  },
}
