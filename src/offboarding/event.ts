import type { Outcome } from './outcome.ts'
import type { LeftOut } from './run/left-out.ts'
import type { ReasonCode } from './reason.ts'
import type { Step } from './step.ts'

/** What happens during a run, as the engine tells it. Carries user IDs, never names, addresses or the platform's words. */
export type RunEvent =
  /** `choice`: which columns say what, in words. */
  | {
      type: 'list_read'
      run: string
      /** SHA-256 of its bytes. */
      sha256: string
      rows: number
      encoding: string
      delimiter: string
      choice: string
      emptyLeaveDates: number
      /** Whether those rows are due, or held. */
      emptyLeaveDate: 'hold' | 'due'
      today: string | null
      leftOut: LeftOut
    }
  | {
      type: 'run_started'
      run: string
      site: string
      rows: number
      toDo: number
      resumed: boolean
      /** How long the run should take by the quota, in milliseconds. */
      expectedMs: number
    }
  | {
      type: 'row_ended'
      run: string
      row: number
      userId: string | null
      outcome: Outcome
      /** The code of the reason that decided; null where the outcome says it all. */
      reason: ReasonCode | null
      status: number | null
      attempts: number
      /** How long the row was worked on. */
      ms: number
    }
  /** `row` and `userId` are null where it concerns no row, or no user known by ID. */
  | { type: 'retry'; run: string; row: number | null; userId: string | null; retry: Retry }
  | {
      type: 'run_ended'
      run: string
      status: string
      /** Why it ended before the last row, or null. */
      reason: string | null
      outcomes: Record<string, number>
      exitCode: number
      /** Counts: requests by kind of step, further attempts by cause. */
      requests: Record<string, number>
      retries: Record<string, number>
      /** Seconds. */
      waits: Record<string, number>
      quota: { rejected: number; shareUsed: number | null }
      /** SHA-256 of the files that were written, by name. */
      hashes: Record<string, string>
    }
  /** So many of the site's pages, or of the rows that name somebody, were asked for. */
  | { type: 'looking_up'; run: string; what: 'pages' | 'rows'; done: number; of: number }
  | {
      type: 'looked_up'
      run: string
      /** Rows whose user is to be touched. */
      toDo: number
      siteUsers: number | null
      requests: number
    }
  /** From now on users are touched. */
  | {
      type: 'work_started'
      run: string
      users: number
      /** How long it should take by the quota, in milliseconds. */
      expectedMs: number
    }
  | ({ run: string } & PaceEvent)

/** What becomes of the pace of a run. */
export type PaceEvent =
  /** Nobody sends for a while: the quota is spent, or a 429 asked for it. */
  | { type: 'waiting'; ms: number }
  | { type: 'platform_down'; reason: string }
  | { type: 'platform_up'; ms: number }

/** A further attempt that is about to be waited for. */
export interface Retry {
  step: Step['do'] | 'list'
  /** The attempt that went wrong, from 1. */
  attempt: number
  /** Why: `http_503`, `timeout`, `connection_reset`, … */
  cause: string
  delayMs: number
}
