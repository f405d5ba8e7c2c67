import type { ListRow } from '../offboarding/leaver.ts'
import type { ListColumn } from '../offboarding/reading.ts'
import { isLeavingMark, readMark } from './leaving-mark.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from './list-error.ts'
import { remembered } from './remembered.ts'
import { staysIn } from './stay-words.ts'

/** No word that is known is longer. */
const MAX_LENGTH = 60

interface Watched {
  column: ListColumn
  /** Among the cells of a row, from 0. */
  index: number
}

interface Marked extends Watched {
  read: typeof readMark
  yes: number | null
  no: number | null
  empty: number | null
  isMark: boolean
}

/**
 * Refuses a list that says in a column of its own of somebody due that they stay: it is the whole company, perhaps, and a filter was
 * forgotten. Only rows that are due: of the others nobody wonders that they are active still.
 */
export class WhoStays implements ListCheck<ListRow> {
  readonly #statuses: readonly (Watched & { stays: (cell: string) => boolean })[]
  readonly #marks: Marked[]
  readonly #list: { name: string }

  /** `columns` are those of the rows' cells; `others` the numbers of those that are taken, or do not matter. */
  constructor(columns: readonly ListColumn[], others: ReadonlySet<number>, list: { name: string }) {
    const watched = columns
      .map((column, index) => ({ column, index }))
      .filter(({ column }) => !others.has(column.number))
    this.#statuses = watched.flatMap((one) => {
      const stays = staysIn(one.column.name)
      return stays === null ? [] : [{ ...one, stays: remembered(stays) }]
    })
    this.#marks = watched
      .filter(({ column }) => isLeavingMark(column.name))
      .map((one) => ({ ...one, read: remembered(readMark), yes: null, no: null, empty: null, isMark: true }))
    this.#list = list
  }

  look({ cells, line, claim }: ListRow): void {
    if (claim.kind !== 'leaver') return
    for (const { column, index, stays } of this.#statuses) {
      const cell = cells[index] ?? ''
      if (cell !== '' && cell.length <= MAX_LENGTH && stays(cell)) this.#refuse(column, line, cell)
    }
    for (const mark of this.#marks) {
      if (!mark.isMark) continue
      const said = mark.read(cells[mark.index] ?? '')
      if (said === null) mark.isMark = false
      else mark[said] ??= line
    }
  }

  end(): void {
    for (const { column, isMark, yes, no, empty } of this.#marks) {
      if (!isMark) continue
      if (no !== null) this.#refuse(column, no, 'no')
      if (yes !== null && empty !== null) this.#refuse(column, empty, null)
    }
  }

  #refuse({ number, name }: ListColumn, line: number, said: string | null): never {
    const what = said === null ? 'nothing, and other rows say yes,' : JSON.stringify(said.trim())
    throw new ListError(
      `${this.#list.name}: line ${line} says ${what} in column ${number} "${name.slice(0, 60)}", so this person may stay. Remove the rows of people who stay, or say that the column does not matter: --ignore-column ${JSON.stringify(name)}.`,
    )
  }
}
