import { normalize, wordsOf } from './known-headers.ts'
import { isLeavingMark } from '../words/yes-or-no.ts'
import { whatIsSaid } from '../words/leaving-or-staying.ts'

/** Beginnings of words about leaving, in the platform's languages. Normalized; matched anywhere in a name. */
const LEAVING: readonly string[] = [
  'terminat, leaving, leaver, leave date, final day, exit, separation, depart, offboard, last day, last work, employment end, contract end, end date',
  'Austritt, Kündigung, ausgeschied, ausscheid, letzter Tag, letzter Arbeit, Vertragsende, Enddatum, Beschäftigungsende',
  'baja, cese, salida, egreso, desvincul, último día, sortie, départ, fin de contrat, dernier jour',
  'odejści, zwolnien, zakończen, rozwiązan, ustani, ostatni dzień, saída, deslig, demiss, rescis, último dia',
  'увольн, ухода, окончан, последний день, последний рабоч, прекращ',
].flatMap((words) => words.split(', ').map(normalize))

/** Words that make it a date. */
const DATE: readonly string[] = 'date, datum, fecha, data, дата, day, tag, día, dia, jour, dzień, день, ende'
  .split(', ')
  .map(normalize)

/** And those that do as words of their own only: `Austritt zum`, `Leaver from`. */
const SMALL: ReadonlySet<string> = new Set(
  'zum, am, ab, bis, geplant, from, until, planned, prévu, prévue, prevista, planowana'
    .split(', ')
    .map(normalize),
)

/** Beginnings of words about staying longer than that, or coming back. */
const LATER: readonly string[] = [
  'extended, extension, prolonged, postponed, access until, access to, active until, employed until, rehire, rehiring, reinstat',
  'access end, end of access, access expir, access valid, account end, account expir, account valid, account until, contract until, employment until',
  'Zugangsende, Zugang endet, Zugang gültig, Konto gültig, Konto bis, Vertrag bis, befristet bis, fin d accès, fin de acceso, koniec dostępu, fim do acesso',
  'verlänger, verschoben, Zugang bis, Zugriff bis, beschäftigt bis, Wiedereintritt, Wiedereinstellung, wiedereingestellt',
  'prorrog, extendido, extendida, prolongado, prolongada, acceso hasta, reingreso, reincorpora, recontrata',
  'prolongé, prolongation, prorog, accès jusqu, réembauch, réintégr, przedłuż, dostęp do, ponowne zatrudnienie, ponownie zatrudni',
  'estendid, acesso até, readmiss, readmiti, reintegra, продлен, доступ до, повторный прием, повторное трудоустр, восстановлен',
].flatMap((words) => words.split(', ').map(normalize))

/**
 * Whether a header could be that of dates that count in place of the leave dates: `Extended to`, `Rehire date`. Only what stands under it
 * can tell: an extension may be that of a telephone.
 */
export const mayBeLaterDate = (name: string): boolean => {
  const text = normalize(name)
  return LATER.some((word) => text.includes(word)) || (saysUntilWhen(name) && !speaksOfLeaving(text))
}

/** Small words of a time to come. */
const UNTIL: ReadonlySet<string> = new Set(
  [
    'until, till, til, to, through, thru, before, after, from, on, date, by, end, earliest',
    'bis, ab, am, zum, vor, nach, Datum, Ende, frühestens, hasta, a, partir, antes, después, fecha, fin',
    'jusqu, jusque, au, le, à, avant, après, date, do, od, przed, po, data, koniec, até, depois, após, em, fim, до, с, после, дата, конец',
  ].flatMap((words) => words.split(', ').map(normalize)),
)
const NEW: ReadonlySet<string> = new Set(
  'new, revised, actual, neu, neues, neuer, nuevo, nueva, nouvelle, nowa, nowy, novo, nova, новая, новый'
    .split(', ')
    .map(normalize),
)

/** `Keep until`, `Do not delete before`, `Löschen ab`, `Works until`, `New end`: what is said of somebody, with a time. */
function saysUntilWhen(name: string): boolean {
  const words = wordsOf(name)
  const others = words.filter((word) => !UNTIL.has(word))
  if (others.length === words.length || others.length === 0) return false
  return others.every((word) => NEW.has(word)) || whatIsSaid(others.join(' ')) !== null
}

const speaksOfLeaving = (text: string): boolean => LEAVING.some((word) => text.includes(word))

/**
 * Whether an unknown header could be that of the leave dates: `Planned exit date`, `Austrittsdatum (geplant)`. Not meant to
 * find the column, but to ask before it is overlooked. `Termination Reason` is none.
 */
export function mayBeLeaveDate(name: string): boolean {
  const text = normalize(name)
  if (!speaksOfLeaving(text)) return false
  const words = wordsOf(name)
  return (
    DATE.some((word) => text.includes(word)) ||
    words.some((word) => SMALL.has(word) || word.endsWith('termin'))
  )
}

/** Words that make the name of a column one of dates, whatever else it says. */
const OF_DATES: ReadonlySet<string> = new Set(
  [
    'date, dates, day, days, datum, fecha, día, data, dia, jour, dzień, dnia, дата, день, until, till, through, from, on, valid, effective',
    'end, ends, ended, ending, expire, expires, expiry, expiration, expiring, extended, extension, access, last, deadline, planned, due',
    'Ende, endet, bis, ab, zum, am, gültig, Frist, befristet, geplant, Ablauf, läuft, Zugang, Zugriff, letzter',
    'hasta, fin, vence, vencimiento, acceso, válido, último, jusque, jusqu, expire, accès, valable, prévu, dernier',
    'koniec, końca, ważne, ważny, dostęp, wygasa, ostatni, até, fim, término, validade, acesso, expira, до, конец, окончание, доступ, срок',
  ].flatMap((words) => words.split(', ').map(normalize)),
)

/** And words that make it one of other numbers: `Phone extension`, `Last salary`, `Access code`. */
const OF_NUMBERS: readonly string[] = [
  'phone, smartphone, tel, mobile, fax, durchwahl, handy, celular, móvil, komórk, телефон, мобильн',
  'salar, pay, wage, income, gehalt, lohn, bonus, cost, kosten, amount, betrag, budget, sueldo, salair, pensj, wynagrodz, оклад, зарплат',
  'number, numm, nr, núm, numéro, numer, номер, id, code, kennung, código, kod, код, badge, card, karte, ticket, asset, zip, plz, postal, room, raum, size, hours, stunden, rate, satz',
].flatMap((words) => words.split(', ').map(normalize))

/** Whether numbers under a header can be dates, as spreadsheets and databases keep them: `Extended to`, `End`, `Access until`, `Leaving`. */
export function speaksOfDates(name: string): boolean {
  const words = wordsOf(name)
  const isOfNumbers = words.some((word) => OF_NUMBERS.some((beginning) => word.startsWith(beginning)))
  if (isOfNumbers) return false
  return (
    mayBeLaterDate(name) ||
    mayBeLeaveDate(name) ||
    isLeavingMark(name) ||
    words.some((word) => OF_DATES.has(word) || word.endsWith('datum'))
  )
}
