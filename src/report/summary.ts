import { OUTCOMES, type Outcome } from '../offboarding/outcome.ts'
import { DOCUMENTED_QUOTA, expectedDuration, expectedRequests } from '../offboarding/run/expected-duration.ts'
import { NOTHING_LEFT_OUT, type LeftOut } from '../offboarding/run/left-out.ts'
import type { RunReader } from '../offboarding/ports/run-reader.ts'
import type { SessionRecord, RunOptions, RunStatus } from '../offboarding/run/run.ts'
import type { Undated } from '../offboarding/run/undated.ts'

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
    /** Of these, users who were taken for due. */
    undated: Undated
    today: string | null
    leftOut: LeftOut
  }
  /** Whom the run was to spare is in the ledger; this may be printed into logs. */
  options: Omit<RunOptions, 'protect'> & { protect: { entries: number } }
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
  /** Seconds: for the quota, before further attempts (added up over all workers), and for a platform that was down. */
  waits: { quota: number; retries: number; outage: number }
  /** Requests that a 429 turned away; and of the requests open to the run, the share it used (0 to 1), null where unknown. */
  quota: { rejected: number; shareUsed: number | null }
  /** Of a finished plan that may be carried out: what that should take at most, by the documented quota. Null of anything else. */
  expected: { users: number; requests: number; seconds: number } | null
  exitCode: number | null
  /** Each time the run was begun or gone on with. */
  sessions: readonly SessionRecord[]
  files: readonly ReportFile[]
  version: string
}

export interface ReportFile {
  path: string
  /** Of the bytes that were written, in hexadecimal. */
  sha256: string
}

export async function summarize(run: RunReader, files: readonly ReportFile[]): Promise<Summary> {
  const { id, site, list, options, started, ended, status, exitCode, pace, version } = await run.record()
  const counted = await run.outcomes()
  const requests = await run.requests()
  const mayBeCarriedOut = options.kind === 'plan' && status === 'finished' && options.reading.before === null
  const { name, sha256, rows, encoding, delimiter, columns, emptyLeaveDates, today } = list
  return {
    run: id,
    site,
    list: {
      name,
      sha256,
      rows,
      encoding,
      delimiter,
      columns,
      emptyLeaveDates,
      undated: await run.undated('due'),
      today,
      leftOut: list.leftOut ?? NOTHING_LEFT_OUT,
    },
    options: { ...options, protect: { entries: options.protect.length } },
    started,
    ended,
    status,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counted[outcome] ?? 0])) as Record<
      Outcome,
      number
    >,
    requests: withTotal(pace.probes > 0 ? { ...requests, probe: pace.probes } : requests),
    retries: withTotal(await run.retries()),
    waits: {
      quota: seconds(pace.quotaWaitMs),
      retries: seconds(pace.retryWaitMs),
      outage: seconds(pace.outageMs),
    },
    quota: {
      rejected: await run.rejected(),
      shareUsed: pace.quotaShareUsed === null ? null : Math.round(pace.quotaShareUsed * 1000) / 1000,
    },
    expected: mayBeCarriedOut ? expected(counted.not_attempted ?? 0, options) : null,
    exitCode,
    sessions: await run.sessions(),
    files,
    version,
  }
}

function withTotal(counts: Record<string, number>): { total: number } & Record<string, number> {
  return { total: Object.values(counts).reduce((sum, n) => sum + n, 0), ...counts }
}

/** To the tenth. */
const seconds = (ms: number): number => Math.round(ms / 100) / 10

function expected(users: number, options: RunOptions): Summary['expected'] {
  // Whoever carries a plan out reads every user again first.
  const requests = users + expectedRequests(users, 0, options)
  return { users, requests, seconds: expectedDuration(requests, DOCUMENTED_QUOTA) / 1000 }
}
