import { isoDate, serialDate } from './calendar.ts'
import { MAX_DATE_LENGTH, TIME_OF_DAY } from './read-date.ts'
import { monthOf } from './month-names.ts'

/** Reads a cell as a date of one format, to `2026-12-31`; null if it is none. */
export type DateFormat = (cell: string) => string | null

const TOKENS: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d{2})',
  MMMM: '(?<month>\\p{L}+\\.?)',
  MMM: '(?<month>\\p{L}+\\.?)',
  MM: '(?<month>\\d{1,2})',
  M: '(?<month>\\d{1,2})',
  dd: '(?<day>\\d{1,2})',
  d: '(?<day>\\d{1,2})',
}

/** What `--date-format` takes, for messages. */
export const DATE_FORMATS =
  'dd/MM/yyyy, MM/dd/yyyy, d MMM yyyy, yyyy-MM-dd or excel (d, M, MMM, MMMM, yy, yyyy and what stands between)'

/**
 * Compiles a format such as `dd/MM/yyyy`, or `excel` for serial numbers. Two-digit years are of this century. A time behind
 * the date is ignored; a cell whose time tells its zone cannot be read, since the zone could make it another day. Null if the format does not have day, month and year, once each.
 */
export function compileDateFormat(format: string): DateFormat | null {
  if (format.trim().toLowerCase() === 'excel') {
    return (cell) => (/^\s*\d{5}(?:[.,]\d+)?\s*$/.test(cell) ? serialDate(parseInt(cell, 10)) : null)
  }
  const parts = format.trim().split(/(y+|M+|d+)/)
  const tokens = parts.filter((_, index) => index % 2 === 1)
  const isComplete = ['y', 'M', 'd'].every(
    (letter) => tokens.filter((token) => token.startsWith(letter)).length === 1,
  )
  if (!isComplete || !tokens.every((token) => token in TOKENS)) return null
  if (parts.some((part, index) => index % 2 === 0 && /[\p{L}\p{N}]/u.test(part))) return null
  const source = parts.map((part, index) => (index % 2 === 1 ? TOKENS[part] : escape(part))).join('')
  const pattern = new RegExp(`^\\s*${source}(?:${TIME_OF_DAY})?\\s*$`, 'iu')
  return (cell) => {
    if (cell.length > MAX_DATE_LENGTH) return null
    const { year = '', month = '', day = '' } = pattern.exec(cell)?.groups ?? {}
    const monthNumber = /^\d/.test(month) ? Number(month) : monthOf(month)
    if (monthNumber === undefined || year === '') return null
    return isoDate(Number(year.length === 2 ? `20${year}` : year), monthNumber, Number(day))
  }
}

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
