import type { RowRecord } from '../../../offboarding/run/run.ts'
import { html, type Html } from '../../html.ts'
import type { Page } from '../parts/page.ts'
import { prose } from '../parts/prose.ts'
import { inDetail, whoColumns } from '../parts/row-columns.ts'
import { rowTable } from '../parts/row-table.ts'

/**
 * The users whom the platform itself refused, so that a person has to do something on the site first. The API does not tell which
 * course somebody is an expert on, and cannot change it.
 */
export async function* handOver(page: Page): AsyncGenerator<Html> {
  const { summary, words } = page
  const { toHandOver: total = 0 } = summary
  if (total === 0) return
  yield html`<section aria-labelledby="hand-over">
<h2 id="hand-over">${words.handOver.heading(total)}</h2>
<p>${prose(words.handOver.howTo)}</p>
`
  const columns = [
    ...whoColumns(page),
    { name: words.columns.why, cell: ({ reasons }: RowRecord) => inDetail(reasons) },
  ]
  yield* rowTable(page, columns, { outcome: 'refused', total, isShown: isToHandOver })
  yield html`</section>
`
}

const isToHandOver = ({ reasons }: RowRecord): boolean => reasons[0]?.code === 'platform_refused'
