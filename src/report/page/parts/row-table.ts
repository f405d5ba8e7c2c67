import type { Outcome } from '../../../offboarding/outcome.ts'
import { html, type Html } from '../../html.ts'
import type { Page } from './page.ts'
import type { RowColumn } from './row-columns.ts'
import { TABLE_END, tableHead, tableRow } from './table.ts'

/** The most rows of such a table. The CSV files hold all of them. */
const MAX_ROWS = 1_000

/** A table of the rows with one outcome, in pieces. `total`: how many they are. */
export async function* rowTable(
  { run, words }: Page,
  columns: readonly RowColumn[],
  { outcome, total }: { outcome: Outcome; total: number },
): AsyncGenerator<Html> {
  const more = words.attention.firstOnly(MAX_ROWS, 'results.csv')
  yield html`${total > MAX_ROWS ? html`<p class="soft">${more}</p>\n` : ''}${tableHead(columns)}`
  let left = MAX_ROWS
  for await (const rows of run.rows([outcome])) {
    for (const row of rows.slice(0, left)) yield tableRow(columns, row)
    left -= rows.length
    if (left <= 0) break
  }
  yield TABLE_END
}
