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
 * The status of a run. `running` and `stopped` runs are unfinished: the same command continues them. A run that says `running`
 * without a process was killed. `refused`: a guard or the missing confirmation ended it before anyone was touched.
 */
export type RunStatus = 'running' | 'stopped' | 'finished' | 'refused'

/** Whether something is left to do: rows, or a report that nobody has received yet. */
export const isUnfinished = ({ status, reported }: Pick<RunRecord, 'status' | 'reported'>): boolean =>
  status === 'running' || status === 'stopped' || isUnreported({ status, reported })

/** Whether all rows ended, but the process was killed or could not write before it reported the result. */
export const isUnreported = ({ status, reported }: Pick<RunRecord, 'status' | 'reported'>): boolean =>
  status === 'finished' && reported === null

/** What the ledger stores about the list of a run. */
export interface ListFacts {
  /** The file's name without its folder, or `-` for standard input. */
  name: string
  /** SHA-256 of the list's bytes, in hexadecimal. */
  sha256: string
  rows: number
  /** `utf-8` and so on; `xlsx` for a workbook. */
  encoding: string
  /** Whether the file began with a byte order mark. Reports then begin with one, too, because their readers expect it. */
  byteOrderMark: boolean
  delimiter: string
  /** The header's cells, without the `offboard_*` columns of an earlier report. */
  columns: readonly string[]
  /** What identifies the set of headers; absent where there is no header, or two are alike. Earlier versions did not know layouts. */
  layout?: string
  /** The number of rows whose leave date is empty, or says that there is none. 0 where no column holds leave dates. */
  emptyLeaveDates: number
  /** What was left out of the list without being asked. Earlier versions left nothing out, and did not say so. */
  leftOut?: LeftOut
  /** The day that leave dates were compared with, `2026-12-31`; null where no column holds leave dates. */
  today: string | null
}

/** The options that change what a run does. Together with the site and the list they identify it. */
export interface RunOptions extends Omit<Policy, 'protect'> {
  /** The entries of the protected list. */
  protect: readonly string[]
  kind: RunKind
  /** The ID of the plan that this run carries out, or null. */
  executes: string | null
  /** The ID of the run that this one undoes; absent where it undoes none. */
  undoes?: string
  preflight: PreflightMode
  /** The `apiId` of the attribute that users are found by; absent where they are not found by one. */
  attribute?: string
  /** The code of the language of its page, such as `de`; English where absent. Makes no other run of a list. */
  language?: string
  reading: Reading
}

/** The policy that these options describe. An undo spares nobody: to reactivate somebody who is protected does them no harm. */
export const policyOf = ({ protect, ...options }: Omit<RunOptions, 'reading'>): Policy => ({
  ...options,
  protect: protectedList(options.task === 'undo' ? [] : protect),
})

/** How long a run waited in all its sessions, and how much of its quota the last session used. */
export interface RunPace {
  /** Milliseconds during which requests were ready, but the quota or the back-off held them back. */
  quotaWaitMs: number
  /** Milliseconds between attempts, summed over all workers. */
  retryWaitMs: number
  /** Milliseconds during which the platform was down. */
  outageMs: number
  /** Requests sent only to check whether the platform is up again, or whether a 404 came from the API. */
  probes: number
  /** The share, from 0 to 1, that the run used of its quota in all windows that are over; null where unknown. */
  quotaShareUsed: number | null
  /** Requests a window, as the platform last stated it; null where it has not. */
  quotaLimit: number | null
}

/** One run, as the ledger stores it. Times are ISO 8601 in UTC with milliseconds. */
export interface RunRecord {
  /** Such as `20261123T184500Z-3f9c`: IDs sort by time. Also the name of the run's folder. */
  id: string
  site: string
  list: ListFacts
  options: RunOptions
  started: string
  ended: string | null
  status: RunStatus
  exitCode: number | null
  /** When its files had been written and its result had been reported; null before that. */
  reported: string | null
  pace: RunPace
  /** The version of konstantly-offboard. */
  version: string
  /** How names, addresses and cells were erased; null where the run knows them. */
  forgotten: Forgotten | null
}

/** How a run was forgotten. Times are ISO 8601 in UTC with milliseconds. */
export interface Forgotten {
  /** When its names, addresses and cells were erased from the ledger. */
  at: string
  /** When they were gone from the run's folder, too, and from the free space of the ledger; null where that is still to be done. */
  done: string | null
  /** The operating system's user who did it. */
  osUser: string
  /** Tells the key apart that made pseudonyms of the user IDs. */
  key: string
  /** The run's files as they were before that. */
  files: readonly FileBefore[]
}

/** A file of a run before the run was forgotten. */
export interface FileBefore {
  /** Its name in the run's folder. */
  name: string
  /** The SHA-256 of its bytes, in hexadecimal; null where it could not be read. */
  sha256: string | null
  /** What `report --check` said of it. */
  state: string
}

/** How a session ended, and the status that its run has now. */
export interface RunEnd {
  status: RunStatus
  exitCode: number
  /** Why the session ended before the last row; null if all rows ended. */
  reason: string | null
}

/** How a person agreed: by typing the number of users when asked, or with `--yes`. */
export type Confirmed = 'typed' | 'yes'

/**
 * One session of a run: who worked on it, where, with whose agreement, and how it ended. Times are ISO 8601 in UTC with
 * milliseconds.
 */
export interface SessionRecord {
  /** `verify`: it only asked for whom the run had deleted. Null where it worked on the rows. */
  purpose: 'verify' | null
  started: string
  /**
   * Null where the process could not record its end: it was killed, or the ledger could not be written. `reason` and `exitCode`
   * are then null, too.
   */
  ended: string | null
  osUser: string
  host: string
  pid: number
  version: string
  /** Of the configuration file whose settings the session used; null without one. */
  configurationSha256: string | null
  /** Null where there was nobody to touch, or the session ended before the question. */
  confirmed: Confirmed | null
  /** The limits at the time of the agreement. */
  limits: Limits | null
  /** Why the session ended before the last row; null if all rows ended. */
  reason: string | null
  exitCode: number | null
}

/** One row, as the ledger stores it. */
export interface RowRecord {
  row: number
  cells: readonly string[]
  userId: string | null
  /** The user as the platform described them; null where it was not asked. */
  user: User | null
  /** A row that has not ended counts as `not_attempted`. */
  outcome: Outcome
  /** Why the row ended so. For a row that has not ended: the state of its user, as far as it is known. */
  reasons: readonly Reason[]
  status: number | null
  /** Requests sent for the row. */
  attempts: number
  deactivatedAt: string | null
  deletedAt: string | null
  /** When the platform was asked once more for a user whom the run deleted, and answered 404; null where it did not. */
  verifiedAt: string | null
  /** When the grace period of a user who waits, or waited until this run, is over; null for all others. */
  deleteAfter: string | null
}
