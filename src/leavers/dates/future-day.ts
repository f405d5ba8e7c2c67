import { findDays } from './find-days.ts'
import type { DateReading } from './read-date.ts'
import { simplifyDateText } from './simplify-date-text.ts'

/** A year of two digits that is further ahead is one of a date of birth, or none at all. */
const MAX_YEARS_AHEAD = 3

export type DayOrder = 'day first' | 'month first'

/** What a cell tells of a day that is still to come. */
export interface FutureDay {
  /** Whether the cell has one: for certain, only if its day or its month comes first, or not at all. */
  toCome: 'certain' | DayOrder | null
  /** The order that the cell proves, or null. */
  proves: DayOrder | null
}

const NOTHING: FutureDay = { toCome: null, proves: null }

/**
 * Looks in a cell for a day after `today` (`2026-12-31`). `takesNumbers`: whether a mere number may be a day, such as 46387 or 20261231.
 */
export function readFutureDay(
  cell: string,
  today: string,
  timezone: string,
  takesNumbers = false,
): FutureDay {
  const text = simplifyDateText(cell)
  if (text === null) return NOTHING
  const lastShortYear = Number(today.slice(0, 4)) + MAX_YEARS_AHEAD
  const days = findDays(text, { timezone, lastShortYear, takesNumbers }).map((day) => compare(day, today))
  if (days.length < 2) return days[0] ?? NOTHING
  // Of several, as of a beginning and an end, any may be the one that counts.
  const toCome = days.map((day) => day.toCome)
  return {
    toCome: toCome.find((kind) => kind === 'certain') ?? toCome.find((kind) => kind !== null) ?? null,
    proves: days.find(({ proves }) => proves !== null)?.proves ?? null,
  }
}

function compare(reading: DateReading, today: string): FutureDay {
  if (reading.kind === 'date') return { toCome: reading.date > today ? 'certain' : null, proves: null }
  const { dayFirst, monthFirst } = reading
  const isDayFirst = dayFirst !== null && dayFirst > today
  const isMonthFirst = monthFirst !== null && monthFirst > today
  if (monthFirst === null) return { toCome: isDayFirst ? 'certain' : null, proves: 'day first' }
  if (dayFirst === null) return { toCome: isMonthFirst ? 'certain' : null, proves: 'month first' }
  if (isDayFirst && isMonthFirst) return { toCome: 'certain', proves: null }
  return { toCome: isDayFirst ? 'day first' : isMonthFirst ? 'month first' : null, proves: null }
}
