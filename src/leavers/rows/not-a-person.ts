import type { Person } from '../../offboarding/leaver.ts'
import type { ListColumns } from '../../offboarding/run/reading.ts'
import { normalize, wordsOf } from '../columns/known-headers.ts'

const list = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(', '))
const set = (...lines: readonly string[]): ReadonlySet<string> => new Set(list(lines).map(normalize))

/** Words that make a total of whatever stands before or behind them: `Sales Total`, `Gesamt 2026`. Nobody is called so. */
const TOTAL = set(
  'total, totals, subtotal, subtotals, grandtotal, Gesamt, Gesamtergebnis, Teilergebnis, Gesamtsumme, Gesamtzahl, Gesamtanzahl, insgesamt, Zwischensumme, Summe, Endsumme',
  'totales, subtotales, totaux, ogółem, łącznie, totais, subtotais, итого, всего, итог, подытог',
)
/** Phrases that are one where nothing else is said. */
const SUM = set(
  'sum, count, headcount, grand count, result, results, overall result, average, Ergebnis, Durchschnitt, Mittelwert, moyenne, promedio, razem, suma, suma końcowa, suma częściowa, suma pośrednia, suma całkowita, somme, soma, conteo, recuento',
  'décompte, contagem, сумма, общая сумма, eof',
)

/** What stands behind a group where spreadsheets count it: `Sales Count`. Only a count that is right makes it one, since people are called so. */
const COUNT = set('count, Anzahl, cuenta, recuento, nombre, conteo, contagem, liczba, licznik, количество')

/** Words that count, and what is counted: `Number of leavers`, `2 rows`. */
const COUNTED = set(
  'number, no, count, headcount, row, record, leaver, employee, user, rows, records, entries, lines, leavers, employees, users, people, persons, terminations, exits',
  'Anzahl, Zahl, Zeilen, Datensätze, Einträge, Austritte, Personen, Mitarbeitende, Mitarbeitenden, Nutzer, Benutzer',
  'número, cantidad, filas, registros, empleados, bajas, ceses, personas, usuarios, nombre, effectif, lignes, enregistrements, salariés',
  'départs, sorties, personnes, utilisateurs, liczba, ilość, wierszy, rekordów, pracowników, odejść, osób, użytkowników, wiersze',
  'quantidade, qtd, linhas, funcionários, colaboradores, desligamentos, pessoas, usuários, количество, число, строк, записей, сотрудников',
  'увольнений, человек, пользователей',
)
const SMALL = set(
  'of, the, in, on, and, all, this, list, report, der, die, aller, Mitarbeiter, Liste, im, in, de, del, los, las, la, des, les, w, na, da',
  'dos, das, do, общее, в, списке',
)

/** How a line below, or above, a table begins. */
const FOOTERS: readonly (readonly string[])[] = list([
  'generated, exported, printed, produced, prepared by, created by, created on, run by, run on, run date, report date, report run, report by',
  'approved by, reviewed by, last updated, data as of, erstellt, exportiert, gedruckt, genehmigt, geprüft von, Stand vom, Datenstand',
  'generado, exportado, impreso, creado por, preparado por, aprobado por, généré, exporté, édité le, édité par, imprimé, créé par',
  'préparé par, approuvé par, wygenerowano, wygenerowany, wyeksportowano, wydrukowano, utworzono, przygotował, przygotowała, zatwierdził',
  'zatwierdziła, gerado, criado por, aprovado por, сформировано, сформирован, сформировал, экспортировано, выгружено, выгрузил',
  'напечатано, создано, подготовил, подготовила, утвердил, утвердила',
]).map(wordsOf)

/** `End of report`, which is no end of a contract. */
const END = set('end, Ende, fin, koniec, fim, конец')
const TABLE = set(
  'report, file, list, data, export, document, table, Berichts, Bericht, Liste, Datei, Daten, Dokuments, Tabelle, informe, listado, archivo',
  'datos, documento, tabla, rapport, fichier, données, tableau, raportu, listy, pliku, danych, dokumentu, tabeli, relatório, lista, arquivo',
  'ficheiro, dados, tabela, отчёта, списка, файла, данных, документа, таблицы',
)

const PAGE = set('page, of, Seite, von, página, de, sur, strona, z, страница, из')

/** Nothing longer is looked at. */
const MAX_LENGTH = 100

const words = (text: string): string[] =>
  text.length > MAX_LENGTH ? [] : wordsOf(text).filter((word) => !/^\d+$/.test(word))
const isIn = (one: ReadonlySet<string>, word: string | undefined): boolean =>
  word !== undefined && one.has(word)

/** `isLabel`: whether it stands before what it tells of, as in `Total Sales`; behind it, a total may be that of a loss. */
function isTotal(text: string, isLabel: boolean): boolean {
  const said = words(text)
  if (isIn(TOTAL, said.at(-1)) || (isLabel && isIn(TOTAL, said[0])) || SUM.has(said.join(''))) return true
  return said.some((word) => COUNTED.has(word)) && said.every((word) => COUNTED.has(word) || SMALL.has(word))
}

function isFooter(text: string): boolean {
  const said = words(text)
  if (/\d/.test(text) && said.length > 0 && said.every((word) => PAGE.has(word))) return true
  if (isIn(END, said[0]) && said.some((word) => TABLE.has(word))) return true
  return FOOTERS.some((footer) => footer.every((word, index) => word === said[index]))
}

/** Whether a text stands for the list, or a stretch of it, and for nobody on it: a total, a count, a footer. */
export const isOfTheList = (text: string): boolean => isTotal(text, true) || isFooter(text)

/** Why a row is nobody's that has an ID, as far as one can see: a number beside `Total` would be somebody's. */
export const NOBODY =
  'the row looks like a total, a count or a footer of the list, not like a person. Take it out; if it is somebody, give it a name, or an e-mail address'

const hasLetters = (text: string): boolean => /\p{L}/u.test(text)

/** Whether a row is nobody's, though an ID seems to stand on it. `counts`: how many rows stand above it, and since the last such row. */
export function isNobody(
  cells: readonly string[],
  { id, email, name }: Person,
  columns: ListColumns,
  counts: readonly number[],
): boolean {
  if (name !== null && hasLetters(name)) return isOfTheList(name)
  if (id === null || email !== null) return false
  const at = columns.id?.number ?? 0
  const others = cells.flatMap((text, index) =>
    index + 1 === at || !hasLetters(text) ? [] : [{ text, isLabel: index + 1 < at }],
  )
  if (others.length === 0)
    return TOTAL.has(normalize(id)) || id === 'EOF' || isFooter(id.replace(/[_-]/g, ' '))
  if (!/^\d+$/.test(id)) return others.every(({ text, isLabel }) => isLabel && isFooter(text))
  const isHowMany = counts.includes(Number(id))
  const rest = others.filter(
    ({ text, isLabel }) =>
      !isTotal(text, isLabel || isHowMany) &&
      !(isHowMany && isIn(COUNT, words(text).at(-1))) &&
      !(isLabel && isFooter(text)),
  )
  // What has no name is nobody where names are known, and hardly anybody where the number is how many there are.
  return rest.length < others.length && (rest.length === 0 || columns.name.length > 0 || isHowMany)
}
