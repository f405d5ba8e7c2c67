import { dayIn } from './calendar.ts'

/** Between 1601 and 1970, in milliseconds. */
const FILETIME_ZERO = 11_644_473_600_000
/** Such numbers later than that are hardly times. */
const YEAR_2100 = Date.UTC(2100, 0)

/** The days that a mere number can mean, by how many digits it has, written so that `readLeaveDate` reads them, if there are such days. */
export function findDaysInNumber(text: string, timezone: string): string[] {
  const [digits = ''] = text.split(/[.,]/)
  switch (digits.length) {
    // A year: its first day is enough of it.
    case 4:
      return digits.startsWith('20') ? [`${digits}-01-01`] : []
    // As spreadsheets count days.
    case 5:
      return [digits]
    case 8:
      return [digits, digits.replace(/^(..)(..)/, '$1/$2/')]
    // Seconds and milliseconds since 1970.
    case 10:
      return plausible(Number(digits) * 1000, timezone)
    case 13:
      return plausible(Number(digits), timezone)
    // With the time behind the day.
    case 12:
    case 14:
      return [digits.slice(0, 8)]
    // As Active Directory counts them, since 1601.
    case 18:
      return plausible(Number(digits) / 10_000 - FILETIME_ZERO, timezone)
    default:
      return []
  }
}

/** The day it is at a time in milliseconds. */
export const dayOfTime = (ms: number, timezone: string): string[] => [dayIn(timezone, ms)]

const plausible = (ms: number, timezone: string): string[] => (ms < YEAR_2100 ? dayOfTime(ms, timezone) : [])
