import type { Outcome } from '../outcome.ts'
import type { LeftOut } from './left-out.ts'
import type { Limits } from './guards.ts'
import type { Reason } from '../reason.ts'
import type { RunKind } from '../run-kind.ts'
import type { Policy } from '../policy.ts'
import type { PreflightMode } from './preflight-mode.ts'
import { protectedList } from '../identity/protection.ts'
import type { User } from '../identity/user.ts'
import type { Reading } from './reading.ts'

/**
 * Where a run stands. `running` and `stopped` runs are unfinished: the same command carries them on. A run that still says
 * `running` when it is not was killed. `refused`: a guard or the missing confirmation ended it before anyone was touched.
 */
export type RunStatus = 'running' | 'stopped' | 'finished' | 'refused'

/** Whether there is something left to do: rows, or the report that nobody has been given yet. */
export const isUnfinished = ({ status, reported }: Pick<RunRecord, 'status' | 'reported'>): boolean =>
  status === 'running' || status === 'stopped' || isUnreported({ status, reported })

/** All rows have ended, and the process was killed, or kept from writing, before anybody was told. */
export const isUnreported = ({ status, reported }: Pick<RunRecord, 'status' | 'reported'>): boolean =>
  status === 'finished' && reported === null

/** What is remembered of the list a run was made from. */
export interface ListFacts {
  /** The file's name without its folder, or `-` for standard input. */
  name: string
  /** SHA-256 of the bytes as they were read, in hexadecimal. */
  sha256: string
  rows: number
  encoding: string
  /** Whether the file began with a byte order mark. Reports then do, too, since their readers expect it. */
  byteOrderMark: boolean
  delimiter: string
  /** The header's cells, without the `offboard_*` columns of an earlier report. */
  columns: readonly string[]
  /** Rows whose leave date is empty, or says that there is none. 0 where no column holds leave dates. */
  emptyLeaveDates: number
  /** What was left out of it without being asked; earlier versions left nothing out. */
  leftOut?: LeftOut
  /** The day that was taken for today when the list was read, `2026-12-31`; null where no column holds leave dates. */
  today: string | null
}

/** The options that change what a run means. Together with site and list they identify it. */
export interface RunOptions extends Omit<Policy, 'protect'> {
  /** What stands on the protected list. */
  protect: readonly string[]
  kind: RunKind
  /** The plan that is carried out, or null. */
  executes: string | null
  preflight: PreflightMode
  reading: Reading
}

/** The options as rules. */
export const policyOf = ({ protect, ...options }: Omit<RunOptions, 'reading'>): Policy => ({
  ...options,
  protect: protectedList(protect),
})

/** What a run's requests cost in time, over all its sessions, and how well the last one used its quota. */
export interface RunPace {
  /** Milliseconds during which requests were ready and the quota, or the pace, let none through. */
  quotaWaitMs: number
  /** Milliseconds spent between attempts, added up over all workers. */
  retryWaitMs: number
  /** Milliseconds during which the platform was down. */
  outageMs: number
  /** Requests that were sent only to see whether the platform is back, or whether a 404 was its own. */
  probes: number
  /** Of the requests open to the run in windows that are over, the share it used, from 0 to 1; null where unknown. */
  quotaShareUsed: number | null
}

/** One run, as the ledger remembers it. Times are ISO 8601 in UTC with milliseconds. */
export interface RunRecord {
  /** Sorts by time: `20261123T184500Z-3f9c`. Also the name of the run's folder. */
  id: string
  site: string
  list: ListFacts
  options: RunOptions
  started: string
  ended: string | null
  status: RunStatus
  exitCode: number | null
  /** When its files had been written and its result told. */
  reported: string | null
  pace: RunPace
  /** The version of konstantly-offboard. */
  version: string
}

/** How a session ended, and so where its run stands. */
export interface RunEnd {
  status: RunStatus
  exitCode: number
  /** Why it ended before the last row, or null. */
  reason: string | null
}

/** How a person agreed: by typing the number of users when asked, or by `--yes` beforehand. */
export type Confirmed = 'typed' | 'yes'

/** Each time a run was begun or gone on with: by whom, where, on whose word, and how that ended. Times are as those of a run. */
export interface SessionRecord {
  started: string
  /** Null where the process ended before it could say so: it was killed, or the ledger could not be written. Then so is the rest. */
  ended: string | null
  osUser: string
  host: string
  pid: number
  version: string
  /** Null where nobody was to be touched, or it did not come to that. */
  confirmed: Confirmed | null
  /** The limits that held when it was confirmed. */
  limits: Limits | null
  /** Why it ended before the last row. */
  reason: string | null
  exitCode: number | null
}

/** One row, as the ledger remembers it. */
export interface RowRecord {
  row: number
  cells: readonly string[]
  userId: string | null
  /** What the platform said about the user, or null where it was not asked. */
  user: User | null
  /** Rows of an unfinished run that have not ended count as `not_attempted`. */
  outcome: Outcome
  /** Why it ended so; of one that has not ended, what state the user is in, as far as is known. */
  reasons: readonly Reason[]
  status: number | null
  /** Requests sent for the row. */
  attempts: number
  deactivatedAt: string | null
  deletedAt: string | null
}
