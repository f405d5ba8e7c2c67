import { describeLine, type ListPlaces } from '../describe-line.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { ListRow } from '../../offboarding/leaver.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import { daysBefore } from '../dates/calendar.ts'
import { statusReader, withoutNote, type StatusReader } from '../words/employment-status.ts'
import { leavingOrStaying, type Statement } from '../words/leaving-or-staying.ts'
import { readAnswer, type Answer } from '../words/yes-or-no.ts'
import type { ListCheck } from './list-check.ts'
import { isHeld } from '../rows/decide-due.ts'
import { ListError } from '../list-error.ts'
import { memoize } from './memoize.ts'

/** No word that is known is longer, in characters. */
const MAX_LENGTH = 60
/** So long after somebody has left, the company's own systems may not have noticed yet. */
const RECENT_DAYS = 7

/** Which answers to the statement in a header say that somebody stays. Where the header asks for both at once, either answer may. */
const STAYING_ANSWERS: Readonly<Record<Statement, readonly Answer[]>> = {
  leaves: ['no'],
  stays: ['yes'],
  'works here': ['yes'],
  unclear: ['yes', 'no'],
}

interface Watched {
  column: ListColumn
  /** Among the cells of a row, from 0. */
  index: number
}

interface Status extends Watched {
  read: StatusReader
  /** Whether it says of somebody that they have left. */
  hasLeft: boolean
  /** The first row on which it tells the kind of contract instead. */
  contract: { line: number; cell: string } | null
}

interface Question extends Watched {
  read: typeof readAnswer
  /** What the header says, to which the cells answer. */
  statement: Statement
  /** The first line of each answer. */
  lines: Partial<Record<Answer | 'empty', number>>
  /** How many cells say yes or no. */
  answers: number
  /** How many cells say anything else: where these are no fewer, the column is no question. */
  others: number
}

/**
 * Refuses a list that says in a column of its own that somebody on it stays: perhaps it is the whole company, because a filter was
 * forgotten. Only rows that are due count, or would but for a leave date: whoever is not due may well be active still.
 */
export class StayingPeople implements ListCheck<ListRow> {
  readonly #statuses: readonly Status[]
  readonly #questions: readonly Question[]
  readonly #list: ListPlaces & { name: string }
  /** The first leave date that counts as recent. */
  readonly #recentFrom: string

  /** `columns` are those of the rows' cells; `others` the numbers of those that are taken, or do not matter. */
  constructor(
    columns: readonly ListColumn[],
    others: ReadonlySet<number>,
    list: ListPlaces & { name: string; today: string },
  ) {
    const watched = columns
      .map((column, index) => ({ column, index }))
      .filter(({ column }) => !others.has(column.number))
    this.#statuses = watched.flatMap((one) => {
      const read = statusReader(one.column.name)
      return read === null ? [] : [{ ...one, read: memoize(read), hasLeft: false, contract: null }]
    })
    this.#questions = watched.flatMap((one) => {
      const { name: header } = one.column
      const statement = leavingOrStaying(header) ?? leavingOrStaying(withoutNote(header))
      if (statement === null) return []
      return [{ ...one, read: memoize(readAnswer), statement, lines: {}, answers: 0, others: 0 }]
    })
    this.#list = list
    this.#recentFrom = daysBefore(list.today, RECENT_DAYS)
  }

  look({ cells, line, claim, leaves }: ListRow): void {
    if (claim.kind !== 'leaver' && !isHeld(claim)) return
    const isRecent = leaves !== null && leaves >= this.#recentFrom
    for (const status of this.#statuses) this.#lookAtStatus(status, cells[status.index] ?? '', line, isRecent)
    for (const question of this.#questions) {
      lookAtAnswer(question, cells[question.index] ?? '', line, isRecent)
    }
  }

  #lookAtStatus(status: Status, cell: string, line: number, isRecent: boolean): void {
    if (cell === '' || cell.length > MAX_LENGTH) return
    const said = status.read(cell)
    if (said === 'stays' || (said === 'active' && !isRecent)) this.#refuse(status.column, line, cell)
    if (said === 'left') status.hasLeft = true
    if (said === 'contract' && !isRecent) status.contract ??= { line, cell }
  }

  end(): void {
    for (const { column, hasLeft, contract } of this.#statuses) {
      if (hasLeft && contract !== null) this.#refuse(column, contract.line, contract.cell)
    }
    for (const { column, statement, lines, answers, others } of this.#questions) {
      if (others > 0 && others >= answers) continue
      for (const answer of STAYING_ANSWERS[statement]) {
        const line = lines[answer]
        if (line !== undefined) this.#refuse(column, line, answer)
      }
      if (statement === 'leaves' && lines.yes !== undefined && lines.empty !== undefined) {
        this.#refuse(column, lines.empty, null)
      }
    }
  }

  #refuse(column: ListColumn, line: number, said: string | null): never {
    const what = said === null ? 'nothing, and other rows say yes,' : JSON.stringify(said.trim())
    throw new ListError(
      `${this.#list.name}: ${describeLine(line, this.#list)} says ${what} in column ${describeColumn(column)}, so this person may stay. Remove the rows of people who stay, or say that the column does not matter: --ignore-column ${JSON.stringify(column.name)}.`,
    )
  }
}

function lookAtAnswer(question: Question, cell: string, line: number, isRecent: boolean): void {
  const answer = question.read(cell)
  if (answer === null) {
    question.others += 1
    return
  }
  if (answer !== 'empty') question.answers += 1
  if (!(isRecent && question.statement === 'works here')) question.lines[answer] ??= line
}
