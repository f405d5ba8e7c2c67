import type { Outcome } from '../../offboarding/outcome.ts'
import type { ReasonCode } from '../../offboarding/reason.ts'
import type { RowRecord } from '../../offboarding/run/run.ts'

const RETRY = 'run retry.csv'

/** What a person does about rows with this outcome. */
const BY_OUTCOME: Partial<Record<Outcome, string>> = {
  invalid: 'correct these rows on the list, and run it again',
  mismatch: 'find out who is meant, correct these rows on the list, and run it again',
  refused: `have the cause mended on the platform, then ${RETRY}`,
  failed: `${RETRY}: it tries them again`,
  not_attempted: 'run the same command again',
}

/** What a person does about rows that ended for this reason, where that is more than their outcome tells. */
const BY_REASON: Partial<Record<ReasonCode, string>> = {
  role_not_allowed: `look whether they are to leave; then allow their role with --roles, and ${RETRY}`,
  rehired: 'look whether they left again; then enter the new leave date',
  leave_date_empty: 'enter the leave date, or take the row out, and run the list again',
  not_reactivated: 'reactivate these users on the platform, by hand',
  maybe_left_deactivated: 'look on the platform whether these users are deactivated, and reactivate them',
  left_deactivated: 'look on the platform whether these users are to stay deactivated',
  reactivated_by_others: `look whether they are to leave all the same; then ${RETRY}`,
}

/** What a person does about a row that needs attention, as a request. What is said of a later reason counts more. */
export function whatToDo({ outcome, reasons }: Pick<RowRecord, 'outcome' | 'reasons'>): string {
  const said = reasons.map(({ code }) => BY_REASON[code]).findLast((words) => words !== undefined)
  return said ?? BY_OUTCOME[outcome] ?? 'look at report.html'
}
