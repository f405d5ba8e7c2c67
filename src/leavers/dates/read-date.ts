import { dayIn, isoDate, serialDate } from './calendar.ts'
import { DATES } from '../vocabulary/index.ts'
import { monthOf } from './month-names.ts'

/** What a cell says of a leave date. Days are written `2026-12-31`. */
export type DateReading =
  | { kind: 'date'; date: string }
  /** `03/04/2026`: day or month first, and null for what would be no date. */
  | { kind: 'either'; separator: '/' | '-'; dayFirst: string | null; monthFirst: string | null }

const certain = (date: string | null): DateReading | null => (date === null ? null : { kind: 'date', date })

/** The longest text that is looked at, in characters. */
export const MAX_DATE_LENGTH = 60

/** A time behind the date, as a regular expression without regard to case. It changes nothing unless it tells its own zone. */
export const TIME_OF_DAY = String.raw`[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[AP]\.?M\.?)?`
export const TIME = new RegExp(`${TIME_OF_DAY}$`, 'i')
const ZONED = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)? ?(?:Z|[+-]\d{2}:?\d{2})$/i

/** Whether a text is a time that tells its own zone, as `2026-12-31T23:00:00Z`: the zone decides which day that is. */
export const isZoned = (text: string): boolean => ZONED.test(text)

/**
 * Reads a date in any of the formats that systems export; null if it is in none of them. A time with a zone is the day it is
 * then in `timezone`.
 */
export function readLeaveDate(cell: string, timezone: string): DateReading | null {
  const text = cell.trim()
  if (text.length > MAX_DATE_LENGTH) return null
  if (isZoned(text)) return readZoned(text, timezone)
  return readDay(text.replace(TIME, ''))
}

function readDay(text: string): DateReading | null {
  const numbers = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})$/.exec(text)
  if (numbers !== null) {
    const [, a = '', separator = '', b = '', c = ''] = numbers
    if (a.length === 4 && c.length <= 2) return certain(isoDate(Number(a), Number(b), Number(c)))
    if (a.length > 2 || c.length !== 4) return null
    const dayFirst = isoDate(Number(c), Number(b), Number(a))
    // With dots the day comes first everywhere.
    if (separator === '.') return certain(dayFirst)
    return either(separator as '/' | '-', dayFirst, isoDate(Number(c), Number(a), Number(b)))
  }
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (compact !== null) return certain(isoDate(Number(compact[1]), Number(compact[2]), Number(compact[3])))
  if (/^\d{5}(?:[.,]\d+)?$/.test(text)) return certain(serialDate(Number(text.slice(0, 5))))
  return withMonthName(text)
}

function either(
  separator: '/' | '-',
  dayFirst: string | null,
  monthFirst: string | null,
): DateReading | null {
  if (dayFirst === null && monthFirst === null) return null
  if (dayFirst === monthFirst) return certain(dayFirst)
  return { kind: 'either', separator, dayFirst, monthFirst }
}

const BETWEEN = new RegExp(`^(?:${DATES.between.join('|')})$`, 'i')
const DAY = new RegExp(`^\\d{1,2}(?:${DATES.ordinals.join('|')})?$`, 'i')

/** `31 Dec 2026`, `31. Dezember 2026`, `Dec 31, 2026`, `31-gru-2026`, `1er janvier 2027`, `31 de diciembre de 2026`. */
function withMonthName(text: string): DateReading | null {
  const words = text.split(/[\s.,/-]+/).filter((word) => word !== '' && !BETWEEN.test(word))
  if (words.length !== 3) return null
  const month = words.map(monthOf).find((number) => number !== undefined)
  const year = words.find((word) => /^\d{4}$/.test(word))
  const day = words.find((word) => DAY.test(word))
  if (month === undefined || year === undefined || day === undefined) return null
  return certain(isoDate(Number(year), month, parseInt(day, 10)))
}

function readZoned(text: string, timezone: string): DateReading | null {
  const time = Date.parse(text.replace(' ', 'T').replace(',', '.').replace(' ', ''))
  // `+0100` without a colon is not for Date.parse.
  const ms = Number.isNaN(time)
    ? Date.parse(
        text
          .replace(' ', 'T')
          .replace(' ', '')
          .replace(/(\d{2})(\d{2})$/, '$1:$2'),
      )
    : time
  const written = isoDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))
  if (Number.isNaN(ms) || written === null) return null
  const day = dayIn(timezone, ms)
  // Systems that keep days as times write midnight: west of their zone that is the day before, and nobody's leave date.
  return certain(MIDNIGHT.test(text) && written > day ? written : day)
}

const MIDNIGHT = /^.{10}[T ]00:00(?::00(?:[.,]0+)?)?(?!\d|:|[.,])/i
