import { topicOfRow } from '../../../offboarding/advice/advice.ts'
import type { Outcome } from '../../../offboarding/outcome.ts'
import type { ReasonCode } from '../../../offboarding/reason.ts'
import type { RowRecord } from '../../../offboarding/run/run.ts'
import { html, type Html } from '../../html.ts'
import { PLAN_FILE } from '../../results.ts'
import { attentionOf, countOf } from '../parts/outcomes.ts'
import type { Page } from '../parts/page.ts'
import { inDetail, outcomeColumn, whoColumns, type RowColumn } from '../parts/row-columns.ts'
import { TABLE_END, tableHead, tableRow } from '../parts/table.ts'

/** The most rows that this section shows, and of these the most of one group. The CSV files hold all of them. */
const MAX_ROWS = 1_000
const MAX_OF_GROUP = 200

/** Rows that need a person for the same reason. */
interface Group {
  title: string
  todo: string | null
  /** How many there are, of which `rows` are shown. */
  count: number
  rows: RowRecord[]
}

/** The rows that need a person, grouped by why, each group with what to do. The largest group comes first. Of a run that
 * was forgotten nobody knows any more for whom to do it. */
export async function* attention(page: Page): AsyncGenerator<Html> {
  const { summary, words } = page
  const total = countOf(attentionOf(summary), summary)
  if (total === 0) return
  const { heading, firstRow } = words.attention
  const { task, reading } = summary.options
  yield html`<section aria-labelledby="attention">
<h2 id="attention">${heading(total)}</h2>
${task === undefined && reading.header ? html`<p class="soft">${firstRow}</p>\n` : ''}`
  const columns: readonly RowColumn[] = [
    ...whoColumns(page),
    outcomeColumn(page),
    { name: words.columns.why, cell: ({ reasons }) => inDetail(reasons, words) },
  ]
  for (const group of await groupsOf(page)) yield* groupHtml(group, columns, page)
  yield html`</section>
`
}

async function groupsOf(page: Page): Promise<Group[]> {
  const { run, summary } = page
  const which = attentionOf(summary)
  const groups = new Map<string, Group>()
  for (const { outcome, codes, rows } of await run.reasons()) {
    if (!which.includes(outcome)) continue
    const { key, ...advice } = adviceOf(outcome, codes, page)
    const group = groups.get(key) ?? { ...advice, count: 0, rows: [] }
    groups.set(key, { ...group, count: group.count + rows })
  }
  let left = MAX_ROWS
  for await (const rows of run.rows(which)) {
    for (const row of rows.slice(0, left)) {
      const { key } = adviceOf(row.outcome, codesOf(row), page)
      const group = groups.get(key)
      if (group !== undefined && group.rows.length < MAX_OF_GROUP) group.rows.push(row)
    }
    left -= rows.length
    if (left <= 0) break
  }
  return [...groups.values()].sort((a, b) => b.count - a.count)
}

/** What to do about a row, and the key of the group of all rows for which it is the same. */
function adviceOf(
  outcome: Outcome,
  codes: readonly ReasonCode[],
  { summary, words: { advice, outcomes } }: Page,
): Pick<Group, 'title' | 'todo'> & { key: string } {
  const topic = topicOfRow(codes, summary.options.task)
  if (topic === null) return { key: `outcome ${outcome}`, title: outcomes[outcome].meaning, todo: null }
  return { key: topic, ...advice[topic] }
}

const codesOf = ({ reasons }: RowRecord): ReasonCode[] => reasons.map(({ code }) => code)

function* groupHtml(
  { title, todo, count, rows }: Group,
  columns: readonly RowColumn[],
  { run, summary, words }: Page,
): Generator<Html> {
  const { whatToDo, nothingToDo, firstOnly } = words.attention
  const all = summary.options.kind === 'plan' ? PLAN_FILE : 'results.csv'
  yield html`<div class="group">
<h3>${title} <span class="count">(${count})</span></h3>
${run.form === 'forgotten' ? '' : html`<p class="todo"><b>${whatToDo}</b> ${todo ?? nothingToDo}</p>\n`}${count > rows.length ? html`<p class="soft">${firstOnly(rows.length, all)}</p>\n` : ''}`
  if (rows.length > 0) {
    const filled = columns.filter(({ cell }) => rows.some((row) => cell(row).text !== ''))
    yield tableHead(filled)
    for (const row of rows) yield tableRow(filled, row)
    yield TABLE_END
  }
  yield html`</div>
`
}
