import type { RequestSpan } from '../../../offboarding/ports/run-reader.ts'
import type { SessionRecord } from '../../../offboarding/run/run.ts'

/** Two times, in milliseconds since the epoch. */
export interface Span {
  from: number
  to: number
}

/** The time in which one session worked. */
export interface Stretch extends Span {
  /** The requests of each bar, the first of which begins at `from`. */
  bars: readonly number[]
}

/** A run over time. The time between sessions is left out. */
export interface TimeAxis {
  /** How long a bar is, in milliseconds. */
  barMs: number
  stretches: readonly Stretch[]
  /** Where no request was answered although a session was at work. */
  pauses: readonly Span[]
}

/** The most bars of a chart, besides those that sessions begin in the middle of. */
const MAX_BARS = 200
/** How long nothing has to be sent to be a pause, in milliseconds. */
const MIN_PAUSE = 5_000
/** The lengths that a bar can have, in seconds. */
const LENGTHS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400]

/** The requests of a run on the time in which its sessions worked. `unitMs`: how long each of `spans` is, in milliseconds. */
export function timeAxis(
  spans: readonly RequestSpan[],
  sessions: readonly Pick<SessionRecord, 'started' | 'ended'>[],
  unitMs: number,
): TimeAxis {
  const floor = (iso: string): number => Math.floor(Date.parse(iso) / unitMs) * unitMs
  const found = spans.map(({ start, requests }) => ({ at: Date.parse(start), requests }))
  const starts = sessions.map(({ started }) => floor(started))
  const sessionOf = (at: number): number =>
    Math.max(
      0,
      starts.findLastIndex((start) => start <= at),
    )
  const bySession = Map.groupBy(found, ({ at }) => sessionOf(at))
  const worked = sessions.map(({ started, ended }, n) => {
    const times = (bySession.get(n) ?? []).map(({ at }) => at)
    const from = times.reduce((a, b) => Math.min(a, b), floor(started))
    // A session that was killed has no end but its last answer.
    return { from, to: times.reduce((a, b) => Math.max(a, b), floor(ended ?? started)) + unitMs }
  })
  const total = worked.reduce((sum, { from, to }) => sum + to - from, 0)
  const lengths = LENGTHS.map((seconds) => seconds * 1_000).filter((length) => length >= unitMs)
  const barMs = lengths.find((length) => total <= length * MAX_BARS) ?? total / MAX_BARS
  const stretches = worked.map(({ from, to }, n) => {
    const bars = Array.from({ length: Math.ceil((to - from) / barMs) }, () => 0)
    for (const { at, requests } of bySession.get(n) ?? []) {
      const bar = Math.floor((at - from) / barMs)
      bars[bar] = (bars[bar] ?? 0) + requests
    }
    return { from, to, bars }
  })
  return { barMs, stretches, pauses: stretches.flatMap((stretch) => pausesOf(stretch, barMs)) }
}

function pausesOf({ from, to, bars }: Stretch, barMs: number): Span[] {
  const busy = bars.flatMap((requests, bar) => (requests > 0 ? [bar] : []))
  const edges = [-1, ...busy, bars.length]
  return edges
    .slice(1)
    .map((bar, n) => ({
      from: from + ((edges[n] ?? 0) + 1) * barMs,
      to: Math.min(to, from + bar * barMs),
    }))
    .filter((pause) => pause.to - pause.from >= Math.max(MIN_PAUSE, barMs))
}
