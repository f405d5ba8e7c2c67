import { compileDateFormat } from './date-format.ts'
import { isZoned, readLeaveDate, type DateReading } from './read-date.ts'

/** Reads the cell of a leave date; null for one that cannot be read. */
export type DateReader = (cell: string) => DateReading | null

/**
 * How the cells of the leave dates are read: in the format of `--date-format`, or in any that is known where that is undefined. A time
 * that tells its own zone is read all the same, and is the day it is then in `timezone`.
 */
export function dateReader(dateFormat: string | undefined, timezone: string): DateReader {
  const format = dateFormat === undefined ? null : compileDateFormat(dateFormat)
  if (format === null) return (cell) => readLeaveDate(cell, timezone)
  return (cell) => {
    if (isZoned(cell)) return readLeaveDate(cell, timezone)
    const date = format(cell)
    return date === null ? null : { kind: 'date', date }
  }
}
