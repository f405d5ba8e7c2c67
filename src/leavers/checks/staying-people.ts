import { columnInWords } from '../columns/describe-column.ts'
import type { ListRow } from '../../offboarding/leaver.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import { daysBefore } from '../dates/calendar.ts'
import { readMark, STAYING_ANSWERS } from '../words/yes-or-no.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'
import { remembered } from './memoize.ts'
import { staysIn, withoutNote, type Standing } from '../words/employment-status.ts'
import { whatIsSaid, type Said } from '../words/leaving-or-staying.ts'

/** No word that is known is longer. */
const MAX_LENGTH = 60
const RECENT_DAYS = 7

interface Watched {
  column: ListColumn
  /** Among the cells of a row, from 0. */
  index: number
}

interface Status extends Watched {
  read: (cell: string) => Standing
  /** Whether somebody has left by it, and the first row that tells the kind of contract in place of that. */
  hasLeft: boolean
  contract: { line: number; cell: string } | null
}

interface Marked extends Watched {
  read: typeof readMark
  /** What is asked. */
  said: Said
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
  readonly #statuses: readonly Status[]
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
      return read === null ? [] : [{ ...one, read: remembered(read), hasLeft: false, contract: null }]
    })
    this.#marks = watched.flatMap((one) => {
      const said = whatIsSaid(one.column.name) ?? whatIsSaid(withoutNote(one.column.name))
      return said === null
        ? []
        : [{ ...one, read: remembered(readMark), said, lines: {}, marks: 0, others: 0 }]
    })
    this.#name = name
    this.#lately = daysBefore(today, RECENT_DAYS)
  }

  look({ cells, line, claim, leaves }: ListRow): void {
    if (claim.kind !== 'leaver') return
    // Whoever has just left may be active until the company's own system has noticed.
    const isRecent = leaves !== null && leaves >= this.#lately
    for (const status of this.#statuses) {
      const cell = cells[status.index] ?? ''
      if (cell === '' || cell.length > MAX_LENGTH) continue
      const said = status.read(cell)
      if (said === 'stays' || (said === 'active' && !isRecent)) this.#refuse(status.column, line, cell)
      if (said === 'left') status.hasLeft = true
      if (said === 'contract' && !isRecent) status.contract ??= { line, cell }
    }
    for (const mark of this.#marks) {
      const said = mark.read(cells[mark.index] ?? '')
      if (said === null) {
        mark.others += 1
        continue
      }
      if (said !== 'empty') mark.marks += 1
      if (!(isRecent && mark.said === 'works here')) mark.lines[said] ??= line
    }
  }

  end(): void {
    for (const { column, hasLeft, contract } of this.#statuses) {
      if (hasLeft && contract !== null) this.#refuse(column, contract.line, contract.cell)
    }
    for (const { column, said, lines, marks, others } of this.#marks) {
      if (others > 0 && others >= marks) continue
      for (const answer of STAYING_ANSWERS[said]) {
        const stays = lines[answer]
        if (stays !== undefined) this.#refuse(column, stays, answer)
      }
      if (said === 'leaves' && lines.yes !== undefined && lines.empty !== undefined) {
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
