import type { ListRow } from '../offboarding/leaver.ts'
import type { DateOrder } from './date-order.ts'
import { decideDue } from './due.ts'
import type { DateReading } from './leave-date.ts'

/** A row as it was read, before it is known which day its leave date means. */
export interface UndatedRow {
  row: ListRow
  /** Null where there is none, or nothing depends on it. */
  leaveDate: DateReading | null
}

/** How much is held back until a date proves which comes first, day or month: in characters of cells, with an allowance a row. */
const MAX_HELD = 16 * 1024 * 1024
const ROW_ALLOWANCE = 200

/**
 * Decides which rows are due. Rows wait, in order, while the column has not proved yet what its dates mean, which as a rule
 * takes a few of them. `today` is the first day that is not over. Throws ListError for a column that proves nothing, or two
 * things at once.
 */
export async function* settleDates(
  rows: AsyncIterable<UndatedRow>,
  order: DateOrder,
  today: string,
): AsyncGenerator<ListRow> {
  let held: UndatedRow[] = []
  let size = 0
  const settle = ({ row, leaveDate }: UndatedRow): ListRow => {
    if (leaveDate === null || row.claim.kind !== 'leaver') return row
    const date = leaveDate.kind === 'date' ? leaveDate.date : order.resolve(leaveDate)
    return { ...row, claim: decideDue(row.claim, date, today) }
  }
  for await (const undated of rows) {
    const { row, leaveDate } = undated
    if (leaveDate?.kind === 'either') order.weigh(leaveDate, row.line)
    if (order.isOpen) {
      held.push(undated)
      size += row.cells.reduce((sum, cell) => sum + cell.length, ROW_ALLOWANCE)
      if (size > MAX_HELD) order.close()
      continue
    }
    if (held.length > 0) {
      yield* held.map(settle)
      held = []
      size = 0
    }
    yield settle(undated)
  }
  order.close()
  yield* held.map(settle)
}
