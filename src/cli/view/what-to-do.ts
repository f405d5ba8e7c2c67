import type { Outcome } from '../../offboarding/outcome.ts'
import type { ReasonCode } from '../../offboarding/reason.ts'
import type { RunKind } from '../../offboarding/run-kind.ts'
import type { RowRecord, RunOptions } from '../../offboarding/run/run.ts'

/** How the list, and its rows that can be tried again, are worked on once more. */
interface Again {
  list: string
  rows: string
}

const AGAIN: Readonly<Record<RunKind | NonNullable<RunOptions['task']>, Again>> = {
  run: { list: 'run the list again', rows: 'run retry.csv' },
  plan: { list: 'make a new plan', rows: 'make a new plan' },
  dry_run: { list: 'try the list again', rows: 'try the list again' },
  purge: { list: 'run purge again', rows: 'run purge again' },
  undo: { list: 'undo that run again', rows: 'undo that run again' },
}

/** What a person does about rows with this outcome. */
const BY_OUTCOME: Partial<Record<Outcome, (again: Again) => string>> = {
  invalid: ({ list }) => `correct these rows on the list, and ${list}`,
  mismatch: ({ list }) => `find out who is meant, correct these rows on the list, and ${list}`,
  refused: ({ rows }) => `have the cause mended on the platform, then ${rows}`,
  failed: ({ rows }) => `${rows}, which tries them again`,
  not_attempted: () => 'run the same command again',
}

/** The rows of a purge and of an undo are no list's: nobody can correct them. */
const MISMATCH_OF_TASK = 'look on the platform who they are now, and do by hand what is to be done'

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
  not_known_active: () => 'reactivate these users on the platform, by hand, if they were active before',
  offboarded_since: () =>
    'look whether they are to stay; then undo the newer run, or reactivate them by hand',
  no_seat_left: ({ rows }) => `make room for them on the platform, then ${rows}`,
  reactivated_by_others: ({ rows }) => `look whether they are to leave all the same; then ${rows}`,
}

/**
 * What a person does about a row that needs attention, as a request. What is said of a later reason counts more: it tells in what
 * state the user was left. `options`: of the run.
 */
export function whatToDo(
  { outcome, reasons }: Pick<RowRecord, 'outcome' | 'reasons'>,
  { kind, task }: Pick<RunOptions, 'kind' | 'task'>,
): string {
  const words = reasons.map(({ code }) => BY_REASON[code]).findLast((found) => found !== undefined)
  if (words === undefined && task !== undefined && outcome === 'mismatch') return MISMATCH_OF_TASK
  return (words ?? BY_OUTCOME[outcome])?.(AGAIN[task ?? kind]) ?? 'look at report.html'
}
