import type { RowRecord } from '../../../offboarding/run/run.ts'
import { html, type Html } from '../../html.ts'
import { foreign, idOf } from '../parts/foreign.ts'
import type { Page } from '../parts/page.ts'
import { prose } from '../parts/prose.ts'
import { whyOf, type RowColumn } from '../parts/row-columns.ts'
import { rowTable } from '../parts/row-table.ts'
import { timeOf } from '../parts/times.ts'

/**
 * What an auditor needs to see that users are gone: what was asked and answered, by whom, and on whose word they were deleted.
 * Nothing if nobody was asked for: what was not asked is not proved.
 */
export async function* erasure(page: Page): AsyncGenerator<Html> {
  const { summary, words } = page
  const { verified } = summary
  if (verified === null) return
  const { heading, intro, counts, site, onTheWordOf, askedBy } = words.erasure
  yield html`<section aria-labelledby="erasure">
<h2 id="erasure">${heading}</h2>
<p>${prose(intro)} ${counts(verified)}.</p>
<dl class="facts">
<div><dt>${site}<dd>${summary.site}</div>
<div><dt>${onTheWordOf}<dd>${lines(whoAgreed(page))}</div>
<div><dt>${askedBy}<dd>${lines(whoAsked(page))}</div>
</dl>
`
  yield* rowTable(page, columnsOf(page), { outcome: 'deleted', total: verified.deleted })
  yield html`</section>
`
}

function columnsOf(page: Page): readonly RowColumn[] {
  const { columns, erasure } = page.words
  return [
    { name: columns.row, cell: ({ row }) => html`${row}`, isNumber: true },
    { name: columns.userId, cell: ({ userId }) => idOf(userId) },
    { name: erasure.deleted, cell: ({ deletedAt }) => timeOf(deletedAt) },
    { name: erasure.answer, cell: (row) => answerOf(row, page) },
    { name: erasure.answered, cell: ({ verifiedAt }) => timeOf(verifiedAt) },
  ]
}

function answerOf({ verifiedAt, reasons: [first] }: RowRecord, page: Page): Html {
  const { isGone, nothingProved } = page.words.erasure
  if (verifiedAt !== null) return html`${isGone}`
  const isFound = first?.code === 'still_there' || first?.code === 'somebody_else_there'
  return html`<strong>${isFound ? whyOf({ reasons: [first] }, page) : nothingProved}</strong>`
}

/** The sessions of the run that somebody agreed to. */
const whoAgreed = ({ summary, words }: Page): Html[] =>
  summary.sessions.flatMap(({ osUser, host, started, confirmed }) =>
    confirmed === null
      ? []
      : [
          html`${foreign(osUser)} ${words.sessions.on} ${foreign(host)}, ${timeOf(started)}: ${words.sessions.confirmed[confirmed]}`,
        ],
  )

const whoAsked = ({ summary: { verified }, words: { sessions, erasure } }: Page): Html[] =>
  (verified?.sessions ?? []).map(
    ({ osUser, host, version, from, to, asked, gone }) =>
      html`${foreign(osUser)} ${sessions.on} ${foreign(host)}, ${erasure.version(version)}, ${timeOf(from)} – ${timeOf(to)}: ${erasure.asked(asked, gone)}`,
  )

const lines = (parts: readonly Html[]): Html =>
  html`${parts.map((part, n) => (n === 0 ? part : html`<br>${part}`))}`
