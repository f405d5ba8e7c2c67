import type { Answer, Interruption } from '../answer.ts'
import type { RowEnd, SettledBy } from '../outcome.ts'
import type { Step } from '../step.ts'

/**
 * Records every step of a run before and after it is sent. Every method may reject, which ends the run: a step that cannot be
 * recorded is not sent. Writes take effect in the order of the calls, so a durable write makes all earlier writes durable.
 */
export interface Journal {
  /** Records the intent to send a step. Resolves when that is durable on disk; the step may be sent only then. */
  intend(row: number, step: Step): Promise<void>
  /** Records the answer to a step. */
  answered(row: number, step: Step, answer: Answer | Interruption): Promise<void>
  /** Records how a row ended, and what settled it. */
  ended(row: number, end: RowEnd, settledBy: SettledBy): Promise<void>
}
