import type { ReasonCode } from '../reason.ts'
import type { RunTask } from '../run-kind.ts'
import { topicOf, type Topic } from './topic.ts'

/** A topic in words. */
export interface Advice {
  /** Why, in a few words that stand without details: `The row names nobody`. */
  title: string
  /** What to do, in sentences; null where there is nothing to do. */
  todo: string | null
}

/** What to do about each topic, in English. */
export const ADVICE: Readonly<Record<Topic, Advice>> = {
  nobody_named: {
    title: 'The row names nobody',
    todo: 'Enter the user ID or the e-mail address, or take the row out.',
  },
  id_unusable: {
    title: 'The user ID cannot be one',
    todo: "Correct the user ID in the list: the user's page on the platform shows it.",
  },
  spreadsheet_damage: {
    title: 'A spreadsheet damaged the cell',
    todo: 'Format the column as text, enter the value again from its source, and export the list again.',
  },
  value_missing: {
    title: 'A placeholder stands in the place of a value',
    todo: 'Enter the value, or empty the cell if the row says otherwise who is meant.',
  },
  email_in_id_column: {
    title: 'An e-mail address stands where the user ID should be',
    todo: 'If it does in every row, name the column with --email-column. Otherwise correct the row.',
  },
  email_unusable: {
    title: 'The e-mail address cannot be used',
    todo: 'Type the address again, one in the cell.',
  },
  row_broken: {
    title: 'The row is not in the shape of the list',
    todo: 'Look at this line of the list in a text editor: a delimiter or a quotation mark is missing, or there is one too many.',
  },
  no_person: {
    title: 'The row looks like a total or a footer',
    todo: 'Take it out. If it is somebody, give the row a name or an e-mail address.',
  },
  leave_date_unreadable: {
    title: 'The leave date cannot be read',
    todo: 'Correct the date, or name the format of the column with --date-format.',
  },
  leave_date_missing: {
    title: 'The leave date is missing',
    todo: 'Enter the leave date. If whoever has none on this list has left, say so: --empty-leave-date due.',
  },
  leaves_later: { title: 'The leave date is not over', todo: null },
  same_user: { title: 'The same user stands on an earlier row', todo: null },
  rows_contradict: {
    title: 'Two rows say different things about one user',
    todo: 'Find out which of the rows is right, and take the other one out.',
  },
  row_says_stays: {
    title: 'Another row says that the user stays',
    todo: 'Ask HR whether the person has left. If so, correct the other row.',
  },
  waits: { title: 'The grace period counts', todo: null },
  later_list_says_stays: {
    title: 'A newer list says that the user has not left',
    todo: 'If they stay, reactivate them on the platform.',
  },
  deleted_before: { title: 'Deleted by an earlier run', todo: null },
  rehired: {
    title: 'The account is newer than the leave date',
    todo: 'If the person was hired again, take the row out. If they leave again, enter the new date.',
  },
  deactivated_earlier: {
    title: 'An earlier run deactivated the user',
    todo: 'If they are to stay active, reactivate them on the platform.',
  },
  on_protected_list: { title: 'On the protected list', todo: null },
  somebody_else: {
    title: 'The account found may be somebody else',
    todo: 'Compare the row with the account on the platform. Correct the row, or take it out.',
  },
  several_accounts: {
    title: 'More than one account fits',
    todo: 'Find the right account on the platform, and enter its user ID on the row.',
  },
  answer_unusable: {
    title: "The platform's answer cannot be trusted",
    todo: "Look at the account on the platform, and tell the platform's support.",
  },
  account_without_email: {
    title: 'The account has no usable e-mail address, so the protected list cannot be applied',
    todo: 'Give the account an e-mail address on the platform, then run the same command again.',
  },
  not_comparable: {
    title: 'Whether it is the right account could not be checked',
    todo: 'Run the row again, or name the user ID or the e-mail address, too.',
  },
  role_not_allowed: {
    title: 'The role may not be offboarded',
    todo: 'If the user is to be offboarded all the same, allow the role with --roles, or change it on the platform.',
  },
  changed_since: {
    title: 'The account has changed since it was looked at',
    todo: 'Look at the account on the platform. If it is still the person who left, run the row again.',
  },
  deactivated_already: { title: 'Was deactivated already', todo: null },
  is_active: {
    title: 'The user is active',
    todo: 'Deactivate the user, or leave --no-deactivate out.',
  },
  confirmed_later: { title: 'Confirmed afterwards', todo: null },
  deleted_by_others: { title: 'Somebody else deleted the user', todo: null },
  reactivated_by_others: {
    title: 'Somebody reactivated the user',
    todo: 'Ask who reactivated the user and why, before anything else is done.',
  },
  other_account_deleted: {
    title: 'The deleted account had become another one',
    todo: "Tell the administrator of the platform today: an account was deleted that nobody meant. Ask the platform's support whether it can be restored.",
  },
  platform_refused: {
    title: 'The platform refused',
    todo: "Do what the platform's words ask for. Of a course expert: open the course on the site, and put another expert in their place. Then run retry.csv.",
  },
  step_failed: {
    title: 'A request failed, and so did every further attempt',
    todo: 'Once the platform works, run retry.csv; after a plan, make the plan again.',
  },
  may_have_deleted: {
    title: 'Another account may have been deleted',
    todo: 'Find out on the platform which account had this ID, and whether it is still there.',
  },
  found_active: { title: 'The user is active', todo: null },
  reactivated_at_once: { title: 'Was deactivated, and reactivated at once', todo: null },
  left_deactivated: {
    title: 'The user was left deactivated',
    todo: 'If they stay, reactivate them on the platform.',
  },
  maybe_left_deactivated: {
    title: 'Whether the user is deactivated is not known',
    todo: 'Look at the user on the platform, and reactivate them if they stay.',
  },
  not_reactivated: {
    title: 'The user could not be reactivated',
    todo: 'Reactivate the user on the platform by hand.',
  },
  would_be: { title: 'Foreseen', todo: null },
  run_refused: {
    title: 'The run was refused',
    todo: 'Read above why the run was refused. Correct that, and run the command again.',
  },
  continued_by: { title: 'Another run goes on with the row', todo: null },
  stopped: {
    title: 'The run stopped before the row was done',
    todo: 'Run the same command again: it goes on where it stopped.',
  },
  cell_unusable: {
    title: 'The cell cannot be used as it is',
    todo: 'The details say what is wrong with the cell. Correct it in the spreadsheet, and run the list again.',
  },
  active_already: { title: 'Was active already', todo: null },
  gone_for_good: { title: 'Deleted, which nothing can undo', todo: null },
  not_known_active: {
    title: 'Whether the user was active before the run is not known',
    todo: 'If they were, reactivate them on the platform.',
  },
  offboarded_since: {
    title: 'A newer run offboards the user, too',
    todo: 'If they are to stay, undo that run, or reactivate them on the platform.',
  },
  purge_refused: {
    title: 'The platform refused',
    todo: "Do what the platform's words ask for. Of a course expert: open the course on the site, and put another expert in their place. Then run purge again.",
  },
  purge_failed: {
    title: 'A request failed, and so did every further attempt',
    todo: 'Once the platform works, run purge again.',
  },
  purge_changed: {
    title: 'The account has changed since it was looked at',
    todo: 'Look at the account on the platform. If it is still the person who left, delete it there.',
  },
  undo_refused: {
    title: 'The platform refused',
    todo: "Do what the platform's words ask for, such as freeing a seat. Then undo the run again.",
  },
  undo_failed: {
    title: 'A request failed, and so did every further attempt',
    todo: 'Once the platform works, undo the run again.',
  },
  undo_changed: {
    title: 'The account has changed since it was looked at',
    todo: 'Look at the account on the platform. If it is still the person who was deactivated, reactivate it there.',
  },
  undone: { title: 'Another run undoes this one', todo: null },
  still_there: { title: 'The user is still there, or there again', todo: null },
  somebody_else_there: { title: 'Somebody else has the user ID by now', todo: null },
  earlier_version: {
    title: 'Ended under an earlier version',
    todo: 'Read what that version said of the row.',
  },
}

/**
 * What a row comes to for the person who has to do something about it: the last of its reasons about which something is to be done, since a
 * later one tells in what state the user was left; otherwise the first. `codes`: of its reasons. Null for a row without a reason.
 */
export function topicOfRow(codes: readonly ReasonCode[], task?: RunTask): Topic | null {
  const topics = codes.map((code) => topicOf(code, task))
  return topics.findLast((topic) => ADVICE[topic].todo !== null) ?? topics[0] ?? null
}
