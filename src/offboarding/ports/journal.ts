import type { Answer, Interruption } from '../answer.ts'
import type { RowEnd, SettledBy } from '../outcome.ts'
import type { Step } from '../step.ts'

/**
 * Where every step of a run is written down, before and after. All methods may reject, which ends the run: what cannot be
 * recorded is not done. Writes take effect in the order of the calls, so a later durable one makes the earlier ones durable.
 */
export interface Journal {
  /** Announces a step. Resolves once that is durable on disk; only then may it be sent. */
  intend(row: number, step: Step): Promise<void>
  /** Notes what came of a step. */
  answered(row: number, step: Step, answer: Answer | Interruption): Promise<void>
  /** Notes how a row ended. */
  ended(row: number, end: RowEnd, by: SettledBy): Promise<void>
}
