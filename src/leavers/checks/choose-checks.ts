import type { ListRow } from '../../offboarding/leaver.ts'
import { takenColumns } from '../../offboarding/run/reading.ts'
import type { ListLayout } from '../columns/list-layout.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import type { ListCheck } from './list-check.ts'
import { MergedCells } from './merged-cells.ts'
import { Epoch1904 } from './epoch-1904.ts'
import { NoLeaveDates } from './no-leave-dates.ts'
import { OverlookedDates } from './overlooked-dates.ts'
import { SecondHeader } from './second-header.ts'
import { SwallowedRows } from './swallowed-rows.ts'
import { SwappedDates } from './swapped-dates.ts'
import { StayingPeople } from './staying-people.ts'
import { ToldDates, type ToldFormat } from './told-dates.ts'

/** What the checks have to know of a list. */
export interface CheckedList {
  /** Who stands on the list: on a roster people stay, and that is no mistake. */
  of: 'leavers' | 'roster'
  /** For messages. */
  name: string
  header: boolean
  delimiter: string
  /** Columns of the header. */
  width: number
  today: string
  timezone: string
  dateFormat: string | undefined
  /** The sheet of a workbook; null for a CSV file. */
  sheet: string | null
  /** How the leave dates are written by their header, or by an earlier run of the layout. */
  toldFormat: ToldFormat | null
  /** Whether a row without a leave date is due, or is held. */
  emptyLeaveDate: 'hold' | 'due'
  /** Whether a flag, or an earlier run of the layout, says which column holds the leave dates, or a flag that none does. */
  isLeaveDateGiven: boolean
}

/** Checks of the records as they stand in the list, and checks of the rows as they were read. */
export interface ListChecks {
  readonly records: readonly ListCheck<CsvRecord>[]
  readonly rows: readonly ListCheck<ListRow>[]
}

/** The checks that a list with these columns has to pass. */
export function chooseChecks(layout: ListLayout, list: CheckedList): ListChecks {
  const { own, chosen, ignored } = layout
  const records: ListCheck<CsvRecord>[] = [new SwallowedRows(layout, list)]
  if (list.header) records.push(new SecondHeader(chosen, list))
  // Whoever says that no column holds leave dates has looked at all of them.
  if (!(list.isLeaveDateGiven && chosen.leaveDate === null)) {
    const asked = own.filter(({ number }) => !ignored.has(number))
    records.push(new OverlookedDates(asked, chosen, list))
  }
  // The dates of a workbook are read in whatever format a flag names.
  if (chosen.leaveDate !== null && (list.dateFormat === undefined || list.sheet !== null)) {
    records.push(new SwappedDates(chosen.leaveDate, list))
  }
  if (chosen.leaveDate !== null && list.dateFormat === undefined) {
    if (list.toldFormat !== null) records.push(new ToldDates(chosen.leaveDate, list.toldFormat, list))
    records.push(new Epoch1904(chosen.leaveDate, list))
  }
  const others = new Set([...takenColumns(chosen), ...ignored])
  const rows: ListCheck<ListRow>[] = [new MergedCells(own, chosen, list)]
  if (list.of === 'leavers') rows.push(new StayingPeople(own, others, list))
  if (chosen.leaveDate !== null && list.emptyLeaveDate === 'hold') {
    rows.push(new NoLeaveDates(chosen.leaveDate, list.name))
  }
  return { records, rows }
}
