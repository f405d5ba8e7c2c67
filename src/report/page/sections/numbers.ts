import { OUTCOMES, type Outcome } from '../../../offboarding/outcome.ts'
import { html, type Html } from '../../html.ts'
import { countOf, nameOf, partOf, whatIsDone } from '../parts/outcomes.ts'
import type { Page } from '../parts/page.ts'
import { prose } from '../parts/prose.ts'
import { table, type Column } from '../parts/table.ts'
import type { Part } from '../words/words.ts'

const PARTS: readonly Part[] = ['touched', 'foreseen', 'not_done', 'left_alone', 'attention']

/** The width of the bar, in its own units. */
const WIDTH = 1_000
/** What a part has at least, so that a few rows among many can be seen. */
const MIN_WIDTH = 6

/** How many rows ended how: a bar that anyone understands, and a table of all outcomes. */
export function* numbers(page: Page): Generator<Html> {
  const { summary, words } = page
  const { heading } = words.numbers
  yield html`<section aria-labelledby="numbers">
<h2 id="numbers">${heading(summary.list.rows)}</h2>
${bar(page)}${outcomeTable(page)}</section>
`
}

function bar({ summary, words }: Page): Html {
  const parts = PARTS.map((part) => {
    const outcomes = OUTCOMES.filter((outcome) => partOf(outcome, summary) === part)
    return { part, rows: countOf(outcomes, summary), name: words.numbers.parts[part] }
  }).filter(({ rows }) => rows > 0)
  const total = parts.reduce((sum, { rows }) => sum + rows, 0)
  if (total === 0) return html``
  const widths = parts.map(({ rows }) => Math.max(MIN_WIDTH, (rows / total) * WIDTH))
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const places = widths.map((width, n) => ({
    x: (widths.slice(0, n).reduce((sum, one) => sum + one, 0) / whole) * WIDTH,
    width: (width / whole) * WIDTH,
  }))
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} 20" preserveAspectRatio="none" aria-hidden="true">${parts.map(
    ({ part }, n) =>
      html`<rect class="${part}" x="${tenths(places[n]?.x)}" width="${tenths(places[n]?.width)}" height="20"/>`,
  )}</svg>
<ul class="parts">${parts.map(
    ({ part, rows, name }) => html`
<li class="${part}"><b>${rows}</b> ${name}`,
  )}
</ul>
`
}

const tenths = (n = 0): number => Math.round(n * 10) / 10

function outcomeTable({ summary, words }: Page): Html {
  const { outcome, rows, meaning } = words.numbers
  const columns: readonly Column<Outcome>[] = [
    {
      name: outcome,
      cell: (one) =>
        html`<span class="outcome ${partOf(one, summary)}">${nameOf(one, summary, words)}</span>`,
    },
    { name: rows, cell: (one) => html`${summary.outcomes[one]}`, isNumber: true },
    {
      name: meaning,
      cell: (one) =>
        partOf(one, summary) === 'foreseen'
          ? prose(words.verdict.wouldBe(summary.outcomes[one], whatIsDone(summary, words)))
          : prose(words.outcomes[one].meaning),
    },
  ]
  return table(
    columns,
    OUTCOMES.filter((one) => summary.outcomes[one] > 0),
  )
}
