import { OUTCOMES, type Outcome } from '../offboarding/outcome.ts'
import type { RunOptions, RunStatus } from '../offboarding/run.ts'
import type { RunView } from './run-view.ts'

/** `summary.json`. */
export interface Summary {
  run: string
  site: string
  list: {
    name: string
    sha256: string
    rows: number
    encoding: string
    delimiter: string
    columns: readonly string[]
    emptyLeaveDates: number
    today: string | null
  }
  options: RunOptions
  /** ISO 8601, UTC. */
  started: string
  ended: string | null
  status: RunStatus
  /** A count for every outcome, also those that did not occur. */
  outcomes: Record<Outcome, number>
  /** Requests sent, in all and for each kind of step. */
  requests: { total: number } & Record<string, number>
  /** Further attempts, in all and for each cause. */
  retries: { total: number } & Record<string, number>
  /** Time spent waiting before further attempts, added up over all workers. */
  waits: { seconds: number }
  exitCode: number | null
  files: readonly ReportFile[]
  version: string
}

export interface ReportFile {
  path: string
  /** Of the bytes that were written, in hexadecimal. */
  sha256: string
}

export function summarize(run: RunView, files: readonly ReportFile[]): Summary {
  const { id, site, list, options, started, ended, status, exitCode, waitedMs, version } = run.record
  const counted = run.outcomes()
  const { name, sha256, rows, encoding, delimiter, columns, emptyLeaveDates, today } = list
  return {
    run: id,
    site,
    list: { name, sha256, rows, encoding, delimiter, columns, emptyLeaveDates, today },
    options,
    started,
    ended,
    status,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counted[outcome] ?? 0])) as Record<
      Outcome,
      number
    >,
    requests: withTotal(run.requests()),
    retries: withTotal(run.retries()),
    waits: { seconds: Math.round(waitedMs / 100) / 10 },
    exitCode,
    files,
    version,
  }
}

function withTotal(counts: Record<string, number>): { total: number } & Record<string, number> {
  return { total: Object.values(counts).reduce((sum, n) => sum + n, 0), ...counts }
}
