import { describeLine, type ListPlaces } from '../describe-line.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { ListRow } from '../../offboarding/leaver.ts'
import type { ListColumn, ListColumns } from '../../offboarding/run/reading.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'

/**
 * Refuses a list with a row that names nobody and has a leave date to come. In an export with a row for each contract and merged cells,
 * such a row belongs to the user of the row above, who would be taken for gone.
 */
export class MergedCells implements ListCheck<ListRow> {
  readonly #who: readonly number[]
  readonly #leaveDate: ListColumn | null
  readonly #list: ListPlaces & { name: string; today: string }

  /** `columns` are those of the rows' cells. */
  constructor(
    columns: readonly ListColumn[],
    { id, email, name, attribute, leaveDate }: ListColumns,
    list: ListPlaces & { name: string; today: string },
  ) {
    this.#who = [id, email, attribute ?? null, ...name].flatMap((column) =>
      column === null ? [] : [columns.findIndex(({ number }) => number === column.number)],
    )
    this.#leaveDate = leaveDate
    this.#list = list
  }

  look({ cells, line, claim, leaves }: ListRow): void {
    if (claim.kind !== 'invalid' || this.#leaveDate === null || leaves === null) return
    if (leaves < this.#list.today || this.#who.some((index) => cells[index]?.trim() !== '')) return
    throw new ListError(
      `${this.#list.name}: ${describeLine(line, this.#list)} has a leave date to come in column ${describeColumn(this.#leaveDate)} and names nobody: are cells merged? Fill in on each row whose it is, or take the row out.`,
    )
  }
}
