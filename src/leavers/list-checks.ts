import type { ListColumn, ListColumns } from '../offboarding/reading.ts'
import type { ListCheck } from './list-check.ts'
import { OverlookedDates } from './overlooked-dates.ts'
import { SecondHeader } from './second-header.ts'

/** What the checks have to know of a list. */
export interface CheckedList {
  /** For messages. */
  name: string
  header: boolean
  today: string
  timezone: string
  /** Whether a flag says which column holds the leave dates, or that none does. */
  isLeaveDateGiven: boolean
}

/** The checks that a list with these columns has to pass, of which some are chosen. */
export function checksFor(
  columns: readonly ListColumn[],
  chosen: ListColumns,
  ignored: ReadonlySet<number>,
  list: CheckedList,
): readonly ListCheck[] {
  const checks: ListCheck[] = []
  if (list.header) checks.push(new SecondHeader(chosen, list.name))
  if (!list.isLeaveDateGiven)
    checks.push(
      new OverlookedDates(
        columns.filter(({ number }) => !ignored.has(number)),
        chosen,
        list,
      ),
    )
  return checks
}
