import { parseEmail } from '../../offboarding/identity/email.ts'
import type { ListColumns } from '../../offboarding/run/reading.ts'
import {
  countsPeople,
  isEarlierPage,
  isFooter,
  isGroupCount,
  isTotalOrFooter,
  isTotalWord,
  saysWhatIsCounted,
} from '../words/totals-and-footers.ts'

/** What stands on a line that is no row. */
export interface Footer {
  /** The number of people it may tell, or null. */
  people: number | null
  /** Whether that is what the number tells. A number without a word for people may be another sum. */
  isSure: boolean
  /** Whether its words stand in marks, as in `*** END OF FILE ***`: a program may mean anything by them, so the line stays a row. */
  isMarked: boolean
}

/** Longer cells are not looked at, in characters. */
const MAX_LENGTH = 100

/**
 * Reads a record as a line that stands below the rows, with what it counts: nothing on it but words for totals and footers, and what has no
 * letters. Null where it holds anything else: a name that may be somebody's, a leave date, or the number of a page before the last.
 */
export function readFooter(
  cells: readonly string[],
  { id, email, attribute, name }: ListColumns,
  leaves: boolean,
): Footer | null {
  const filled = cells
    .map((cell, index) => ({ text: cell.trim(), column: index + 1 }))
    .filter(({ text }) => text !== '')
  const isName = (column: number): boolean => name.some(({ number }) => number === column)
  const labels = filled.filter(({ text, column }) => isLabel(text, isName(column)))
  const others = filled.filter((one) => !labels.includes(one))
  if (
    leaves ||
    labels.length === 0 ||
    labels.some(({ text }) => isEarlierPage(text)) ||
    others.some(({ text }) => text.length > MAX_LENGTH || /\p{L}/u.test(text))
  ) {
    return null
  }
  const isMarked = labels.some(({ text }) => MARKED.test(text))
  const nobody: Footer = { people: null, isSure: false, isMarked }
  const counting = labels.filter(({ text }) => countsPeople(text))
  const [inLabel, ...more] = counting.flatMap(({ text }) =>
    numbersIn(text).filter((number) => !isYear(number, text)),
  )
  if (inLabel !== undefined) return more.length > 0 ? nobody : { people: inLabel, isSure: true, isMarked }
  const [number, ...rest] = others
  const people = number === undefined ? undefined : numbersIn(number.text)[0]
  if (counting.length === 0 || number === undefined || rest.length > 0 || people === undefined) return nobody
  if (counting.some(({ text }) => saysWhatIsCounted(text))) return { people, isSure: true, isMarked }
  // Under any other column it is the sum of what stands there.
  const isOfPeople = [email, ...name].some((column) => column?.number === number.column)
  const mayCount = isOfPeople || [id, attribute].some((column) => column?.number === number.column)
  return mayCount ? { people, isSure: isOfPeople, isMarked } : nobody
}

const MARKED = /[*#<>|~^]|[-=_]{2}/

/** `User 3` may be somebody; `3 users` and `Users: 3` are nobody. */
function isLabel(text: string, isName: boolean): boolean {
  if (text.length > MAX_LENGTH || parseEmail(text).ok || !isTotalOrFooter(text)) return false
  // `Total Sales` may be called what stands where names do.
  if (isName && !countsPeople(text) && !isFooter(text)) return false
  const [, word] = /^(\p{L}+)[\s_-]*\d+$/u.exec(text) ?? []
  return word === undefined || isTotalWord(word) || isGroupCount(word)
}

/** Whether the number in a label may be a year, as in `Total 2026`. */
const isYear = (number: number, text: string): boolean =>
  number >= 1900 && number <= 2100 && !/[:=(]/.test(text) && !saysWhatIsCounted(text)

const WHOLE = /^\d+$/
const THOUSANDS = /^\d{1,3}(?:[.,'\u2019\u00A0\u202F]\d{3})+$/

/** The numbers in a text, if all of them are whole; none where one is not, as in an amount, a share or a date. */
function numbersIn(text: string): number[] {
  if (/[%\p{Sc}]/u.test(text)) return []
  const found = (text.match(/\d(?:[\d.,'\u2019\u00A0\u202F/:-]*\d)?/g) ?? []).map((one) =>
    WHOLE.test(one) || THOUSANDS.test(one) ? Number(one.replace(/\D/g, '')) : null,
  )
  return found.every((one) => one !== null) ? found : []
}
