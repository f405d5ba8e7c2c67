import type { ReasonCode } from '../reason.ts'
import type { RunTask } from '../run-kind.ts'

/**
 * What each reason comes to for the person who has to do something about it. Reasons that call for the same are one topic: a page
 * groups rows by it. A new reason needs an entry here.
 */
const TOPICS = {
  user_id_empty: 'nobody_named',
  user_id_too_long: 'id_unusable',
  user_id_character: 'id_unusable',
  user_id_is_route: 'id_unusable',
  user_id_mangled: 'spreadsheet_damage',
  user_id_missing: 'value_missing',
  user_id_is_email: 'email_in_id_column',
  attribute_mangled: 'spreadsheet_damage',
  attribute_missing: 'value_missing',
  email_empty: 'nobody_named',
  email_too_long: 'email_unusable',
  email_apostrophe: 'email_unusable',
  email_several: 'email_unusable',
  email_shape: 'email_unusable',
  email_look_alike: 'email_unusable',
  email_mixed_alphabets: 'email_unusable',
  email_missing: 'value_missing',
  cell_too_long: 'row_broken',
  cell_flawed: 'cell_unusable',
  wrong_width: 'row_broken',
  nobody_named: 'nobody_named',
  no_person: 'no_person',
  leave_date_unreadable: 'leave_date_unreadable',
  leave_date_empty: 'leave_date_missing',
  leave_date_to_come: 'leaves_later',
  same_user: 'same_user',
  contradicts_row: 'rows_contradict',
  row_says_stays: 'row_says_stays',
  leave_date_missing: 'leave_date_missing',
  grace_not_over: 'waits',
  later_list_says_stays: 'later_list_says_stays',
  was_waiting: 'waits',
  deleted_before: 'deleted_before',
  rehired: 'rehired',
  deactivated_before: 'deactivated_earlier',
  maybe_deactivated_before: 'deactivated_earlier',
  on_protected_list: 'on_protected_list',
  address_is_of: 'somebody_else',
  several_accounts: 'several_accounts',
  other_user_answered: 'answer_unusable',
  email_differs: 'somebody_else',
  name_differs: 'somebody_else',
  attribute_differs: 'somebody_else',
  attribute_not_told: 'not_comparable',
  attribute_shared: 'several_accounts',
  attribute_is_of: 'somebody_else',
  attribute_nearly: 'somebody_else',
  attribute_zeros: 'somebody_else',
  listing_incomplete: 'not_comparable',
  account_id_unusable: 'answer_unusable',
  account_email_unusable: 'account_without_email',
  role_not_allowed: 'role_not_allowed',
  changed_since: 'changed_since',
  was_deactivated: 'deactivated_already',
  is_active: 'is_active',
  confirmed_after: 'confirmed_later',
  deleted_by_others: 'deleted_by_others',
  reactivated_by_others: 'reactivated_by_others',
  other_account_deleted: 'other_account_deleted',
  platform_refused: 'platform_refused',
  step_failed: 'step_failed',
  may_have_deleted: 'may_have_deleted',
  found_active: 'found_active',
  user_gone: 'deleted_by_others',
  reactivated_at_once: 'reactivated_at_once',
  left_deactivated: 'left_deactivated',
  maybe_left_deactivated: 'maybe_left_deactivated',
  not_reactivated: 'not_reactivated',
  would_be: 'would_be',
  dry_run: 'would_be',
  run_refused: 'run_refused',
  continued_by: 'continued_by',
  replaced_by: 'continued_by',
  stopped_before: 'stopped',
  stopped_deactivated: 'stopped',
  stopped_within_deactivate: 'stopped',
  stopped_within_reactivate: 'stopped',
  stopped_within_delete: 'stopped',
  was_active: 'active_already',
  gone_for_good: 'gone_for_good',
  not_known_active: 'not_known_active',
  offboarded_since: 'offboarded_since',
  no_seat_left: 'undo_refused',
  undone_by: 'undone',
  still_there: 'still_there',
  somebody_else_there: 'somebody_else_there',
  earlier_version: 'earlier_version',
} as const satisfies Record<ReasonCode, string>

/** What some reasons come to in a purge and in an undo, whose rows are in no list that could be corrected or run again. */
const OF_A_TASK = {
  purge: {
    platform_refused: 'purge_refused',
    step_failed: 'purge_failed',
    email_differs: 'purge_changed',
    name_differs: 'purge_changed',
    attribute_differs: 'purge_changed',
    changed_since: 'purge_changed',
  },
  undo: {
    platform_refused: 'undo_refused',
    step_failed: 'undo_failed',
    email_differs: 'undo_changed',
    name_differs: 'undo_changed',
    attribute_differs: 'undo_changed',
    changed_since: 'undo_changed',
  },
} as const satisfies Record<RunTask, Partial<Record<ReasonCode, string>>>

type OfATask = { [Task in RunTask]: (typeof OF_A_TASK)[Task][keyof (typeof OF_A_TASK)[Task]] }[RunTask]

/** What reasons have in common for the person who has to do something. */
export type Topic = (typeof TOPICS)[ReasonCode] | OfATask

/** The topic of a reason. `task`: what the run is for, where it is not for a list. */
export function topicOf(code: ReasonCode, task?: RunTask): Topic {
  const ofTask: Partial<Record<ReasonCode, Topic>> = task === undefined ? {} : OF_A_TASK[task]
  return ofTask[code] ?? TOPICS[code]
}
