// The details that the ledger stores with a reason, and their words.

/** The state of a user after a step failed for them, as far as it is known. */
export type Left =
  | 'unchanged'
  | 'active'
  | 'deactivated'
  | 'deactivation_unknown'
  | 'reactivation_unknown'
  | 'deletion_unknown'

/** What an answer said instead of what was asked for. */
export type Cause =
  /** In the words of the platform or of the network. */
  | { is: 'message'; message: string }
  | { is: 'other_user'; userId: string }
  | { is: 'no_user' }
  | { is: 'not_found' }
  | { is: 'still_active' }
  | { is: 'still_deactivated' }

/** A detail of a user that a later answer states differently. */
export interface Change {
  what: 'user ID' | 'e-mail address' | 'name' | 'role' | 'employee number'
  was: string | null
  is: string | null
}

/** Since when a user has changed. */
export const SINCE = {
  first_look_up: 'first looked up',
  look_up: 'looked up',
  deactivation: 'deactivated',
} as const

/** What a run does with each user. */
export type Action =
  | 'deactivate'
  | 'deactivate_and_delete'
  | 'deactivate_and_wait'
  | 'wait'
  | 'reactivate'
  | 'delete'
  | 'delete_if_deactivated'

/** The words for each state of a user. */
export const LEFT: Readonly<Record<Left, string>> = {
  unchanged: 'nothing was changed',
  active: 'the user is active',
  deactivated: 'the user is deactivated, not deleted',
  deactivation_unknown: 'whether the user is deactivated is not known',
  reactivation_unknown: 'whether the user is active again is not known',
  deletion_unknown: 'whether the user is deleted is not known',
}

const ACTIONS: Readonly<Record<Action, string>> = {
  deactivate: 'deactivated',
  deactivate_and_delete: 'deactivated, then deleted for good',
  deactivate_and_wait: 'deactivated, then deleted for good once the grace period is over',
  wait: 'left deactivated, then deleted for good once the grace period is over',
  reactivate: 'reactivated',
  delete: 'deleted for good',
  delete_if_deactivated: 'deleted for good, if deactivated already',
}

/** An action in words: `deactivated, then deleted for good`. */
export const actionInWords = (action: Action): string => ACTIONS[action]

/** A cause in words. */
export function causeInWords(cause: Cause): string {
  switch (cause.is) {
    case 'message':
      return cause.message
    case 'other_user':
      return `the platform answered with user "${cause.userId}"`
    case 'no_user':
      return 'the answer does not show the user'
    case 'not_found':
      return 'the platform answered 404'
    case 'still_active':
    case 'still_deactivated':
      return 'the platform answered 200, as if it were done'
  }
}

/** What changed, in words: `role was learner, is admin`. */
export const changesInWords = (changes: readonly Change[]): string =>
  changes.map(({ what, was, is }) => `${what} was ${was ?? 'none'}, is ${is ?? 'none'}`).join(', ')

export const MAY_HAVE_DELETED =
  'this run had sent a deletion for this ID, which may have deleted the account that had it before'

/** Who deactivated a user, in words. `wasActive`: the user was seen active before this run deactivated them. */
export const deactivatedBy = (wasActive: boolean): string =>
  `deactivated ${wasActive ? 'by this run' : 'by this run or before it'}`

/** The column by which two rows name the same user. */
export const KEYS = { user_id: 'user ID', email: 'e-mail address', attribute: 'employee number' } as const
/** What two rows of one user can state differently. */
export const SAID = { ...KEYS, name: 'name' } as const
/** Why another row of the same user means that they stay, or may stay. */
export const SAME_USER_STAYS = {
  leave_date_to_come: 'has a leave date to come for the same user',
  no_leave_date: 'has no leave date for the same user, so they may not have left',
  unusable: 'names the same user and cannot be used, so they may not have left',
  no_leave_date_and_unusable:
    'names the same user without a leave date and cannot be used, so they may not have left',
} as const

/** The words for a cell that holds `n/a` or a similar placeholder. */
export const missing = (what: string): string =>
  `the word, or the sign, for a missing value stands where the ${what} should be. Enter it; or empty the cell, if the row says otherwise who is meant.`

/** How a spreadsheet damaged a user ID or an employee number, in words. */
const MANGLED = {
  rounded: (it: string) =>
    `a spreadsheet rounded the ${it} to a number such as 1.23E+09, so its digits are lost`,
  decimals: (it: string) => `a spreadsheet turned the ${it} into a number with decimals`,
  thousands: (it: string) => `a spreadsheet put thousands separators into the ${it}`,
  too_narrow: (it: string) => `a spreadsheet showed the ${it} as #### because the column was too narrow`,
  formula_failed: (it: string) => `a formula of the spreadsheet failed where the ${it} should be`,
  formula: (it: string) => `a formula stands where the ${it} should be`,
  apostrophe: (it: string) => `a spreadsheet put an apostrophe in front of the ${it}`,
  date: (it: string) =>
    `a spreadsheet took the ${it} for a date, such as 5-Mar or 2026-03-05, so what it was is lost`,
} as const

/** How a spreadsheet can damage a user ID or an employee number. */
export type Mangling = keyof typeof MANGLED

/** What a spreadsheet did, and how to undo it. */
export const mangled = (how: Mangling, it: 'user ID' | 'employee number'): string =>
  `${MANGLED[how](it)}. Format the column as text in the spreadsheet, restore the ${it === 'user ID' ? 'IDs' : 'numbers'} and export the list again.`

/** What keeps a cell of a workbook from being a user ID, an e-mail address, an employee number or a leave date, and how to mend it. */
export const CELL_FLAWS = {
  no_value:
    'holds a formula without its result, as in workbooks that a program wrote. Open the workbook in Excel, save it, and run again',
  failed:
    'holds a formula that failed, such as #N/A. Correct the formula, or put the value itself in its place',
  rounded:
    'holds a number of more than 15 digits, of which spreadsheets keep only 15. Format the column as text, and enter the value again from its source',
  shown_otherwise:
    'shows something else than the number it holds. Format the column as text, and enter what is meant',
  from_1904:
    'holds a number that is not formatted as a date, in a workbook that counts days from 1904. Format the column as a date',
  struck_through:
    'is struck through, as if the row were not to count. Take the row out; or, if it is meant, take the strikethrough off',
} as const

/** A flaw of a cell in a workbook. */
export type CellFlaw = keyof typeof CELL_FLAWS

/** For a step that was announced and whose answer was not recorded. */
export const SETTLED_LATER = 'whether it was carried out is settled when the run goes on'
