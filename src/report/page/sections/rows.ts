import { topicOf } from '../../../offboarding/advice/topic.ts'
import { OUTCOMES } from '../../../offboarding/outcome.ts'
import type { RowRecord } from '../../../offboarding/run/run.ts'
import { html, type Html } from '../../html.ts'
import { PLAN_FILE } from '../../results.ts'
import type { Summary } from '../../summary.ts'
import { foreign } from '../parts/foreign.ts'
import { nameOf, partOf } from '../parts/outcomes.ts'
import type { Page } from '../parts/page.ts'
import { outcomeColumn, whoColumns, whyOf, type RowColumn } from '../parts/row-columns.ts'
import { TABLE_END, tableHead, tableRow } from '../parts/table.ts'
import { timeOf } from '../parts/times.ts'

/** The most rows that a browser bears in one table. */
const MAX_ROWS = 10_000

/** Whether the page has a table of all rows. */
export const hasTable = ({ list }: Summary): boolean => list.rows > 0 && list.rows <= MAX_ROWS

/** Every row in a table. The script of the page filters and sorts it. A table of only some rows would mislead whoever looks for somebody. */
export async function* everyRow(page: Page): AsyncGenerator<Html> {
  const { run, summary, words } = page
  const { rows: total } = summary.list
  const { heading, tooMany } = words.rows
  if (total === 0) return
  yield html`<section aria-labelledby="rows">
<h2 id="rows">${heading}</h2>
`
  if (!hasTable(summary)) {
    const file = summary.options.kind === 'plan' ? PLAN_FILE : 'results.csv'
    yield html`<p>${tooMany(total, file)} <a href="${file}">${file}</a></p>
</section>
`
    return
  }
  const columns = columnsOf(page)
  yield html`${controls(page)}<div id="every-row">${tableHead(columns)}`
  for await (const rows of run.rows())
    for (const row of rows) yield tableRow(columns, row, html` data-outcome="${row.outcome}"`)
  yield html`${TABLE_END}</div>
<p><button type="button" id="more" hidden>${words.rows.more}</button></p>
</section>
`
}

/** What the script works with. Without it, none of this is shown. */
function controls({ summary, words }: Page): Html {
  const { search, anyOutcome, shown } = words.rows
  const present = OUTCOMES.filter((outcome) => summary.outcomes[outcome] > 0)
  return html`<form id="filter" role="search" hidden>
<label>${search} <input type="search" id="search" autocomplete="off"></label>
<label>${words.columns.outcome} <select id="outcome"><option value="">${anyOutcome}</option>${present.map(
    (one) => html`<option value="${one}">${nameOf(one, summary, words)}</option>`,
  )}</select></label>
<p id="shown" role="status" data-text="${shown}"></p>
</form>
`
}

function columnsOf(page: Page): readonly RowColumn[] {
  const { summary, words } = page
  const why: RowColumn = {
    name: words.columns.why,
    cell: (row) => html`${whyOf(row, page)}${original(row, page)}`,
  }
  const when: RowColumn = { name: words.columns.when, cell: (row) => whenOf(row, page) }
  const { kind, task } = summary.options
  const hasTimes = task === undefined ? kind === 'run' : task === 'purge'
  return [...whoColumns(page), outcomeColumn(page), ...(hasTimes ? [when] : []), why]
}

function whenOf({ deactivatedAt, deleteAfter, deletedAt }: RowRecord, { words }: Page): Html {
  const times = [
    [words.rows.deactivated, deactivatedAt],
    [words.rows.deleteAfter, deleteAfter],
    [words.rows.deleted, deletedAt],
  ] as const
  const known = times.filter(([, at]) => at !== null)
  return html`${known.map(([what, at], n) => html`${n === 0 ? '' : ' '}<span class="when">${what} ${timeOf(at)}</span>`)}`
}

/** The row as it stands in the list, if that may be shown, and what else is known of it: opens on demand. */
function original(row: RowRecord, { run, summary, words }: Page): Html {
  const { original, details, whatToDo, code, status, attempts } = words.rows
  const needsIt = run.form !== 'forgotten' && partOf(row.outcome, summary) === 'attention'
  const todos = needsIt
    ? row.reasons.flatMap(({ code }) => words.advice[topicOf(code, summary.options.task)].todo ?? [])
    : []
  const facts: readonly (readonly [string, Html])[] = [
    ...[...new Set(todos)].map((todo) => [whatToDo, html`${todo}`] as const),
    ...row.cells.map((cell, n) => [summary.list.columns[n] ?? '', foreign(cell)] as const),
    [code, html`${[row.outcome, row.reasons[0]?.code].filter((one) => one !== undefined).join(' ')}`],
    ...(row.status === null ? [] : [[status, html`${row.status}`] as const]),
    [attempts, html`${row.attempts}`],
  ]
  return html`<details><summary>${run.form === 'full' ? original : details}</summary><dl>${facts.map(
    ([name, value]) => html`<dt>${foreign(name)}<dd>${value}`,
  )}</dl></details>`
}
