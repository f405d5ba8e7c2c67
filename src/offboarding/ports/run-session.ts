import type { Reason } from '../reason.ts'
import type { Limits } from '../run/guards.ts'
import type { Confirmed, RunEnd, RunPace } from '../run/run.ts'
import type { Journal } from './journal.ts'
import type { LookUps } from './look-ups.ts'
import type { RunReader } from './run-reader.ts'

/** One process's work on a run: all that is written of it. What was written is durable when a promise resolves; after one failed, all fail. */
export interface RunSession {
  readonly run: RunReader
  /** Where the steps of this session are written down. */
  journal(): Journal
  /** Where what is looked up for the run is kept. */
  lookUps(): LookUps
  /** Notes on whose word, and under which limits, people are touched from here on. */
  confirm(confirmed: Confirmed, limits: Limits): Promise<void>
  /** Ends every row that is still to do as not attempted, in a plan or after a refusal. */
  endToDo(reason: Reason, reasonIfDeactivated?: Reason): Promise<void>
  /** Forgets look-ups that are too old, and says whether there were any. */
  forgetOldLookUps(): Promise<boolean>
  /** Notes how the run ended, or where it stopped, and why it did. */
  close(end: RunEnd, pace?: RunPace): Promise<void>
}
