import { isColumnName } from '../../leavers/columns/known-headers.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import { NOTHING_LEFT_OUT } from '../../offboarding/run/left-out.ts'
import type { LayoutSettings, Remembered } from '../../offboarding/run/layout.ts'
import { describeColumns, type ListColumns } from '../../offboarding/run/reading.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'

/**
 * The event about the list of a run. It says how the list was read and nothing of its content; a header is quoted only if its
 * name is a known one. `undatedDue`: how many rows without a leave date were taken for due.
 */
export function listRead({ id, list, options }: RunRecord, undatedDue: number): RunEvent {
  const { rows, sha256, encoding, delimiter, emptyLeaveDates, leftOut = NOTHING_LEFT_OUT, today } = list
  const { columns, remembered, emptyLeaveDate = 'hold' } = options.reading
  const choice = describeColumns(columns, isColumnName)
  return {
    type: 'list_read',
    run: id,
    sha256,
    rows,
    encoding,
    delimiter,
    choice,
    remembered: remembered === undefined ? null : loggable(remembered, columns),
    emptyLeaveDates,
    emptyLeaveDate,
    undatedDue,
    today,
    leftOut,
  }
}

/** What was taken over, with a column by its number where its header is not a known name. */
function loggable({ run, settings }: Remembered, columns: ListColumns): Remembered {
  const { id, email, attribute, leaveDate, name } = columns
  const hidden: LayoutSettings = Object.fromEntries(
    Object.entries({
      'id-column': id,
      'email-column': email,
      'attribute-column': attribute,
      'leave-date-column': leaveDate,
      'name-column': name[0],
    }).flatMap(([flag, column]) =>
      flag in settings && column && !isColumnName(column.name) ? [[flag, String(column.number)]] : [],
    ),
  )
  return { run, settings: { ...settings, ...hidden } }
}
