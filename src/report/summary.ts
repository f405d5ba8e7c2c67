import { savesRecords } from '../offboarding/archived-user.ts'
import { OUTCOMES, type Outcome } from '../offboarding/outcome.ts'
import { DOCUMENTED_QUOTA, expectedDuration, expectedRequests } from '../offboarding/run/expected-duration.ts'
import { NOTHING_LEFT_OUT, type LeftOut } from '../offboarding/run/left-out.ts'
import type { Forgotten, ListFacts, SessionRecord, RunOptions, RunStatus } from '../offboarding/run/run.ts'
import type { Verified } from '../offboarding/run/verified.ts'
import type { Undated } from '../offboarding/run/undated.ts'
import type { ReportedRun } from './reported-run.ts'

/**
 * The version of everything that is written for machines: summaries, lines of rows, and all that `--json` prints. A higher one says
 * that something is gone, has another name, or means something else; docs/machine-output.md has the promise.
 */
export const SCHEMA_VERSION = 1

/** The content of `summary.json`. */
export interface Summary {
  schemaVersion: typeof SCHEMA_VERSION
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
  /** Without the entries of the protected list, which may not be printed into logs. They are in the ledger. */
  options: Omit<RunOptions, 'protect'> & { protect: { entries: number } }
  /** ISO 8601, UTC. */
  started: string
  ended: string | null
  status: RunStatus
  /** The number of rows for every outcome, also where it is 0. */
  outcomes: Record<Outcome, number>
  /** Of the refused rows, those that the platform itself refused; absent where there are none. */
  toHandOver?: number
  /** The number of requests: in total, and for each kind of step. */
  requests: { total: number } & Record<string, number>
  /** The number of retries: in total, and for each cause. */
  retries: { total: number } & Record<string, number>
  /** In seconds: waits for the quota, before retries (summed over all workers), and for a platform that was down. */
  waits: { quota: number; retries: number; outage: number }
  /**
   * `rejected`: the number of requests that a 429 turned away. `shareUsed`: the share, from 0 to 1, that the run used of its
   * quota; null where unknown.
   */
  quota: { rejected: number; shareUsed: number | null }
  /** For a finished plan that may be carried out: what that should take at most, by the documented quota. Otherwise null. */
  expected: { users: number; requests: number; seconds: number } | null
  /** For each day on which the grace period of users on the rows is over, `2026-12-31`, how many they are; empty where nobody waits. */
  due: Record<string, number>
  /** The users whose records were saved before they were deleted. Absent where nothing was to be saved. */
  archive?: { users: number }
  /** What came of asking once more for those whom the run deleted; null where nobody was asked for. */
  verified: Verified | null
  exitCode: number | null
  /** All sessions of the run, oldest first. */
  sessions: readonly SessionRecord[]
  files: readonly ReportFile[]
  version: string
  /** Present where the files name nobody, because `--redact` says so. */
  redacted?: true
  /** Present where the run was forgotten. */
  forgotten?: Omit<Forgotten, 'done'>
}

export interface ReportFile {
  path: string
  /** The SHA-256 of its bytes, in hexadecimal. */
  sha256: string
}

export async function summarize(run: ReportedRun, files: readonly ReportFile[]): Promise<Summary> {
  const { id, site, list, options, started, ended, status, exitCode, pace, version, forgotten } =
    await run.record()
  const counted = await run.outcomes()
  // There is no list to retry of a run that was forgotten, or of an undo.
  const toHandOver = forgotten === null && options.task !== 'undo' ? await run.countHandOver() : 0
  const requests = await run.requests()
  const mayBeCarriedOut =
    options.kind === 'plan' && status === 'finished' && options.reading.before === null && forgotten === null
  return {
    schemaVersion: SCHEMA_VERSION,
    run: id,
    site,
    list: factsOf(list, await run.undated('due')),
    options: { ...options, protect: { entries: options.protect.length } },
    started,
    ended,
    status,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome) => [outcome, counted[outcome] ?? 0])) as Record<
      Outcome,
      number
    >,
    ...(toHandOver > 0 && { toHandOver }),
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
    due: await run.dueByDay(),
    ...(savesRecords(options) && { archive: { users: await run.countSaved() } }),
    verified: await run.verified(),
    exitCode,
    sessions: await run.sessions(),
    files,
    version,
    ...(run.form === 'redacted' && { redacted: true }),
    ...(forgotten !== null && { forgotten: onceForAll(forgotten) }),
  }
}

const factsOf = (
  { name, sha256, rows, encoding, delimiter, columns, emptyLeaveDates, today, leftOut }: ListFacts,
  undated: Undated,
): Summary['list'] => ({
  name,
  sha256,
  rows,
  encoding,
  delimiter,
  columns,
  emptyLeaveDates,
  undated,
  today,
  leftOut: leftOut ?? NOTHING_LEFT_OUT,
})

/** Without what changes once these files are written. */
const onceForAll = ({ at, osUser, key, files }: Forgotten): Omit<Forgotten, 'done'> => ({
  at,
  osUser,
  key,
  files,
})

function withTotal(counts: Record<string, number>): { total: number } & Record<string, number> {
  return { total: Object.values(counts).reduce((sum, n) => sum + n, 0), ...counts }
}

/** Seconds with one decimal. */
const seconds = (ms: number): number => Math.round(ms / 100) / 10

function expected(users: number, options: RunOptions): Summary['expected'] {
  // Carrying out a plan first reads every user again.
  const requests = users + expectedRequests(users, 0, options)
  return { users, requests, seconds: expectedDuration(requests, DOCUMENTED_QUOTA) / 1000 }
}
