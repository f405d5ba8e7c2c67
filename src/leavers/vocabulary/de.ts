import type { Vocabulary } from './vocabulary.ts'

/** German. */
export const de: Vocabulary = {
  alphabet: {
    letters: 'äöüß',
    usualIn: ['windows-1250', 'windows-1252', 'iso-8859-15'],
    seldomIn: [],
    comparedAs: { ß: 'ss' },
    withoutCapital: 'ß',
  },
  columns: {
    id: 'Benutzer-ID, Nutzer-ID',
    email: `
      E-Mail-Adresse, Mailadresse, E-Mail dienstlich, dienstliche E-Mail, dienstliche E-Mail-Adresse, E-Mail (geschäftlich),
      geschäftliche E-Mail, geschäftliche E-Mail-Adresse, berufliche E-Mail, berufliche E-Mail-Adresse, Firmen-E-Mail,
      Arbeits-E-Mail, primäre E-Mail, primäre E-Mail-Adresse, primäre geschäftliche E-Mail, primäre geschäftliche E-Mail-Adresse,
      private E-Mail-Adresse, E-Mail privat, persönliche E-Mail`,
    leaveDate: `
      Austritt, Austrittsdatum, Austritt am, Austritt zum, Datum des Austritts, Kündigung zum, Vertragsende, letzter Arbeitstag, letzter Tag,
      Enddatum, Beschäftigungsende, Ende der Beschäftigung, ausgeschieden am`,
    name: 'Name, Mitarbeiter, Mitarbeitername, vollständiger Name, Mitarbeiter/in, Anzeigename, Vor- und Nachname',
    firstName: 'Vorname',
    lastName: 'Nachname, Familienname, Zuname',
    employeeNumber: `
      Personalnummer, Personal-Nr, Personalnr, Personen-Nr, Personennummer, Pers-Nr, Mitarbeiternummer, Mitarbeiter-Nr, Mitarbeiter-ID,
      Mitarbeitenden-ID, Mitarbeitendennummer, MA-Nr, MA-Nummer, Stammnummer, Lohnnummer`,
  },
  columnNotes: {
    unimportant: `
      Pflichtfeld, Pflicht, als Text, inkl, inklusive, einschließlich`,
    ofAddresses: 'Mailadresse',
    ofIds: 'Kennung, Benutzer, Nutzer, Benutzername',
    sections: `
      E-Mail-Informationen, Kontakt dienstlich, Kontaktdaten, Stammdaten, Personalstammdaten, Personendaten, persönliche Daten, Person,
      Mitarbeiterdaten, Mitarbeiter, Beschäftigung, Beschäftigungsdaten, Beschäftigungsinformationen, Anstellung,
      Arbeitsverhältnis, Austritt, Austrittsdaten, Benutzer, Benutzerkonto, Kommunikation, HR-Informationen, Organisation`,
    required: ['pflichtfeld', 'optional'],
    beginnings: ['aus', 'gemäß', 'laut', 'wie', 'in', 'per'],
    systems: 'Lernplattform',
    otherPeople: `
      Vorgesetzt, Führungskraft, Teamleit, Abteilungsleit, Personalreferent, Personalbetreuer, Notfall, Ansprechpartner,
      Stellvertret, Nachfolge, angelegt von, geändert von, erstellt von`,
  },
  dateColumns: {
    leaving: `
      Austritt, Kündigung, ausgeschied, ausscheid, letzter Tag, letzter Arbeit, Vertragsende, Enddatum, Beschäftigungsende`,
    date: 'Datum, Tag, Ende',
    dateAlone: 'zum, am, ab, bis, geplant',
    leaveDateEndings: 'termin',
    later: `
      Zugangsende, Zugang endet, Zugang gültig, Konto gültig, Konto bis, Vertrag bis, befristet bis, verlänger, verschoben,
      Zugang bis, Zugriff bis, beschäftigt bis, Wiedereintritt, Wiedereinstellung, wiedereingestellt`,
    until: 'bis, ab, am, zum, vor, nach, Datum, Ende, frühestens',
    new: 'neu, neues, neuer',
    ofDates: `
      Datum, Ende, endet, bis, ab, zum, am, gültig, Frist, befristet, geplant, Ablauf, läuft, Zugang, Zugriff, letzter`,
    ofDatesEndings: 'datum',
    ofNumbers: `
      Durchwahl, Handy, Gehalt, Lohn, Bonus, Kosten, Betrag, Numm, Nr, Kennung, Code, Karte, PLZ, Raum, Stunden, Satz`,
  },
  months: [
    'Januar, Jan',
    'Februar, Feb',
    'März, Mär, Mrz',
    'April, Apr',
    'Mai',
    'Juni, Jun',
    'Juli, Jul',
    'August, Aug',
    'September, Sept, Sep',
    'Oktober, Okt',
    'November, Nov',
    'Dezember, Dez',
  ],
  dates: {
    between: [],
    formatLetters: ['T', 'M', 'J'],
    ordinals: [],
    weekdays: `
      So, Mo, Di, Mi, Do, Fr, Sa, Sonntag, Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonnabend`,
    beside: `
      bis, zum, am, ab, vom, von, den, der, Ende, ca, circa, etwa, vsl, voraussichtlich, spätestens, geplant, einschließlich, inkl,
      Uhr, h`,
    timeZones: 'MEZ, MESZ',
  },
  answers: {
    yes: 'ja, j, wahr',
    no: 'nein, n, falsch',
  },
  statements: {
    leavingBeginnings: 'Austritt, ausgetreten, ausgeschied, ausscheid',
    leaving: 'löschen, Löschung, entfernen, deaktivieren, anfassen',
    done: 'gelöscht, entfernt, deaktiviert',
    ahead: 'werden, wird, soll',
    staying: `
      behalten, beibehalten, bleiben, bleibt, verbleibt, ausschließen, ausgeschlossen, ausnehmen, ausgenommen, Ausnahme,
      überspringen, ignorieren, auslassen, aufbewahren, geschützt, weiterbeschäftigt, wiedereingestellt`,
    working: 'aktiv, aktive, aktiver, beschäftigt, arbeitet, tätig, hier',
    notWorking: 'inaktiv',
    negations: 'nicht, nie, kein, keine, keinesfalls',
    shortNegations: [],
    calledOff: 'storniert, zurückgezogen, widerrufen',
    yes: 'ja, j',
    accounts: 'Konto, Benutzer, Nutzer, Benutzerkonto, Zugang',
    others: `
      nein, ist, hat, zu, noch, doch, bestätigt, freigegeben, genehmigt, weiter, weiterhin, mehr, bitte, muss, darf, Mitarbeiter,
      Mitarbeiterin, Firma, Unternehmen, die, der, das, bis, weiteres, wurde, wieder, den, dem, im, am, bei, uns, auf, von, oder,
      Liste, Person, Kennzeichen`,
  },
  statusColumns: {
    status: `
      Status, Beschäftigungsstatus, Mitarbeiterstatus, Personalstatus, Anstellungsstatus, Arbeitsstatus, Personenstatus`,
    statusOthers: `
      der, des, die, Mitarbeiter, Mitarbeiters, Personal, Beschäftigung, Person, aktueller, Bezeichnung, Kennzeichen`,
    kind: `
      Typ, Art, Änderung, Ereignis, Aktion, Maßnahme, Grund, Vorgang, Änderungsart, Änderungsgrund, Änderungstyp, Ereignistyp,
      Ereignisart, Maßnahmenart, Maßnahmengrund, Vorgangsart, Aktionstyp`,
    kindBeginnings: '',
    kindEndings: 'grund, art, typ, status',
    action: 'Aktion, Maßnahme',
    review: 'Bemerkung, Bemerkungen, Kommentar, Notiz, Entscheidung, Anmerkung, Hinweis, Anweisung',
    reviewOthers: '',
    approval: 'genehmigt, Genehmigung, freigegeben, Freigabe, bestätigt, Bestätigung',
    others: 'der, des, die, für, Mitarbeiter, Personal, Status',
    leaving: 'Austritt, Kündigung, Ausscheid, Trennung',
  },
  statusCells: {
    active: `
      aktiv, aktiver Mitarbeiter, aktive Mitarbeiterin, beschäftigt, aktiv beschäftigt, im Dienst, eingestellt, Probezeit,
      in Probezeit, Einarbeitung, in Kündigungsfrist`,
    left: 'inaktiv, ehemalig, Rentner',
    contract: `
      Vollzeit, Teilzeit, befristet, unbefristet, Werkstudent, Praktikant, Minijob, Auszubildender, Azubi`,
    notApproved: `
      offen, ausstehend, steht aus, abgelehnt, nicht genehmigt, noch nicht, noch offen, nicht bestätigt`,
    noAction: 'keine Aktion, keine Maßnahme, nichts tun, nichts zu tun, keine Änderung',
    none: 'nein, keine',
    kept: `
      reaktivieren, reaktiviert, Versetzung, versetzt, interne Versetzung, interner Wechsel, Abteilungswechsel, verschoben,
      aufgeschoben, vertagt, zurückgezogen, Kündigung zurückgezogen, zurückgenommen, Kündigung zurückgenommen, widerrufen,
      storniert`,
    staying: `
      Beförderung, befördert, Elternzeit, in Elternzeit, Mutterschutz, im Mutterschutz, Mutterschaftsurlaub, beurlaubt, Pflegezeit,
      unbezahlter Urlaub, Sonderurlaub, langzeitkrank, krank, ruhend, Wiedereintritt, wiedereingestellt, Wiedereinstellung,
      verlängert, Vertrag verlängert, Neueinstellung, Einstellung, Eintritt`,
  },
  totals: {
    total: `
      Gesamt, Gesamtergebnis, Teilergebnis, Gesamtsumme, Gesamtzahl, Gesamtanzahl, insgesamt, Zwischensumme, Summe, Endsumme`,
    sum: 'Ergebnis, Durchschnitt, Mittelwert',
    count: 'Anzahl',
    counted: `
      Anzahl, Zahl, Zeilen, Datensätze, Einträge, Austritte, Personen, Mitarbeitende, Mitarbeitenden, Nutzer, Benutzer, Abgänge,
      Beschäftigte, Beschäftigten, Kündigungen, Köpfe, Ausgeschiedene`,
    others: 'der, die, aller, Mitarbeiter, Liste, im, in',
    footers: 'erstellt, exportiert, gedruckt, genehmigt, geprüft von, Stand vom, Datenstand',
    end: 'Ende',
    table: 'Berichts, Bericht, Liste, Datei, Daten, Dokuments, Tabelle',
    page: 'Seite, von',
  },
  placeholders: {
    missing: `
      offen, unbekannt, keine, keiner, kein, keine ID, k.A., k. A., keine Angabe, fehlt, fehlend, folgt, leer, nicht vorhanden,
      nicht bekannt, ausstehend, ohne, nein, dito, siehe oben, s.o., n.v., n. v., neu, idem, noch offen, steht noch aus, noch nicht bekannt, noch unbekannt, unklar, noch unklar, wird nachgereicht,
      zu klären, in Klärung`,
    none: `
      keine, keiner, kein, k.A., k. A., keine Angabe, leer, nicht vorhanden, ohne, n.v., n. v., entfällt, kein Datum,
      ohne Datum, kein Austritt, kein Austrittsdatum`,
    without: ['kein', 'keine'],
    address: ['adresse?'],
  },
}
