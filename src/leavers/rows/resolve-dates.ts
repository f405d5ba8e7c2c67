import type { ListRow } from '../../offboarding/leaver.ts'
import type { DayMonthOrder } from '../dates/day-month-order.ts'
import { decideDue } from './decide-due.ts'
import type { DateReading } from '../dates/read-date.ts'
import type { Footer } from './footer.ts'

/** A row as it was read, before it is known which day its leave date means. */
export interface UndatedRow {
  row: ListRow
  /** Null where there is none, or nothing depends on it. */
  leaveDate: DateReading | null
  /** What the row tells, if it may be none, but a line below the rows. */
  footer: Footer | null
}

/** How much may wait until a date proves whether the day or the month comes first: in characters of cells, with an allowance a row. */
const MAX_HELD = 16 * 1024 * 1024
const ROW_ALLOWANCE = 200

const NONE: readonly ListRow[] = []

/**
 * Decides which rows are due. Rows wait, in order, until the column has proved what its dates mean, which as a rule takes a few
 * rows. `today` is the first day that is not over. Throws ListError for a column that proves nothing, or two
 * things at once.
 */
export class DateResolver {
  readonly #order: DayMonthOrder
  readonly #today: string
  #held: UndatedRow[] = []
  #size = 0

  constructor(order: DayMonthOrder, today: string) {
    this.#order = order
    this.#today = today
  }

  /** Takes a row, and gives those that are settled by now. */
  add(undated: UndatedRow): readonly ListRow[] {
    const { row, leaveDate } = undated
    if (leaveDate?.kind === 'either') this.#order.weigh(leaveDate, row.line)
    if (!this.#order.isOpen && this.#held.length === 0) return [this.#settle(undated)]
    this.#held.push(undated)
    if (!this.#order.isOpen) return this.#release()
    this.#size += row.cells.reduce((sum, cell) => sum + cell.length, ROW_ALLOWANCE)
    if (this.#size > MAX_HELD) this.#order.close()
    return NONE
  }

  /** Gives the rows that are left; there are none as a rule. */
  end(): readonly ListRow[] {
    this.#order.close()
    return this.#release()
  }

  #release(): readonly ListRow[] {
    const rows = this.#held.map((undated) => this.#settle(undated))
    this.#held = []
    this.#size = 0
    return rows
  }

  #settle({ row, leaveDate }: UndatedRow): ListRow {
    if (leaveDate === null) return row
    const leaves = leaveDate.kind === 'date' ? leaveDate.date : this.#order.resolve(leaveDate)
    const { claim } = row
    return { ...row, leaves, claim: claim.kind === 'leaver' ? decideDue(claim, leaves, this.#today) : claim }
  }
}
