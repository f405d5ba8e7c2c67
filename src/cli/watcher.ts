import type { RunStore } from '../offboarding/ports/run-store.ts'
import type { ComparisonSummary } from '../report/comparison/comparison-summary.ts'
import type { Summary } from '../report/summary.ts'

/** Takes note of what a command came to, for those who are told once it has ended. Never rejects. */
export interface Watcher {
  runEnded(summary: Summary, store: RunStore): Promise<void>
  comparisonEnded(summary: ComparisonSummary): void
}
