import type { Outcome } from '../../offboarding/outcome.ts'
import type { RowRecord } from '../../offboarding/run/run.ts'
import { html, type Html } from '../html.ts'
import type { ReportedRun } from '../reported-run.ts'
import { PLAN_FILE } from '../results.ts'
import type { Summary } from '../summary.ts'

/** The most rows that one section shows. No browser opens a page of a million rows; the CSV files hold all of them. */
const MAX_ROWS = 1_000

/** A column of a table of rows. */
export type Column = readonly [name: string, cell: (row: RowRecord) => Html]

export const ROW: Column = ['Row', ({ row }) => html`${row}`]
export const USER: Column = ['User ID', ({ userId }) => html`<code>${userId ?? ''}</code>`]

/** A table of the rows with one of these outcomes, or of `some` of them, in pieces; nothing if there is none. */
export async function* section(
  title: string,
  which: readonly Outcome[],
  columns: readonly Column[],
  run: ReportedRun,
  { outcomes, options }: Summary,
  some: { total?: number; intro?: Html; isShown?: (row: RowRecord) => boolean } = {},
): AsyncGenerator<string> {
  const { total = which.reduce((sum, outcome) => sum + outcomes[outcome], 0), intro = '', isShown } = some
  if (total === 0) return
  const all = options.kind === 'plan' ? PLAN_FILE : 'results.csv'
  const more =
    total > MAX_ROWS ? html`<p class="soft">The first ${MAX_ROWS} of them; ${all} has all.</p>` : ''
  yield `${
    html`<details open><summary>${title} (${total})</summary>${intro}${more}
<table><thead><tr>${columns.map(([name]) => html`<th>${name}`)}</thead>
<tbody>`.text
  }\n`
  let left = MAX_ROWS
  for await (const all of run.rows(which)) {
    const rows = isShown === undefined ? all : all.filter(isShown)
    for (const row of rows.slice(0, left))
      yield `${html`<tr>${columns.map(([, cell]) => html`<td>${cell(row)}`)}`.text}\n`
    left -= rows.length
    if (left <= 0) break
  }
  yield '</tbody></table></details>\n'
}
