import type { Cause, Change } from './reason-details.ts'
import type { DetailsOf, Reason, ReasonCode } from './reason.ts'
import type { RowRecord } from './run/run.ts'

/** What stands in the place of a name, an address or a cell. */
export const REDACTED = '[redacted]'

/** How user IDs are shown where nobody may be named. */
export type ShownId = (id: string) => string

/** Makes of a detail one that names nobody. */
type Rule<Value> = (value: Value, shownId: ShownId) => Value

/** Says nothing of a person: a number, a date, a code, or words of this tool. */
const kept = <Value>(value: Value): Value => value
/** May quote the list, the platform or the network. */
const quoted: Rule<string> = (text) => (text === '' ? '' : REDACTED)
const userId: Rule<string> = (id, shownId) => shownId(id)
const orNull =
  <Value>(rule: Rule<Value>): Rule<Value | null> =>
  (value, shownId) =>
    value === null ? null : rule(value, shownId)
const each =
  <Value>(rule: Rule<Value>): Rule<readonly Value[]> =>
  (values, shownId) =>
    values.map((value) => rule(value, shownId))

const cause: Rule<Cause> = (cause, shownId) => {
  switch (cause.is) {
    case 'message':
      return { is: 'message', message: quoted(cause.message, shownId) }
    case 'other_user':
      return { is: 'other_user', userId: shownId(cause.userId) }
    case 'no_user':
    case 'not_found':
    case 'still_active':
    case 'still_deactivated':
      return cause
  }
}

const CHANGED = {
  'user ID': userId,
  'e-mail address': quoted,
  name: quoted,
  'employee number': quoted,
  role: kept,
} as const satisfies Record<Change['what'], Rule<string>>

const change: Rule<Change> = ({ what, was, is }, shownId) => ({
  what,
  was: orNull<string>(CHANGED[what])(was, shownId),
  is: orNull<string>(CHANGED[what])(is, shownId),
})

/** What becomes of each detail of each reason. The compiler asks for the rule of a new one. */
const RULES: {
  readonly [Code in ReasonCode]: { readonly [Name in keyof DetailsOf<Code>]: Rule<DetailsOf<Code>[Name]> }
} = {
  user_id_empty: {},
  user_id_too_long: { length: kept, max: kept },
  user_id_character: { character: kept },
  user_id_is_route: { id: kept },
  user_id_mangled: { how: kept },
  user_id_missing: {},
  user_id_is_email: {},
  attribute_mangled: { how: kept },
  attribute_missing: {},
  email_empty: {},
  email_too_long: {},
  email_apostrophe: {},
  email_several: {},
  email_shape: {},
  email_look_alike: { character: kept },
  email_mixed_alphabets: {},
  email_missing: {},
  cell_too_long: { length: kept },
  cell_flawed: { cell: kept, flaw: kept },
  wrong_width: { cells: kept, columns: kept, surplus: each(quoted) },
  nobody_named: { columns: kept },
  no_person: {},
  leave_date_unreadable: { cell: quoted },
  leave_date_empty: { cell: quoted, mayBeDue: kept },
  leave_date_to_come: { date: kept },

  same_user: { row: kept },
  contradicts_row: { row: kept, same: kept, other: kept },
  row_says_stays: { row: kept, why: kept },
  leave_date_missing: { row: kept },
  was_active: {},
  gone_for_good: { on: kept, run: kept, saved: kept },
  not_known_active: { run: kept },
  offboarded_since: { run: kept },
  no_seat_left: { message: quoted },
  undone_by: { run: kept },
  still_there: { on: kept, deactivated: kept },
  somebody_else_there: { on: kept, changes: each(change) },
  grace_not_over: { until: kept, run: kept },
  later_list_says_stays: { run: kept },
  was_waiting: { until: kept, run: kept },
  deleted_before: { on: kept, run: kept },
  rehired: { on: kept, run: kept, left: kept },
  deactivated_before: { on: kept, run: kept },
  maybe_deactivated_before: { run: kept },

  on_protected_list: {},
  address_is_of: { id: userId, email: quoted, other: userId },
  several_accounts: { users: each(userId) },
  other_user_answered: { asked: userId, answered: userId },
  email_differs: { said: quoted, user: userId, has: orNull(quoted) },
  name_differs: { said: orNull(quoted), user: userId, has: orNull(quoted) },
  attribute_differs: { said: quoted, user: userId, has: orNull(quoted) },
  attribute_not_told: { said: quoted, user: userId },
  attribute_shared: { said: quoted, users: each(userId) },
  attribute_is_of: { id: userId, said: quoted, user: userId },
  attribute_nearly: { said: quoted, user: userId, has: quoted },
  attribute_zeros: { said: quoted, user: userId, has: quoted },
  listing_incomplete: { said: quoted, seen: kept, of: kept },
  account_id_unusable: { id: userId },
  account_email_unusable: { isMissing: kept },
  role_not_allowed: { role: kept, allowed: kept },
  changed_since: { since: kept, changes: each(change), isReactivated: kept },

  was_deactivated: {},
  is_active: {},
  confirmed_after: { what: kept },
  deleted_by_others: {},
  reactivated_by_others: { cause: orNull(cause) },
  other_account_deleted: { changes: each(change) },
  platform_refused: { message: quoted, isDeactivated: kept },
  step_failed: { step: kept, cause, attempts: kept, left: kept },

  may_have_deleted: { isAlternative: kept },
  found_active: { user: userId },
  user_gone: {},
  reactivated_at_once: { wasActive: kept },
  left_deactivated: {},
  maybe_left_deactivated: { user: userId },
  not_reactivated: {
    user: userId,
    wasActive: kept,
    why: (why, shownId) => (typeof why === 'string' ? why : cause(why, shownId)),
  },

  would_be: { action: kept },
  dry_run: { action: kept },
  run_refused: { message: kept },
  continued_by: { run: kept },
  replaced_by: { run: kept },
  stopped_before: {},
  stopped_deactivated: {},
  stopped_within_deactivate: {},
  stopped_within_reactivate: {},
  stopped_within_delete: {},
  earlier_version: { words: quoted },
}

/** A reason that names nobody: its code, the column, and what its rules leave of the details. */
export function redactReason(reason: Reason, shownId: ShownId): Reason {
  const { code, column, ...details } = reason
  const rules: Readonly<Record<string, unknown>> = RULES[code]
  const left = Object.entries(details).flatMap(([name, value]) => {
    // A detail that this version does not know is left out: nobody knows whom it names.
    const rule = rules[name] as Rule<unknown> | undefined
    return rule === undefined ? [] : [[name, rule(value, shownId)]]
  })
  return {
    code,
    ...(column !== undefined && { column }),
    ...(Object.fromEntries(left) as object),
  } as Reason
}

/** A row that names nobody: without its cells, and without what the platform said of the user's name, address and number. */
export function redactRow(row: RowRecord, shownId: ShownId): RowRecord {
  const { user } = row
  return {
    ...row,
    cells: [],
    userId: row.userId === null ? null : shownId(row.userId),
    user: user && {
      id: shownId(user.id),
      email: null,
      name: null,
      role: user.role,
      deactivated: user.deactivated,
    },
    reasons: row.reasons.map((reason) => redactReason(reason, shownId)),
  }
}
