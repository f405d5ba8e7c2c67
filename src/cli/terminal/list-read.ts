import { isColumnName } from '../../leavers/columns/known-headers.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import { NOTHING_LEFT_OUT } from '../../offboarding/run/left-out.ts'
import { describeColumns } from '../../offboarding/run/reading.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'

/**
 * The event about the list of a run. It says how the list was read and nothing of its content; a header is quoted only if its
 * name is a known one.
 */
export function listRead({ id, list, options }: RunRecord): RunEvent {
  const { rows, sha256, encoding, delimiter, emptyLeaveDates, leftOut = NOTHING_LEFT_OUT, today } = list
  const { columns, emptyLeaveDate = 'hold' } = options.reading
  const choice = describeColumns(columns, isColumnName)
  return {
    type: 'list_read',
    run: id,
    sha256,
    rows,
    encoding,
    delimiter,
    choice,
    emptyLeaveDates,
    emptyLeaveDate,
    today,
    leftOut,
  }
}
