import type { Outcome } from '../offboarding/outcome.ts'
import type { PassRecord, RowRecord, RunRecord } from '../offboarding/run.ts'
import type { Step } from '../offboarding/step.ts'

/** What a report needs to know of a run. The ledger tells it. */
export interface RunView {
  readonly record: RunRecord
  /** Every row in list order, a few of them in memory at a time. */
  rows(): Iterable<RowRecord>
  passes(): PassRecord[]
  outcomes(): Partial<Record<Outcome, number>>
  requests(): Partial<Record<Step['do'] | 'list', number>>
  retries(): Record<string, number>
}
