import { isBesideDate } from './words-beside-dates.ts'
import { findDaysInNumber, dayOfTime } from './find-days-in-number.ts'
import { readLeaveDate, type DateReading } from './read-date.ts'
import { monthOf } from './month-names.ts'

export interface DaysOptions {
  timezone: string
  /** The last year that two digits, as in `31.12.26`, can mean. Later ones are of a date of birth, or of no date at all. */
  lastShortYear: number
  /** Whether a mere number may be a day, such as 46387 or 20261231, and so may a month or a year. */
  takesNumbers: boolean
}

/** A date in figures, the year at either end. */
const IN_FIGURES = /(?<!\d)(?:\d{4}([-./])\d{1,2}\1\d{1,2}|\d{1,2}([-./])\d{1,2}\2\d{4})(?!\d)/g
/** A date with a year of two digits. With dashes it could be any number. */
const SHORT = /(?<!\d|\d[./])(\d{1,2}([./])\d{1,2}\2)(\d{2})(?!\d|[./]\d)/g
const SHORT_NAMED = /^(\d{1,2}[-. ]+\p{L}+|\p{L}+[. ]+\d{1,2})[-., ']+(\d{2})$/u
const WITH_BLANKS = /^(?:\d{4} \d{1,2} \d{1,2}|\d{1,2} \d{1,2} \d{4})$/
const NUMBER = /^\d+(?:[.,]\d+)?$/
/** `31.XII.2026`, as in Poland. */
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']
const ROMAN_MONTH = /(?<=\d[- ./])(?:I{1,3}|I?V|VI{1,3}|I?X|XI{1,2})(?=[- ./]\d)/i
/** `20261231T230000Z`, `20261231230000.0Z`, as calendars and directories write it. */
const COMPACT_TIME = /^(\d{8})(?:T\d{4,6}|\d{6}(?:[.,]\d+)?Z)/
const JSON_TIME = /\/Date\((\d{1,15})/
/** Cheap tests that come first, since each cell of a list is searched. */
const HAS_TWO_NUMBERS = /\d\D+\d|\/Date|\d{14}/
const MAY_BE_DAY =
  /\p{L}{3}|\d ?[-./_\\] ?\d{1,2} ?[-./_\\] ?\d|\d[- ./][IVX]+[- ./]\d|(?<!\d)(?:\d{4} \d{1,2}|\d{1,2} \d{1,2}) \d{1,4}(?!\d)|\d{8}T|\d{14}/iu
const MAY_BE_SHORT =
  /\d[./]\d{1,2}[./]\d{2}(?!\d)|(?<!\d)(?:\d{4} \d{1,2} \d{1,2}|\d{1,2} \d{1,2} \d{4})(?!\d)|\p{L}[-., ']+\d{2}(?!\d)/u

/**
 * Finds every day that a cell may speak of, whatever stands beside it: a zone, a day of the week, `until`, another day. It serves for
 * columns that are not known to hold leave dates, where a day to come is a question. A known leave date is read by `readLeaveDate` alone,
 * which is stricter. `text` comes from `simplifyDateText`.
 */
export function findDays(text: string, options: DaysOptions): DateReading[] {
  const { timezone, takesNumbers } = options
  const read = (day: string): DateReading[] => {
    const reading = readLeaveDate(day, timezone)
    return reading === null ? [] : [reading]
  }
  if (!takesNumbers && !(HAS_TWO_NUMBERS.test(text) && MAY_BE_DAY.test(text))) return []
  if (NUMBER.test(text)) return takesNumbers ? findDaysInNumber(text, timezone).flatMap(read) : []
  const whole = read(text)
  if (whole.length > 0) return whole
  const joined = text
    .replaceAll('_', '-')
    .replaceAll('\\', '/')
    .replace(/ ?([-./]) ?/g, '$1')
    .replace(ROMAN_MONTH, (month) => String(ROMAN.indexOf(month.toUpperCase()) + 1))
  const found = [...inFigures(joined), ...withMonthName(text), ...inTimes(text, timezone)].flatMap(read)
  if (found.length > 0 || !(takesNumbers || MAY_BE_SHORT.test(joined))) return found
  return inBareText(joined, options).flatMap(read)
}

const inFigures = (text: string): string[] => Array.from(text.matchAll(IN_FIGURES), ([day]) => day)

const isMonth = (word: string): boolean => monthOf(word) !== undefined

/** Every three words in a row that have a month among them. */
function withMonthName(text: string): string[] {
  if (!/\p{L}{3}/u.test(text) || !/(?<!\d)\d{4}(?!\d)/.test(text)) return []
  const words = (text.match(/\d+|\p{L}+/gu) ?? []).filter((word) => isMonth(word) || !isBesideDate(word))
  return words
    .map((_, index) => words.slice(index, index + 3))
    .filter((three) => three.some(isMonth))
    .map((three) => three.join(' '))
}

function inTimes(text: string, timezone: string): string[] {
  const compact = COMPACT_TIME.exec(text)?.[1]
  const ms = JSON_TIME.exec(text)?.[1]
  return [
    ...(compact === undefined ? [] : [compact]),
    ...(ms === undefined ? [] : dayOfTime(Number(ms), timezone)),
  ]
}

/** Days that count only where nothing stands beside them but words such as `until`, a day of the week, a time and a zone. */
function inBareText(text: string, options: DaysOptions): string[] {
  // `mar` is a Tuesday, and March.
  const readings = new Set([
    withoutWords(text, isBesideDate),
    withoutWords(text, (word) => isBesideDate(word) && !isMonth(word)),
  ])
  return [...readings].flatMap((bare) => [
    ...withShortYear(bare, options.lastShortYear),
    ...(options.takesNumbers ? numberOrMonth(bare, options.timezone) : []),
  ])
}

const withoutWords = (text: string, isBeside: (word: string) => boolean): string =>
  text
    .replace(/[[(][^\])]*[\])]/g, ' ')
    .replace(/\p{L}+/gu, (word) => (isBeside(word) ? ' ' : word))
    .replace(/(?<!\d)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?/g, ' ')
    .replace(/\s*(?:\+[01]\d|\s-[01]\d|[+-][01]\d:?[0-5]\d)\s*$/, '')
    .replace(/ +/g, ' ')
    .replace(/^[ ,.:;'~-]+|[ ,.:;'~-]+$/g, '')

/** Days with blanks between their parts, or with a year of two digits. */
function withShortYear(bare: string, lastYear: number): string[] {
  if (WITH_BLANKS.test(bare)) return [bare.replaceAll(' ', '/')]
  const isPossible = (year: string | undefined): boolean => 2000 + Number(year) <= lastYear
  const [, dayAndMonth = '', year] = SHORT_NAMED.exec(bare) ?? []
  if (isPossible(year)) return [`${dayAndMonth} 20${year ?? ''}`]
  if (/[\p{L}\d]/u.test(bare.replace(SHORT, ''))) return []
  return Array.from(bare.matchAll(SHORT))
    .filter(([, , , digits]) => isPossible(digits))
    .map(([, start = '', , digits = '']) => `${start}20${digits}`)
}

/** A mere number; or a month, by its last day, whichever that is. */
function numberOrMonth(bare: string, timezone: string): string[] {
  if (NUMBER.test(bare)) return findDaysInNumber(bare, timezone)
  const [, first = '', second = ''] = /^(\d{1,4}|\p{L}+)[-./, ]+(\d{1,4}|\p{L}+)$/u.exec(bare) ?? []
  const [month, year] = /^\d{4}$/.test(second) ? [first, second] : [second, first]
  const number = monthOf(month) ?? Number(month)
  if (!/^\d{4}$/.test(year) || !(number >= 1 && number <= 12)) return []
  return ['31', '30', '29', '28'].map((day) => `${year}-${number}-${day}`)
}
