import { describeColumn } from '../columns/describe-column.ts'
import type { Claim, ListRow } from '../../offboarding/leaver.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'

/** Refuses a list that has a column of leave dates, and not one of them: if it is the list of all who work here, that column says so. */
export class NoLeaveDates implements ListCheck<ListRow> {
  readonly #column: ListColumn
  readonly #name: string
  #hasEmpty = false
  #hasAny = false

  constructor(column: ListColumn, name: string) {
    this.#column = column
    this.#name = name
  }

  /** A date that cannot be read is one, too: what is wrong then is something else. */
  look({ claim, leaves }: ListRow): void {
    if (leaves === '') this.#hasEmpty = true
    else if (leaves !== null || isUnreadable(claim)) this.#hasAny = true
  }

  end(): void {
    if (this.#hasAny || !this.#hasEmpty) return
    throw new ListError(
      `${this.#name}: not one row has a leave date in column ${describeColumn(this.#column)}. Export the list with the leave dates; or, if everybody on it has left, say that the column does not matter: --leave-date-column none.`,
    )
  }
}

const isUnreadable = (claim: Claim): boolean =>
  claim.kind === 'unclear' && claim.reason.code === 'leave_date_unreadable'
