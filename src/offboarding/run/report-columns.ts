import { actionInWords } from '../reason-details.ts'
import { reasonsInWords, type Reason } from '../reason.ts'
import type { RowRecord } from './run.ts'
import type { User } from '../identity/user.ts'

/** A column, and what it says of a row; null for nothing. */
export type Column = readonly [name: string, value: (row: RowRecord) => string | number | null]

const ROW: Column = ['offboard_row', ({ row }) => row]
const USER_ID: Column = ['offboard_user_id', ({ userId }) => userId]
const REASON: Column = ['offboard_reason', ({ reasons }) => reasons[0]?.code ?? null]

/** The columns that `results.csv` adds to those of the list. */
export const RESULT_COLUMNS: readonly Column[] = [
  ROW,
  USER_ID,
  ['offboard_outcome', ({ outcome }) => outcome],
  REASON,
  ['offboard_detail', ({ reasons }) => (reasons.length === 0 ? null : reasonsInWords(reasons))],
  ['offboard_http_status', ({ status }) => status],
  ['offboard_attempts', ({ attempts }) => attempts],
  ['offboard_deactivated_at', ({ deactivatedAt }) => deactivatedAt],
  ['offboard_delete_after', ({ deleteAfter }) => deleteAfter],
  ['offboard_deleted_at', ({ deletedAt }) => deletedAt],
  ['offboard_verified_at', ({ verifiedAt }) => verifiedAt],
]

/** The columns that `plan.csv` adds to those of the list. */
export const PLAN_COLUMNS: readonly Column[] = [
  ROW,
  USER_ID,
  ['offboard_user_name', (row) => accountOf(row)?.name ?? null],
  ['offboard_user_email', (row) => accountOf(row)?.email ?? null],
  ['offboard_user_role', (row) => accountOf(row)?.role ?? null],
  ['offboard_user_state', (row) => stateOf(accountOf(row))],
  ['offboard_would', (row) => (isActedOn(row.reasons) ? actionInWords(row.reasons[0].action) : 'nothing')],
  REASON,
  ['offboard_why', whyNot],
]

/** The column that only `roster-check.csv` has: the line of the roster. */
export const ROSTER_LINE_COLUMN = 'offboard_roster_line'

const OURS: ReadonlySet<string> = new Set([...RESULT_COLUMNS, ...PLAN_COLUMNS].map(([name]) => name))

/**
 * Whether a column comes from a report file of this tool. A column that only looks similar, such as `offboard_date`, belongs to
 * the list.
 */
export const isReportColumn = (name: string): boolean => OURS.has(name)

/** The account of the row's user. `user` may be somebody else, whom the look-up by address found and whom the reason names. */
const accountOf = ({ user, userId }: RowRecord): User | null => (user?.id === userId ? user : null)

const stateOf = (user: User | null): string | null =>
  user === null ? null : user.deactivated ? 'deactivated' : 'active'

/** False for every row of a plan that was refused or stopped. */
const isActedOn = (
  reasons: readonly Reason[],
): reasons is readonly [Extract<Reason, { code: 'would_be' }>, ...Reason[]] => reasons[0]?.code === 'would_be'

function whyNot({ outcome, reasons }: RowRecord): string | null {
  if (isActedOn(reasons)) return null
  return reasons.length === 0 ? outcome : `${outcome}: ${reasonsInWords(reasons)}`
}
