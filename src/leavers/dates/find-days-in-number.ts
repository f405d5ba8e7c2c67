import { dayIn } from './calendar.ts'

/** The time between 1601 and 1970, in milliseconds. */
const FILETIME_ZERO = 11_644_473_600_000
/** A number that would be a later time is hardly one. */
const YEAR_2100 = Date.UTC(2100, 0)

/**
 * The days that a mere number can mean, by how many digits it has. They are written as `readLeaveDate` reads them; it tells whether there
 * are such days.
 */
export function findDaysInNumber(text: string, timezone: string): string[] {
  const [digits = ''] = text.split(/[.,]/)
  switch (digits.length) {
    // A year, by its first day.
    case 4:
      return digits.startsWith('20') ? [`${digits}-01-01`] : []
    // The days of a spreadsheet.
    case 5:
      return [digits]
    case 8:
      return [digits, digits.replace(/^(..)(..)/, '$1/$2/')]
    // Seconds, or milliseconds, since 1970.
    case 10:
      return dayOfPlausibleTime(Number(digits) * 1000, timezone)
    case 13:
      return dayOfPlausibleTime(Number(digits), timezone)
    // A day with a time behind it.
    case 12:
    case 14:
      return [digits.slice(0, 8)]
    // The time of Active Directory, since 1601, in tenths of a microsecond.
    case 18:
      return dayOfPlausibleTime(Number(digits) / 10_000 - FILETIME_ZERO, timezone)
    default:
      return []
  }
}

/** The day it is at a time in milliseconds. */
export const dayOfTime = (ms: number, timezone: string): string[] => [dayIn(timezone, ms)]

const dayOfPlausibleTime = (ms: number, timezone: string): string[] =>
  ms < YEAR_2100 ? dayOfTime(ms, timezone) : []
