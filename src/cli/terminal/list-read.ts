import { isColumnName } from '../../leavers/columns/known-headers.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import { NOTHING_LEFT_OUT } from '../../offboarding/run/left-out.ts'
import { describeColumns } from '../../offboarding/run/reading.ts'
import type { RunRecord } from '../../offboarding/run/run.ts'

/** What is told of the list a run was made from: how it was read, never what is in it; of a header, only a name that is known. */
export function listRead({ id, list, options }: RunRecord): RunEvent {
  const { rows, sha256, encoding, delimiter, emptyLeaveDates, today, leftOut = NOTHING_LEFT_OUT } = list
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
