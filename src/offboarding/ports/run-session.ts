import type { Reason } from '../reason.ts'
import type { Limits } from '../run/guards.ts'
import type { Confirmed, RunEnd, RunPace } from '../run/run.ts'
import type { ArchiveStore } from './archive.ts'
import type { Journal } from './journal.ts'
import type { LookUps } from './look-ups.ts'
import type { RunReader } from './run-reader.ts'
import type { Verifications } from './verifications.ts'

/**
 * One process's work on a run. Everything that is written about the run goes through it. A promise resolves when the write is
 * durable; after one write has failed, every write fails.
 */
export interface RunSession {
  readonly run: RunReader
  /** Records the steps of this session. */
  journal(): Journal
  /** Stores what is looked up for the run. */
  lookUps(): LookUps
  /** Keeps what is saved of users, where the ledger is the place for that. */
  archive(): ArchiveStore
  /**
   * Records how the operator agreed, and under which limits, before users are touched. From then on a run that this one undoes is
   * over.
   */
  confirm(confirmed: Confirmed, limits: Limits): Promise<void>
  /**
   * Ends every row that has not ended as `not_attempted`: in a plan, or after a refusal. `reasonIfDeactivated` is for users who
   * are deactivated already; the default is `reason`.
   */
  endToDo(reason: Reason, reasonIfDeactivated?: Reason): Promise<void>
  /**
   * Of a purge, by the time on the platform: takes in everybody whose grace period is over, unless an earlier session did. Ends the
   * rows of those who wait on all the same, because a later list says so, or because they were taken in too early.
   */
  takeDue(now: Date): Promise<void>
  /**
   * Of an undo: takes in everybody whom the other run deactivated, or may have, and ends the rows of those who cannot or must not be
   * reactivated. Called in each session.
   */
  takeUndone(): Promise<void>
  /** Forgets look-ups that are too old. Resolves with whether there were any. */
  forgetOldLookUps(): Promise<boolean>
  /** Records what the platform answers when it is asked once more for those whom the run deleted. */
  verifications(): Verifications
  /** Records how a session ended that only verified. The run itself stays as it ended. */
  closeVerification(end: Omit<RunEnd, 'status'>, pace?: RunPace): Promise<void>
  /** Records how the session ended, and the status of the run. */
  close(end: RunEnd, pace?: RunPace): Promise<void>
}
