import {
  actionInWords,
  CELL_FLAWS,
  causeInWords,
  changesInWords,
  deactivatedBy,
  KEYS,
  LEFT,
  mangled,
  MAY_HAVE_DELETED,
  missing,
  SAID,
  SINCE,
  SETTLED_LATER,
  SAME_USER_STAYS,
  type Action,
  type Cause,
  type CellFlaw,
  type Change,
  type Left,
  type Mangling,
} from './reason-details.ts'
import { REASONS_AFTER_RUN } from './reasons-after-run.ts'

// Every reason why a row can end as it does. An entry's name is the code, its parameter holds the details that the ledger stores.

const REASONS = {
  // A cell, or the row, cannot be used.
  user_id_empty: () => 'the user ID is empty',
  user_id_too_long: ({ length, max }: { length: number | null; max: number }) =>
    length === null
      ? 'the user ID is far too long'
      : `the user ID has ${length} characters; at most ${max} are possible`,
  user_id_character: ({ character }: { character: string }) =>
    `the user ID holds ${character}; only letters, digits, "-" and "_" are possible`,
  user_id_is_route: ({ id }: { id: string }) => `"${id}" is a route of the API, not a user ID`,
  user_id_mangled: ({ how }: { how: Mangling }) => mangled(how, 'user ID'),
  user_id_missing: () => missing('user ID'),
  user_id_is_email: () =>
    'an e-mail address stands where the user ID should be. If it does in every row, name the column with --email-column.',
  attribute_mangled: ({ how }: { how: Mangling }) => mangled(how, 'employee number'),
  attribute_missing: () => missing('employee number'),
  email_empty: () => 'the e-mail address is empty',
  email_too_long: () => 'the e-mail address is far too long',
  email_apostrophe: () => 'the e-mail address has an apostrophe in front, which a spreadsheet put there',
  email_several: () => 'the cell holds more than one e-mail address, or a damaged one',
  email_shape: () => 'the cell does not hold an e-mail address',
  email_look_alike: ({ character }: { character: string }) =>
    `the e-mail address holds ${character}, which only looks like what is typed there; type the address again`,
  email_mixed_alphabets: () =>
    'the e-mail address mixes letters of alphabets that look alike; type the address again',
  email_missing: () => missing('e-mail address'),
  cell_too_long: ({ length }: { length: number }) =>
    `the cell has ${length} characters, which no user ID or e-mail address has`,
  cell_flawed: ({ cell, flaw }: { cell: string; flaw: CellFlaw }) => `cell ${cell} ${CELL_FLAWS[flaw]}`,
  wrong_width: ({
    cells,
    columns,
    surplus,
  }: {
    cells: number
    columns: number
    surplus: readonly string[]
  }) =>
    `the row has ${cells} ${cells === 1 ? 'cell' : 'cells'} and the header ${columns}${surplus.length === 0 ? '' : `; beyond the last column: ${JSON.stringify(surplus)}`}`,
  nobody_named: ({ columns }: { columns: 'user_id' | 'email' | 'both' | 'attribute' | 'any' | 'none' }) =>
    ({
      attribute: 'the row has no employee number',
      any: 'the row has none of what its user could be found by, such as the employee number',
      user_id: 'the row has no user ID',
      email: 'the row has no e-mail address',
      both: 'the row has neither a user ID nor an e-mail address',
      none: 'the row names nobody',
    })[columns],
  no_person: () =>
    'the row looks like a total, a count or a footer of the list, not like a person. Take it out; if it is somebody, give it a name, or an e-mail address',
  leave_date_unreadable: ({ cell }: { cell: string }) =>
    `the leave date ${JSON.stringify(cell)} cannot be read. Correct it, or name the format of the column with --date-format`,
  /** `cell` is empty, or says that there is none. `mayBeDue`: whether a flag could say that the row is due all the same. */
  leave_date_empty: ({ cell, mayBeDue }: { cell: string; mayBeDue: boolean }) =>
    `no leave date${cell === '' ? '' : `, but ${JSON.stringify(cell)}`}; enter it${mayBeDue ? ', or say that whoever has none on this list has left: --empty-leave-date due' : ''}`,
  leave_date_to_come: ({ date }: { date: string }) => `the leave date is ${date}, and that day is not over`,

  // Another row, or an earlier run, says something about the user.
  same_user: ({ row }: { row: number }) => `the same user stands on row ${row}`,
  contradicts_row: ({
    row,
    same,
    other,
  }: {
    row: number
    same: keyof typeof KEYS
    other: keyof typeof SAID
  }) => `row ${row} has the same ${KEYS[same]} and another ${SAID[other]}`,
  row_says_stays: ({ row, why }: { row: number; why: keyof typeof SAME_USER_STAYS }) =>
    `row ${row} ${SAME_USER_STAYS[why]}`,
  leave_date_missing: ({ row }: { row: number }) =>
    `the leave date is empty, while row ${row} says of the same user that they left: enter the date, or take this row out`,
  deleted_before: ({ on, run }: { on: string; run: string }) => `deleted on ${on} by run ${run}`,
  rehired: ({ on, run, left }: { on: string; run: string; left: string }) =>
    `deleted on ${on} by run ${run}, after leaving on ${left}, so this account is a newer one. If they were hired again, take the row out; if they leave again, enter the new date`,
  deactivated_before: ({ on, run }: { on: string; run: string }) =>
    `run ${run} deactivated this user on ${on} and did not delete them: if they are to stay active, reactivate them by hand`,
  maybe_deactivated_before: ({ run }: { run: string }) =>
    `the run ${run}, which was interrupted, may have deactivated this user: if they stay, reactivate them by hand`,

  // The account is not the user meant, or must not be touched.
  on_protected_list: () => 'on the protected list',
  address_is_of: ({ id, email, other }: { id: string; email: string; other: string }) =>
    `no user has the ID "${id}", and ${email} is the address of user "${other}"`,
  several_accounts: ({ users }: { users: readonly string[] }) =>
    `the accounts of users ${users.join(', ')} have this address, each in another spelling: name the user ID`,
  other_user_answered: ({ asked, answered }: { asked: string; answered: string }) =>
    `the platform answered with user "${answered}" where "${asked}" was asked for`,
  email_differs: ({ said, user, has }: { said: string; user: string; has: string | null }) =>
    `the row says ${said}, and the account of user "${user}" has ${has ?? 'no e-mail address'}`,
  name_differs: ({ said, user, has }: { said: string | null; user: string; has: string | null }) =>
    `the row says ${said ?? 'no name'}, and the account of user "${user}" is ${has ?? 'without one'}`,
  attribute_differs: ({ said, user, has }: { said: string; user: string; has: string | null }) =>
    `the row says the employee number "${said}", and the account of user "${user}" has ${has === null ? 'none' : `"${has}"`}`,
  attribute_not_told: ({ said, user }: { said: string; user: string }) =>
    `the row says the employee number "${said}", and the platform does not show that of user "${user}"`,
  attribute_shared: ({ said, users }: { said: string; users: readonly string[] }) =>
    `the accounts of users ${users.join(', ')} have the employee number "${said}", so nobody knows who is meant: correct it there, or name the user ID in its place`,
  attribute_is_of: ({ id, said, user }: { id: string; said: string; user: string }) =>
    `no user has the ID "${id}", and "${said}" is the employee number of user "${user}"`,
  attribute_nearly: ({ said, user, has }: { said: string; user: string; has: string }) =>
    `no user has the employee number "${said}", and that of user "${user}" is "${has}", which differs by leading zeros or capitals only: if they are meant, correct the row`,
  attribute_zeros: ({ said, user, has }: { said: string; user: string; has: string }) =>
    `the employee number of user "${user}" is "${has}", which is "${said}" once a spreadsheet has taken its zeros, so nobody knows who is meant: name the user ID or the e-mail address, too`,
  listing_incomplete: ({ said, seen, of }: { said: string; seen: number; of: number | null }) =>
    `the list of the site's users could not be read as a whole (${seen} of ${of ?? 'an unknown number'}), so it is not known whether one, and only one, has the employee number "${said}"; nothing was changed`,
  account_id_unusable: ({ id }: { id: string }) =>
    `the account has the ID ${JSON.stringify(id)}, which could reach another endpoint than the user's`,
  account_email_unusable: ({ isMissing }: { isMissing: boolean }) =>
    `the account has ${isMissing ? 'no e-mail address' : 'an e-mail address that cannot be read'}, so nobody knows whether it is on the protected list`,
  role_not_allowed: ({ role, allowed }: { role: string | null; allowed: readonly string[] }) =>
    `the user has ${role === null ? 'an unknown role' : `the role "${role}"`}, and --roles allows ${allowed.join(', ')}`,
  changed_since: ({
    since,
    changes,
    isReactivated,
  }: {
    since: keyof typeof SINCE
    changes: readonly Change[]
    isReactivated: boolean
  }) =>
    `changed since they were ${SINCE[since]}: ${[changesInWords(changes), isReactivated ? 'reactivated' : ''].filter((words) => words !== '').join(', ')}`,

  // The result of the steps.
  was_deactivated: () => 'was deactivated already',
  is_active: () => 'the user is active, and --no-deactivate deletes only who is deactivated already',
  confirmed_after: ({ what }: { what: 'lost_answer' | 'unclear_answer' | 'interruption' }) =>
    ({
      lost_answer: 'confirmed after a lost answer',
      unclear_answer: 'confirmed after an unclear answer',
      interruption: 'confirmed after interruption',
    })[what],
  deleted_by_others: () => 'somebody else deleted the user meanwhile',
  reactivated_by_others: ({ cause }: { cause: Cause | null }) =>
    `somebody reactivated the user meanwhile${cause === null ? '' : ` (${causeInWords(cause)})`}`,
  other_account_deleted: ({ changes }: { changes: readonly Change[] }) =>
    `the account was deleted for good, and was another one: changed since they were looked up: ${changesInWords(changes)}`,
  platform_refused: ({ message, isDeactivated }: { message: string; isDeactivated: boolean }) =>
    `${message}${isDeactivated ? '; the user is deactivated' : ''}`,
  step_failed: ({
    step,
    cause,
    attempts,
    left,
  }: {
    step: 'read' | 'deactivate' | 'reactivate' | 'archive' | 'delete' | 'look-up'
    cause: Cause
    attempts: number
    left: Left
  }) => `${step}: ${causeInWords(cause)}${attempts > 1 ? ` (${attempts} attempts)` : ''}; ${LEFT[left]}`,

  // Added to another reason: the state in which the user was left.
  may_have_deleted: ({ isAlternative }: { isAlternative: boolean }) =>
    `${isAlternative ? 'or ' : ''}${MAY_HAVE_DELETED}`,
  found_active: ({ user }: { user: string }) => `user "${user}" is active`,
  user_gone: () => 'the user is gone',
  reactivated_at_once: ({ wasActive }: { wasActive: boolean }) =>
    `${deactivatedBy(wasActive)}, and reactivated at once`,
  left_deactivated: () => 'the user is deactivated, and was left so',
  maybe_left_deactivated: ({ user }: { user: string }) =>
    `whether user "${user}" is deactivated is not known: look by hand`,
  not_reactivated: ({
    user,
    wasActive,
    why,
  }: {
    user: string
    wasActive: boolean
    why: Cause | 'not_shown' | 'unusable_id'
  }) =>
    `${deactivatedBy(wasActive)}, and ${why === 'not_shown' ? 'not shown as reactivated' : why === 'unusable_id' ? 'has no usable ID' : `could not be reactivated (${causeInWords(why)})`}: reactivate user "${user}" by hand`,

  // Nothing was attempted, or this is what would be done.
  would_be: ({ action }: { action: Action }) => `would be ${actionInWords(action)}`,
  dry_run: ({ action }: { action: Action }) => `dry run: would be ${actionInWords(action)}`,
  run_refused: ({ message }: { message: string }) => `refused: ${message}`,
  continued_by: ({ run }: { run: string }) => `run ${run} goes on with this user`,
  replaced_by: ({ run }: { run: string }) => `run ${run} of the same list was begun in place of this one`,
  stopped_before: () => 'the run stopped before this row',
  stopped_deactivated: () => 'the run stopped; the user is deactivated, not deleted',
  stopped_within_deactivate: () => `the run stopped after a deactivation was sent; ${SETTLED_LATER}`,
  stopped_within_reactivate: () => `the run stopped after a reactivation was sent; ${SETTLED_LATER}`,
  stopped_within_delete: () => `the run stopped after a delete was sent; ${SETTLED_LATER}`,
  ...REASONS_AFTER_RUN,
  /** A row that ended under an earlier version, which stored its reason as a sentence. */
  earlier_version: ({ words }: { words: string }) => words,
} as const satisfies Record<string, (details: never) => string>

