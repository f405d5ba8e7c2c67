import type { ListColumn, ListColumns } from '../offboarding/reading.ts'
import { isoDate } from './calendar.ts'
import type { CsvRecord } from './csv-options.ts'
import { readLeaveDate } from './leave-date.ts'
import { ListError } from './list-error.ts'
import { mayBeLeaveDate } from './maybe-leave-date.ts'

// Numbers of other kinds can pass for a spreadsheet's dates; what looks like this is hardly anything else.
const DATE = /^\d{1,4}([-./])\d{1,2}\1\d{1,4}(?!\d)|^(?:20|99)\d{6}$|\b(?:20|99)\d\d$/
const SHORT = /^(\d{1,2})([-./])(\d{1,2})\2(\d{2})$/
const MAX_LENGTH = 40
/** A year of two digits that is further ahead is one of a date of birth. */
const MAX_YEARS_AHEAD = 10

/** Whether a cell holds a day after `today` (`2026-12-31`), read in any way it can be. */
export function isDayToCome(cell: string, today: string, timezone: string): boolean {
  const text = cell.trim()
  if (text.length > MAX_LENGTH || !DATE.test(text)) return false
  const [, a, , b, year] = SHORT.exec(text) ?? []
  if (year !== undefined) {
    const full = 2000 + Number(year)
    const days = [isoDate(full, Number(b), Number(a)), isoDate(full, Number(a), Number(b))]
    return (
      full <= Number(today.slice(0, 4)) + MAX_YEARS_AHEAD && days.some((day) => day !== null && day > today)
    )
  }
  const reading = readLeaveDate(text, timezone)
  if (reading === null) return false
  const days = reading.kind === 'date' ? [reading.date] : [reading.dayFirst, reading.monthFirst]
  return days.some((day) => day !== null && day > today)
}

/**
 * Asks, by a ListError, about a column of dates that nobody took for the leave dates, as soon as one of them is still to come: its
 * people may still work here. Where the leave dates are known, only a column that is named like them is worth the question.
 */
export function overlookedDates(
  columns: readonly ListColumn[],
  chosen: ListColumns,
  { name, header, today, timezone }: { name: string; header: boolean; today: string; timezone: string },
): (record: CsvRecord) => void {
  const { id, email, leaveDate } = chosen
  const taken: readonly (ListColumn | null)[] = [id, email, leaveDate, ...chosen.name]
  const isTaken = ({ number }: ListColumn): boolean => taken.some((column) => column?.number === number)
  const watched = columns.filter(
    (column) => !isTaken(column) && (leaveDate === null || mayBeLeaveDate(column.name)),
  )
  const asFlag = (column: ListColumn): string =>
    header ? JSON.stringify(column.name) : String(column.number)
  const answer = leaveDate === null ? 'none' : asFlag(leaveDate)
  return ({ cells, line }) => {
    for (const column of watched) {
      const cell = cells[column.number - 1] ?? ''
      if (leaveDate !== null && cell === cells[leaveDate.number - 1]) continue
      if (!isDayToCome(cell, today, timezone)) continue
      throw new ListError(
        `${name}: line ${line} has a day to come in column ${column.number} "${column.name.slice(0, 60)}". If that column holds the leave dates, say so with --leave-date-column ${asFlag(column)}; otherwise with --leave-date-column ${answer}.`,
      )
    }
  }
}
