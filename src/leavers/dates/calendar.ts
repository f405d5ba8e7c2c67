/** The first year of a leave date. Systems write 1900 or 1970 for "none". The last one is 9999, which means never. */
const FIRST_YEAR = 1980

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** A day as `2026-12-31`, or null if there is no such day. `month` is from 1. */
export function isoDate(year: number, month: number, day: number): string | null {
  if (!(year >= FIRST_YEAR && year <= 9999)) return null
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
  if (!(day >= 1 && day <= days)) return null
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
}

/** Day 1 of a spreadsheet is 1900-01-01, and it believes that there was a 1900-02-29. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30)
const DAY_MS = 86_400_000

/** The day that a spreadsheet's serial number means: 46387 is 2026-12-31. Null before 2000 and after 2099. */
export function serialDate(serial: number): string | null {
  const days = Math.floor(serial)
  if (days < 36_526 || days > 73_050) return null
  return new Date(SERIAL_ZERO + days * DAY_MS).toISOString().slice(0, 10)
}

/** The day so many days before another, as `2026-12-31`. */
export const daysBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10)

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day it is in a time zone at a point in time, as `2026-12-31`. Throws RangeError for an unknown zone. */
export function dayIn(timezone: string, time: Date | number): string {
  let format = formats.get(timezone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone: timezone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(timezone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]))
  return `${parts['year'] ?? ''}-${parts['month'] ?? ''}-${parts['day'] ?? ''}`
}
