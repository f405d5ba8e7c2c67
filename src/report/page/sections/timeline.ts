import { html, type Html } from '../../html.ts'
import type { Page } from '../parts/page.ts'
import { timeAxis, type Span, type Stretch, type TimeAxis } from '../parts/time-axis.ts'
import { durationOf, timeOf } from '../parts/times.ts'

/** A run that worked in no more minutes than these is shown by the second. */
const BY_THE_SECOND = 10
/** How many pauses are listed, the longest ones. */
const LISTED = 5
const MINUTE = 60_000

/** When the run sent how many requests, against the quota, with its pauses: a chart, and the same in words. */
export async function* timeline(page: Page): AsyncGenerator<Html> {
  const { run, summary, words } = page
  const minutes = await run.requestsOverTime('minute')
  if (minutes.length === 0) return
  const isShort = minutes.length <= BY_THE_SECOND
  const spans = isShort ? await run.requestsOverTime('second') : minutes
  const axis = timeAxis(spans, summary.sessions, isShort ? 1_000 : MINUTE)
  const { pace } = await run.record()
  // A limit says nothing about bars that are shorter than the time it counts over, which is a minute.
  const limit =
    pace.quotaLimit === null || axis.barMs < MINUTE ? null : (pace.quotaLimit * axis.barMs) / MINUTE
  const worked = axis.stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  const requests = spans.reduce((sum, span) => sum + span.requests, 0)
  const most = Math.max(...axis.stretches.flatMap(({ bars }) => bars))
  yield html`<section aria-labelledby="timeline">
<h2 id="timeline">${words.timeline.heading}</h2>
<p>${words.timeline.total(requests, durationOf(worked, words))} ${waitsOf(page)}</p>
<figure>
${chart(axis, Math.max(most, limit ?? 0), limit)}
<div class="ends">${timeOf(isoOf(axis.stretches.at(0)?.from))}${timeOf(isoOf(axis.stretches.at(-1)?.to))}</div>
<figcaption><span class="key bars">${words.timeline.bar(durationOf(axis.barMs, words), most)}</span>${
    limit === null ? '' : html`<span class="key limit">${words.timeline.limit(Math.round(limit))}</span>`
  }${axis.pauses.length === 0 ? '' : html`<span class="key pause">${words.timeline.pause}</span>`}</figcaption>
</figure>
${pauseList(axis, page)}</section>
`
}

const isoOf = (ms = 0): string => new Date(ms).toISOString()

/** What the run waited for, as far as it did. */
function waitsOf({ summary: { waits, quota }, words }: Page): string {
  const { quotaWait, retryWait, outageWait, turnedAway } = words.timeline
  const inWords = (seconds: number, say: (duration: string) => string): string[] =>
    seconds < 1 ? [] : [say(durationOf(seconds * 1_000, words))]
  return [
    ...inWords(waits.quota, quotaWait),
    ...inWords(waits.retries, retryWait),
    ...inWords(waits.outage, outageWait),
    ...(quota.rejected === 0 ? [] : [turnedAway(quota.rejected)]),
  ].join(' ')
}

/** The widest bar, in the units of the chart. */
const MAX_BAR = 30
/** The size of the chart, in its own units. */
const WIDTH = 1_000
const HEIGHT = 100
/** The gap between two sessions, and what all gaps take at most. */
const GAP = 24
const MAX_GAPS = 300

function chart({ barMs, stretches, pauses }: TimeAxis, top: number, limit: number | null): Html {
  const worked = stretches.reduce((sum, { from, to }) => sum + to - from, 0)
  const gap = Math.min(GAP, MAX_GAPS / stretches.length)
  const scale = (WIDTH - gap * (stretches.length - 1)) / worked
  const lefts = stretches.map((_, n) => {
    const before = stretches.slice(0, n).reduce((sum, { from, to }) => sum + to - from, 0)
    return before * scale + n * gap
  })
  const xOf = (at: number): number => {
    const n = Math.max(
      0,
      stretches.findLastIndex(({ from }) => from <= at),
    )
    return (lefts[n] ?? 0) + (at - (stretches[n]?.from ?? 0)) * scale
  }
  const bars = ({ from, to, bars }: Stretch): Html[] =>
    bars.flatMap((requests, n) => {
      if (requests === 0) return []
      const begin = from + n * barMs
      const width = (Math.min(to, begin + barMs) - begin) * scale
      const height = (requests / top) * HEIGHT
      return [rect('bars', xOf(begin), HEIGHT - height, Math.max(1, Math.min(width * 0.9, MAX_BAR)), height)]
    })
  const y = limit === null ? 0 : HEIGHT - (limit / top) * HEIGHT
  return html`<svg class="chart" viewBox="0 -2 ${WIDTH} ${HEIGHT + 2}" preserveAspectRatio="none" aria-hidden="true">
${pauses.map(({ from, to }) => rect('pause', xOf(from), 0, (to - from) * scale, HEIGHT))}
${stretches.slice(1).map((_, n) => rect('gap', (lefts[n + 1] ?? 0) - gap, 0, gap, HEIGHT))}
${stretches.flatMap(bars)}
${limit === null ? '' : html`<line class="limit" x1="0" x2="${WIDTH}" y1="${tenths(y)}" y2="${tenths(y)}"/>`}
</svg>`
}

const rect = (kind: string, x: number, y: number, width: number, height: number): Html =>
  html`<rect class="${kind}" x="${tenths(x)}" y="${tenths(y)}" width="${tenths(width)}" height="${tenths(height)}"/>`

const tenths = (n: number): number => Math.round(n * 10) / 10

/** The longest pauses, and the times between sessions, in the order of time. */
function pauseList({ stretches, pauses }: TimeAxis, { words }: Page): Html {
  const { pauseFrom, stoppedFrom, pauses: counted, more } = words.timeline
  const between = stretches
    .slice(1)
    .map(({ from }, n) => ({ from: stretches[n]?.to ?? from, to: from, inWords: stoppedFrom }))
  const all = [...pauses.map((pause) => ({ ...pause, inWords: pauseFrom })), ...between]
  const length = ({ from, to }: Span): number => to - from
  const longest = all.toSorted((a, b) => length(b) - length(a)).slice(0, LISTED)
  if (longest.length === 0) return html``
  const clock = (at: number): string => isoOf(at).slice(0, 19).replace('T', ' ')
  const left = all.length - longest.length
  return html`<details><summary>${counted(all.length)}</summary><ul>${longest
    .toSorted((a, b) => a.from - b.from)
    .map(
      (one) => html`
<li>${one.inWords(clock(one.from), clock(one.to), durationOf(length(one), words))}`,
    )}${
    left > 0
      ? html`
<li>${more(left)}`
      : ''
  }
</ul></details>
`
}