type Reasons = typeof REASONS

/** The code of a reason, as in results, plans and logs. */
export type ReasonCode = keyof Reasons

/** The details of a reason with this code. */
export type DetailsOf<Code extends ReasonCode> =
  Parameters<Reasons[Code]> extends [infer Details] ? Details : unknown

/**
 * One reason: its code and its details. `column`, from 1, is the column of the list where it was found. May quote the list and
 * the platform, so only the code may be logged.
 */
export type Reason = { [Code in ReasonCode]: { code: Code; column?: number } & DetailsOf<Code> }[ReasonCode]

/** The words of every reason in a language. */
export interface ReasonWords {
  /** Says of the text of a reason in which column, from 1, it was found. */
  readonly inColumn: (column: number, text: string) => string
  readonly reasons: { readonly [Code in ReasonCode]: (details: DetailsOf<Code>) => string }
}

export const ENGLISH: ReasonWords = { inColumn: (n, text) => `column ${n}: ${text}`, reasons: REASONS }

/** A reason in words. */
export function reasonInWords(reason: Reason, { inColumn, reasons }: ReasonWords = ENGLISH): string {
  const text = (reasons[reason.code] as (details: Reason) => string)(reason)
  return reason.column === undefined ? text : inColumn(reason.column, text)
}

/** All reasons of a row in words; the first one decided. Empty where the outcome needs no reason. */
export const reasonsInWords = (reasons: readonly Reason[], words = ENGLISH): string =>
  reasons.map((reason) => reasonInWords(reason, words)).join('; ')

/** Whether a text is the code of a reason. */
export const isReasonCode = (text: string): text is ReasonCode => Object.hasOwn(REASONS, text)
