import { columnInWords } from './column-in-words.ts'
import type { ListRow } from '../offboarding/leaver.ts'
import type { ListColumn } from '../offboarding/reading.ts'
import { daysBefore } from './calendar.ts'
import { isLeavingMark, isWorkingMark, readMark } from './leaving-mark.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from './list-error.ts'
import { remembered } from './remembered.ts'
import { staysIn, type Standing } from './stay-words.ts'

/** No word that is known is longer. */
const MAX_LENGTH = 60
const RECENT_DAYS = 7

interface Watched {
  column: ListColumn
  /** Among the cells of a row, from 0. */
  index: number
}

interface Marked extends Watched {
  read: typeof readMark
  /** What says that somebody stays. */
  staying: 'yes' | 'no'
  /** The first line of each. */
  lines: Partial<Record<'yes' | 'no' | 'empty', number>>
  marks: number
  /** Cells with anything else: with more of these than of the others it is no mark. */
  others: number
}

/**
 * Refuses a list that says in a column of its own of somebody due that they stay: it is the whole company, perhaps, and a filter was
 * forgotten. Only rows that are due: of the others nobody wonders that they are active still.
 */
export class WhoStays implements ListCheck<ListRow> {
  readonly #statuses: readonly (Watched & { read: (cell: string) => Standing })[]
  readonly #marks: Marked[]
  readonly #name: string
  /** A leave date from then on is a recent one. */
  readonly #lately: string

  /** `columns` are those of the rows' cells; `others` the numbers of those that are taken, or do not matter. */
  constructor(
    columns: readonly ListColumn[],
    others: ReadonlySet<number>,
    { name, today }: { name: string; today: string },
  ) {
    const watched = columns
      .map((column, index) => ({ column, index }))
      .filter(({ column }) => !others.has(column.number))
    this.#statuses = watched.flatMap((one) => {
      const read = staysIn(one.column.name)
      return read === null ? [] : [{ ...one, read: remembered(read) }]
    })
    const marked = (is: (name: string) => boolean, staying: 'yes' | 'no'): Marked[] =>
      watched
        .filter(({ column }) => is(column.name))
        .map((one) => ({ ...one, read: remembered(readMark), staying, lines: {}, marks: 0, others: 0 }))
    this.#marks = [...marked(isLeavingMark, 'no'), ...marked(isWorkingMark, 'yes')]
    this.#name = name
    this.#lately = daysBefore(today, RECENT_DAYS)
  }

  look({ cells, line, claim, leaves }: ListRow): void {
    if (claim.kind !== 'leaver') return
    // Whoever has just left may be active until the company's own system has noticed.
    const isRecent = leaves !== null && leaves >= this.#lately
    for (const { column, index, read } of this.#statuses) {
      const cell = cells[index] ?? ''
      if (cell === '' || cell.length > MAX_LENGTH) continue
      const said = read(cell)
      if (said === 'stays' || (said === 'active' && !isRecent)) this.#refuse(column, line, cell)
    }
    for (const mark of this.#marks) {
      const said = mark.read(cells[mark.index] ?? '')
      if (said === null) {
        mark.others += 1
        continue
      }
      if (said !== 'empty') mark.marks += 1
      if (!(isRecent && mark.staying === 'yes')) mark.lines[said] ??= line
    }
  }

  end(): void {
    for (const { column, staying, lines, marks, others } of this.#marks) {
      if (others > 0 && others >= marks) continue
      const stays = lines[staying]
      if (stays !== undefined) this.#refuse(column, stays, staying)
      if (staying === 'no' && lines.yes !== undefined && lines.empty !== undefined) {
        this.#refuse(column, lines.empty, null)
      }
    }
  }

  #refuse(column: ListColumn, line: number, said: string | null): never {
    const what = said === null ? 'nothing, and other rows say yes,' : JSON.stringify(said.trim())
    throw new ListError(
      `${this.#name}: line ${line} says ${what} in column ${columnInWords(column)}, so this person may stay. Remove the rows of people who stay, or say that the column does not matter: --ignore-column ${JSON.stringify(column.name)}.`,
    )
  }
}
