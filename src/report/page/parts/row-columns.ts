import { reasonsInWords, type Reason } from '../../../offboarding/reason.ts'
import type { ListColumn } from '../../../offboarding/run/reading.ts'
import type { RowRecord } from '../../../offboarding/run/run.ts'
import { html, type Html } from '../../html.ts'
import type { Summary } from '../../summary.ts'
import { foreign, idOf } from './foreign.ts'
import { nameOf, partOf } from './outcomes.ts'
import type { Page } from './page.ts'
import type { Words } from '../words/words.ts'
import type { Column } from './table.ts'

/** A column of a table of rows. */
export type RowColumn = Column<RowRecord>

/** Whom a row means, a column a fact: what the list says, where it says it, and the account that was found. */
export function whoColumns({ run, summary, words: { columns } }: Page): RowColumn[] {
  // Where nobody may be named, a row has no cells.
  const { names, emails } = run.form === 'full' ? whereIsWho(summary) : { names: [], emails: [] }
  const listed = (name: string, which: readonly number[]): RowColumn[] =>
    which.length === 0 ? [] : [{ name, cell: ({ cells }) => listedCells(cells, which) }]
  return [
    { name: columns.row, cell: ({ row }) => html`${row}`, isNumber: true },
    { name: columns.userId, cell: ({ userId }) => idOf(userId) },
    ...listed(columns.name, names),
    ...listed(columns.email, emails),
    // A dry run asks for nobody, and of a run that was forgotten nothing is known of the account.
    ...(summary.options.kind === 'dry_run' || run.form === 'forgotten'
      ? []
      : [{ name: columns.found, cell: accountOf }]),
  ]
}

/** The outcome of a row, in plain words. */
export const outcomeColumn = ({ summary, words }: Page): RowColumn => ({
  name: words.columns.outcome,
  cell: ({ outcome }) =>
    html`<span class="outcome ${partOf(outcome, summary)}">${nameOf(outcome, summary, words)}</span>`,
})

/** Why a row ended so. */
export function whyOf({ reasons }: Pick<RowRecord, 'reasons'>, { words }: Page): Html {
  const [first] = reasons
  if (first === undefined) return html``
  const action = foreseen(first)
  return action === null ? inDetail(reasons, words) : html`${words.general.actions[action]}`
}

/** The reasons of a row in detail. */
export const inDetail = (reasons: readonly Reason[], words: Words): Html =>
  html`<span class="detail">${foreign(reasonsInWords(reasons, words.reasons))}</span>`

const foreseen = (reason: Reason): keyof Page['words']['general']['actions'] | null =>
  reason.code === 'would_be' || reason.code === 'dry_run' ? reason.action : null

/** The account of the row's user. `user` may be somebody else, whom the look-up by address found and whom the reason names. */
function accountOf({ user, userId }: RowRecord): Html {
  if (user === null || user.id !== userId) return html``
  const facts = [user.name, user.email, user.role].filter((fact) => fact !== null && fact !== '')
  return html`${facts.map((fact, n) => html`${n === 0 ? '' : html`<br>`}${foreign(fact ?? '')}`)}`
}

const listedCells = (cells: readonly string[], which: readonly number[]): Html => {
  const filled = which.flatMap((index) => cells[index] ?? []).filter((cell) => cell !== '')
  return html`${filled.map((cell, n) => html`${n === 0 ? '' : ' '}${foreign(cell)}`)}`
}

/** The names that the ledger gives to columns of the runs that take their rows from it. */
const OF_TASKS = { name: 'Name', email: 'Email' }

/** Which cells of a row, from 0, hold the name and the address of its user. */
function whereIsWho({ list, options }: Summary): { names: number[]; emails: number[] } {
  if (options.task !== undefined) {
    const indexOf = (name: string): number[] => [list.columns.indexOf(name)].filter((index) => index >= 0)
    return { names: indexOf(OF_TASKS.name), emails: indexOf(OF_TASKS.email) }
  }
  const { name, email } = options.reading.columns
  return {
    names: name.flatMap((column) => indexOf(column, list.columns)),
    emails: email === null ? [] : indexOf(email, list.columns),
  }
}

/** Columns are numbered as in the list, which may have had columns of an earlier report among them. */
function indexOf({ number, name }: ListColumn, headers: readonly string[]): number[] {
  const isIt = (index: number): boolean => headers[index]?.trim() === name
  if (isIt(number - 1)) return [number - 1]
  return [headers.findIndex((_, index) => isIt(index))].filter((index) => index >= 0)
}
