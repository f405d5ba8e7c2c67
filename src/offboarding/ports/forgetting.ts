import type { Outcome } from '../outcome.ts'
import type { ReasonCode } from '../reason.ts'
import type { FileBefore, RunRecord } from '../run/run.ts'

/** Why a run is not forgotten, however old it is. */
export type WhyKept =
  /** It has something left to do, or to report. */
  | { kind: 'unfinished' }
  /** Somebody on this run still waits for the end of their grace period. */
  | { kind: 'somebody_waits'; since: string }
  /** An unfinished run carries out this plan. */
  | { kind: 'plan_of'; run: string }

/** A run that may be forgotten, unless something keeps it. */
export interface Candidate {
  run: RunRecord
  /** Whether it made anybody wait, who may be deleted or reactivated by now. */
  hasWaits: boolean
  /** Whether the records of its users are in the store. */
  hasArchive: boolean
  /** Null where nothing keeps it. */
  kept: WhyKept | null
}

/**
 * Erases who runs were about. A run is forgotten in two steps, since its folder is not part of the store: `erase`, then, when the
 * folder was rewritten, `finish`. Between them it counts as a candidate still. Every method may reject with the store's errors.
 */
export interface Forgetting {
  /** All runs that are not forgotten as a whole, oldest first. */
  candidates(): Promise<Candidate[]>
  /**
   * Erases the names, addresses and cells of a run, and the records of its users, and makes pseudonyms of its user IDs, all at once and durably. `files`: what is
   * in its folder before that. Does nothing to a run that was erased before.
   */
  erase(run: string, files: readonly FileBefore[]): Promise<void>
  /** Clears what is left of erased data in free space, and records that these runs are forgotten. */
  finish(runs: readonly string[]): Promise<void>

  /** The rows that mean somebody, also those of forgotten runs. `who`: a user ID, an e-mail address or an employee number. */
  rowsOf(who: string): Promise<UserRow[]>
  /** The IDs of forgotten runs that cannot be asked about anybody, because the key of their pseudonyms is gone. */
  silentRuns(): Promise<string[]>
}

/** What a run did about one user. */
export interface UserRow {
  /** The ID of the run. */
  run: string
  row: number
  outcome: Outcome
  /** The code of the reason that decided; null where the outcome needs no reason. */
  reason: ReasonCode | null
  deactivatedAt: string | null
  deletedAt: string | null
}
