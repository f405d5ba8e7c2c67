import type { Outcome } from '../offboarding/outcome.ts'
import type { SessionRecord, RowRecord, RunRecord } from '../offboarding/run/run.ts'
import type { Step } from '../offboarding/step.ts'

/** What a report needs to know of a run. The ledger tells it. */
export interface RunView {
  readonly record: RunRecord
  /** Every row in list order, or every one that ended in one of these outcomes; a few of them in memory at a time. */
  rows(outcomes?: readonly Outcome[]): Iterable<RowRecord>
  /** The cells of the rows to try again, and of those without which they would mean something else. */
  retryRows(): Iterable<readonly string[]>
  sessions(): SessionRecord[]
  outcomes(): Partial<Record<Outcome, number>>
  requests(): Partial<Record<Step['do'] | 'list', number>>
  /** Requests that a 429 turned away. */
  rejected(): number
  retries(): Record<string, number>
}
