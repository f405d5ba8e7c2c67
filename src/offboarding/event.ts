import type { Outcome } from './outcome.ts'
import type { Remembered } from './run/layout.ts'
import type { LeftOut } from './run/left-out.ts'
import type { Verified } from './run/verified.ts'
import type { ReasonCode } from './reason.ts'
import type { Step } from './step.ts'

/**
 * What happens during a run, as the engine reports it. An event carries user IDs, but no names, no e-mail addresses and no words
 * of the platform.
 */
export type RunEvent =
  /** `choice`: which column holds what, in words. `today`: the day that leave dates were compared with. */
  | {
      type: 'list_read'
      run: string
      /** SHA-256 of the list's bytes, in hexadecimal. */
      sha256: string
      rows: number
      encoding: string
      delimiter: string
      choice: string
      /** What was taken over from an earlier run of the layout; null for nothing. */
      remembered: Remembered | null
      /** The number of rows without a leave date. */
      emptyLeaveDates: number
      /** Whether those rows are due as far as nothing else keeps them, or held. */
      emptyLeaveDate: 'hold' | 'due'
      /** How many of them were taken for due. */
      undatedDue: number
      leftOut: LeftOut
      today: string | null
    }
  | {
      type: 'run_started'
      run: string
      site: string
      rows: number
      toDo: number
      resumed: boolean
      /** How long the run should take at the rate that the quota allows, in milliseconds. */
      expectedMs: number
    }
  | {
      type: 'row_ended'
      run: string
      row: number
      userId: string | null
      outcome: Outcome
      /** The code of the reason that decided; null where the outcome needs no reason. */
      reason: ReasonCode | null
      status: number | null
      attempts: number
      /** How long the work on the row took, in milliseconds. */
      ms: number
    }
  /** `row` is null where the request concerns no single row; `userId` is null where no user ID is known. */
  | { type: 'retry'; run: string; row: number | null; userId: string | null; retry: Retry }
  | {
      type: 'run_ended'
      run: string
      status: string
      /** Why the run ended before its last row; null if all rows ended. */
      reason: string | null
      outcomes: Record<string, number>
      exitCode: number
      /** The number of requests for each kind of step, and of retries for each cause. */
      requests: Record<string, number>
      retries: Record<string, number>
      /** In seconds, for each kind of wait. */
      waits: Record<string, number>
      quota: { rejected: number; shareUsed: number | null }
      /** SHA-256 of each file that was written, by file name. */
      hashes: Record<string, string>
    }
  /** How many of the site's pages, of the rows that name somebody, or of those who were deleted, have been asked for. */
  | { type: 'looking_up'; run: string; what: 'pages' | 'rows' | 'deleted users'; done: number; of: number }
  /** What came of asking once more for those who were deleted. */
  | ({ type: 'verified'; run: string } & Verified)
  | {
      type: 'looked_up'
      run: string
      /** The number of rows whose user is to be touched. */
      toDo: number
      siteUsers: number | null
      requests: number
    }
  /** From now on users are touched. */
  | {
      type: 'work_started'
      run: string
      users: number
      /** How long the work should take at the rate that the quota allows, in milliseconds. */
      expectedMs: number
    }
  | ({ run: string } & PaceEvent)

/** How fast the run may send. */
export type PaceEvent =
  /** No request is sent for `ms` milliseconds: the quota is spent, or a 429 asked for a pause. */
  | { type: 'waiting'; ms: number }
  | { type: 'platform_down'; reason: string }
  | { type: 'platform_up'; ms: number }

/** A retry that is about to be made, after `delayMs`. */
export interface Retry {
  step: Step['do'] | 'list'
  /** The number of the attempt that failed, from 1. */
  attempt: number
  /** Why: `http_503`, `timeout`, `connection_reset`, … */
  cause: string
  delayMs: number
}
