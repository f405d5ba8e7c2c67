import type { RosterColumn, RosterLine } from '../../offboarding/roster/roster.ts'
import { tellsOfLeaving } from '../columns/date-headers.ts'
import { isKnownAs } from '../columns/known-headers.ts'
import { memoize } from '../checks/memoize.ts'
import { readLeaveDate } from '../dates/read-date.ts'
import { isPast } from '../rows/decide-due.ts'
import { statusReader, withoutNote } from '../words/employment-status.ts'
import { leavingOrStaying } from '../words/leaving-or-staying.ts'
import { readAnswer } from '../words/yes-or-no.ts'

/** A longer cell is no status, no answer and no date, in characters. */
const MAX_LENGTH = 60

/**
 * Makes the function that says in which column, if in any, a line says that its person has left: by a leave date that is over whichever
 * way it is read, by a status, or by the answer to a question such as `Still employed?`. `today` is the first day that is not over.
 */
export function leftReader(
  columns: readonly RosterColumn[],
  { today, timezone }: { today: string; timezone: string },
): (cells: readonly string[]) => RosterLine['left'] {
  const watched = columns.flatMap((column, index) => {
    if (column.kind !== 'other') return []
    const says = sayingLeft(column.name, today, timezone)
    return says === null ? [] : [{ column, index, says: memoize(says) }]
  })
  return (cells) => {
    for (const { column, index, says } of watched) {
      const cell = cells[index]?.trim() ?? ''
      if (cell !== '' && cell.length <= MAX_LENGTH && says(cell)) return { column, cell }
    }
    return null
  }
}

type Says = (cell: string) => boolean

/** How to tell by the cells under a header that somebody has left; null where they tell nothing of that. A column may answer, or hold dates. */
function sayingLeft(header: string, today: string, timezone: string): Says | null {
  const ways: Says[] = []
  if (isKnownAs(header, 'leaveDate') || tellsOfLeaving(header)) {
    ways.push((cell) => {
      const date = readLeaveDate(cell, timezone)
      return date !== null && isPast(date, today)
    })
  }
  const statement = leavingOrStaying(header) ?? leavingOrStaying(withoutNote(header))
  if (statement === 'leaves') ways.push((cell) => readAnswer(cell) === 'yes')
  if (statement === 'works here') ways.push((cell) => readAnswer(cell) === 'no')
  const read = statusReader(header)
  if (read !== null) ways.push((cell) => read(cell) === 'left')
  return ways.length === 0 ? null : (cell) => ways.some((says) => says(cell))
}
