import type { Outcome } from '../../offboarding/outcome.ts'
import type { ReasonCode } from '../../offboarding/reason.ts'
import type { RunKind } from '../../offboarding/run-kind.ts'
import type { RowRecord } from '../../offboarding/run/run.ts'

/** How the list, and its rows that can be tried again, are worked on once more. */
interface Again {
  list: string
  rows: string
}

const AGAIN: Readonly<Record<RunKind, Again>> = {
  run: { list: 'run the list again', rows: 'run retry.csv' },
  plan: { list: 'make a new plan', rows: 'make a new plan' },
  dry_run: { list: 'try the list again', rows: 'try the list again' },
}

/** What a person does about rows with this outcome. */
const BY_OUTCOME: Partial<Record<Outcome, (again: Again) => string>> = {
  invalid: ({ list }) => `correct these rows on the list, and ${list}`,
  mismatch: ({ list }) => `find out who is meant, correct these rows on the list, and ${list}`,
  refused: ({ rows }) => `have the cause mended on the platform, then ${rows}`,
  failed: ({ rows }) => `${rows}, which tries them again`,
  not_attempted: () => 'run the same command again',
}

/** What a person does about rows that ended for this reason, where that is more than their outcome tells. */
const BY_REASON: Partial<Record<ReasonCode, (again: Again) => string>> = {
  role_not_allowed: ({ rows }) =>
    `look whether they are to leave; then allow their role with --roles, and ${rows}`,
  rehired: ({ list }) => `look whether they left again; then enter the new leave date, and ${list}`,
  leave_date_empty: ({ list }) => `enter the leave date, or take the row out, and ${list}`,
  not_reactivated: () => 'reactivate these users on the platform, by hand',
  maybe_left_deactivated: () =>
    'look on the platform whether these users are deactivated, and reactivate them',
  left_deactivated: () => 'look on the platform whether these users are to stay deactivated',
  reactivated_by_others: ({ rows }) => `look whether they are to leave all the same; then ${rows}`,
}

/**
 * What a person does about a row that needs attention, as a request. What is said of a later reason counts more: it tells in what
 * state the user was left. `kind`: of the run.
 */
export function whatToDo(
  { outcome, reasons }: Pick<RowRecord, 'outcome' | 'reasons'>,
  kind: RunKind,
): string {
  const words = reasons.map(({ code }) => BY_REASON[code]).findLast((found) => found !== undefined)
  return (words ?? BY_OUTCOME[outcome])?.(AGAIN[kind]) ?? 'look at report.html'
}
