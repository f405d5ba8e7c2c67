import { describe, expect, test } from 'vitest'
import {
  isReasonCode,
  reasonInWords,
  reasonsInWords,
  type DetailsOf,
  type Reason,
  type ReasonCode,
} from '../../src/offboarding/reason.ts'
import { wordsIn } from '../../src/report/page/words/index.ts'

type Told = { [Code in ReasonCode]: readonly [details: DetailsOf<Code>, words: string][] }

const TIMEOUT = { is: 'message', message: 'no answer within 30 s' } as const
const MOVED = { what: 'role', was: 'learner', is: 'administrator' } as const

/** Every reason, in the words that results and the page of a run have for it. */
const TOLD: Told = {
  user_id_empty: [[{}, 'the user ID is empty']],
  user_id_too_long: [
    [{ length: 129, max: 128 }, 'the user ID has 129 characters; at most 128 are possible'],
    [{ length: null, max: 128 }, 'the user ID is far too long'],
  ],
  user_id_character: [
    [{ character: '"/"' }, 'the user ID holds "/"; only letters, digits, "-" and "_" are possible'],
  ],
  user_id_is_route: [[{ id: 'blocked' }, '"blocked" is a route of the API, not a user ID']],
  user_id_mangled: [
    [
      { how: 'rounded' },
      'a spreadsheet rounded the user ID to a number such as 1.23E+09, so its digits are lost. Format the column as text in the spreadsheet, restore the IDs and export the list again.',
    ],
    [
      { how: 'date' },
      'a spreadsheet took the user ID for a date, such as 5-Mar or 2026-03-05, so what it was is lost. Format the column as text in the spreadsheet, restore the IDs and export the list again.',
    ],
  ],
  user_id_missing: [
    [
      {},
      'the word, or the sign, for a missing value stands where the user ID should be. Enter it; or empty the cell, if the row says otherwise who is meant.',
    ],
  ],
  user_id_is_email: [
    [
      {},
      'an e-mail address stands where the user ID should be. If it does in every row, name the column with --email-column.',
    ],
  ],
  attribute_mangled: [
    [
      { how: 'rounded' },
      'a spreadsheet rounded the employee number to a number such as 1.23E+09, so its digits are lost. Format the column as text in the spreadsheet, restore the numbers and export the list again.',
    ],
  ],
  attribute_missing: [
    [
      {},
      'the word, or the sign, for a missing value stands where the employee number should be. Enter it; or empty the cell, if the row says otherwise who is meant.',
    ],
  ],
  email_empty: [[{}, 'the e-mail address is empty']],
  email_too_long: [[{}, 'the e-mail address is far too long']],
  email_apostrophe: [[{}, 'the e-mail address has an apostrophe in front, which a spreadsheet put there']],
  email_several: [[{}, 'the cell holds more than one e-mail address, or a damaged one']],
  email_shape: [[{}, 'the cell does not hold an e-mail address']],
  email_look_alike: [
    [
      { character: 'U+2011' },
      'the e-mail address holds U+2011, which only looks like what is typed there; type the address again',
    ],
  ],
  email_mixed_alphabets: [
    [{}, 'the e-mail address mixes letters of alphabets that look alike; type the address again'],
  ],
  email_missing: [
    [
      {},
      'the word, or the sign, for a missing value stands where the e-mail address should be. Enter it; or empty the cell, if the row says otherwise who is meant.',
    ],
  ],
  cell_too_long: [[{ length: 2000 }, 'the cell has 2000 characters, which no user ID or e-mail address has']],
  cell_flawed: [
    [
      { cell: 'C5', flaw: 'no_value' },
      'cell C5 holds a formula without its result, as in workbooks that a program wrote. Open the workbook in Excel, save it, and run again',
    ],
    [
      { cell: 'A2', flaw: 'rounded' },
      'cell A2 holds a number of more than 15 digits, of which spreadsheets keep only 15. Format the column as text, and enter the value again from its source',
    ],
  ],
  wrong_width: [
    [{ cells: 1, columns: 3, surplus: [] }, 'the row has 1 cell and the header 3'],
    [
      { cells: 4, columns: 3, surplus: ['more'] },
      'the row has 4 cells and the header 3; beyond the last column: ["more"]',
    ],
  ],
  nobody_named: [
    [{ columns: 'user_id' }, 'the row has no user ID'],
    [{ columns: 'email' }, 'the row has no e-mail address'],
    [{ columns: 'both' }, 'the row has neither a user ID nor an e-mail address'],
    [{ columns: 'attribute' }, 'the row has no employee number'],
    [{ columns: 'any' }, 'the row has none of what its user could be found by, such as the employee number'],
    [{ columns: 'none' }, 'the row names nobody'],
  ],
  no_person: [
    [
      {},
      'the row looks like a total, a count or a footer of the list, not like a person. Take it out; if it is somebody, give it a name, or an e-mail address',
    ],
  ],
  leave_date_unreadable: [
    [
      { cell: 'soon' },
      'the leave date "soon" cannot be read. Correct it, or name the format of the column with --date-format',
    ],
  ],
  leave_date_empty: [
    [
      { cell: '', mayBeDue: true },
      'no leave date; enter it, or say that whoever has none on this list has left: --empty-leave-date due',
    ],
    [{ cell: 'TBC', mayBeDue: false }, 'no leave date, but "TBC"; enter it'],
  ],
  leave_date_to_come: [[{ date: '2026-12-31' }, 'the leave date is 2026-12-31, and that day is not over']],
  same_user: [[{ row: 1 }, 'the same user stands on row 1']],
  contradicts_row: [
    [{ row: 2, same: 'user_id', other: 'email' }, 'row 2 has the same user ID and another e-mail address'],
    [{ row: 2, same: 'email', other: 'name' }, 'row 2 has the same e-mail address and another name'],
    [
      { row: 2, same: 'attribute', other: 'user_id' },
      'row 2 has the same employee number and another user ID',
    ],
    [
      { row: 2, same: 'user_id', other: 'attribute' },
      'row 2 has the same user ID and another employee number',
    ],
  ],
  row_says_stays: [
    [{ row: 3, why: 'leave_date_to_come' }, 'row 3 has a leave date to come for the same user'],
    [
      { row: 3, why: 'no_leave_date' },
      'row 3 has no leave date for the same user, so they may not have left',
    ],
    [{ row: 3, why: 'unusable' }, 'row 3 names the same user and cannot be used, so they may not have left'],
    [
      { row: 3, why: 'no_leave_date_and_unusable' },
      'row 3 names the same user without a leave date and cannot be used, so they may not have left',
    ],
  ],
  leave_date_missing: [
    [
      { row: 4 },
      'the leave date is empty, while row 4 says of the same user that they left: enter the date, or take this row out',
    ],
  ],
  grace_not_over: [
    [
      { until: '2026-12-31T14:05:06.000Z', run: 'r1' },
      'waits until 2026-12-31 14:05 UTC, according to run r1',
    ],
  ],
  later_list_says_stays: [
    [
      { run: 'r2' },
      'run r2, whose list is newer, says that the user has not left: reactivate them if they stay',
    ],
  ],
  was_waiting: [
    [
      { until: '2026-12-31T14:05:06.000Z', run: 'r1' },
      'was waiting until 2026-12-31 14:05 UTC, according to run r1',
    ],
  ],
  deleted_before: [[{ on: '2026-11-20', run: 'r1' }, 'deleted on 2026-11-20 by run r1']],
  rehired: [
    [
      { on: '2026-11-20', run: 'r1', left: '2026-10-31' },
      'deleted on 2026-11-20 by run r1, after leaving on 2026-10-31, so this account is a newer one. If they were hired again, take the row out; if they leave again, enter the new date',
    ],
  ],
  deactivated_before: [
    [
      { on: '2026-11-20', run: 'r1' },
      'run r1 deactivated this user on 2026-11-20 and did not delete them: if they are to stay active, reactivate them by hand',
    ],
  ],
  maybe_deactivated_before: [
    [
      { run: 'r1' },
      'the run r1, which was interrupted, may have deactivated this user: if they stay, reactivate them by hand',
    ],
  ],
  on_protected_list: [[{}, 'on the protected list']],
  address_is_of: [
    [
      { id: '42', email: 'ann@acme.test', other: '0042' },
      'no user has the ID "42", and ann@acme.test is the address of user "0042"',
    ],
  ],
  several_accounts: [
    [
      { users: ['u1', 'u2'] },
      'the accounts of users u1, u2 have this address, each in another spelling: name the user ID',
    ],
  ],
  other_user_answered: [
    [{ asked: 'u1', answered: 'u2' }, 'the platform answered with user "u2" where "u1" was asked for'],
  ],
  email_differs: [
    [
      { said: 'ann@acme.test', user: 'u1', has: 'bob@acme.test' },
      'the row says ann@acme.test, and the account of user "u1" has bob@acme.test',
    ],
    [
      { said: 'ann@acme.test', user: 'u1', has: null },
      'the row says ann@acme.test, and the account of user "u1" has no e-mail address',
    ],
  ],
  name_differs: [
    [
      { said: 'Ann Lee', user: 'u1', has: 'Bob Ray' },
      'the row says Ann Lee, and the account of user "u1" is Bob Ray',
    ],
    [
      { said: null, user: 'u1', has: null },
      'the row says no name, and the account of user "u1" is without one',
    ],
  ],
  attribute_differs: [
    [
      { said: '00012', user: 'u1', has: '00013' },
      'the row says the employee number "00012", and the account of user "u1" has "00013"',
    ],
    [
      { said: '00012', user: 'u1', has: null },
      'the row says the employee number "00012", and the account of user "u1" has none',
    ],
  ],
  attribute_not_told: [
    [
      { said: '00012', user: 'u1' },
      'the row says the employee number "00012", and the platform does not show that of user "u1"',
    ],
  ],
  attribute_shared: [
    [
      { said: '00012', users: ['u1', 'u2'] },
      'the accounts of users u1, u2 have the employee number "00012", so nobody knows who is meant: correct it there, or name the user ID in its place',
    ],
  ],
  attribute_is_of: [
    [
      { id: 'u9', said: '00012', user: 'u1' },
      'no user has the ID "u9", and "00012" is the employee number of user "u1"',
    ],
  ],
  attribute_nearly: [
    [
      { said: '12', user: 'u1', has: '00012' },
      'no user has the employee number "12", and that of user "u1" is "00012", which differs by leading zeros or capitals only: if they are meant, correct the row',
    ],
  ],
  attribute_zeros: [
    [
      { said: '12', user: 'u2', has: '00012' },
      'the employee number of user "u2" is "00012", which is "12" once a spreadsheet has taken its zeros, so nobody knows who is meant: name the user ID or the e-mail address, too',
    ],
  ],
  listing_incomplete: [
    [
      { said: '00012', seen: 180, of: 200 },
      'the list of the site\'s users could not be read as a whole (180 of 200), so it is not known whether one, and only one, has the employee number "00012"; nothing was changed',
    ],
    [
      { said: '00012', seen: 0, of: null },
      'the list of the site\'s users could not be read as a whole (0 of an unknown number), so it is not known whether one, and only one, has the employee number "00012"; nothing was changed',
    ],
  ],
  account_id_unusable: [
    [{ id: 'a/b' }, 'the account has the ID "a/b", which could reach another endpoint than the user\'s'],
  ],
  account_email_unusable: [
    [
      { isMissing: true },
      'the account has no e-mail address, so nobody knows whether it is on the protected list',
    ],
    [
      { isMissing: false },
      'the account has an e-mail address that cannot be read, so nobody knows whether it is on the protected list',
    ],
  ],
  role_not_allowed: [
    [
      { role: 'manager', allowed: ['learner', 'guest'] },
      'the user has the role "manager", and --roles allows learner, guest',
    ],
    [{ role: null, allowed: ['learner'] }, 'the user has an unknown role, and --roles allows learner'],
  ],
  changed_since: [
    [
      { since: 'first_look_up', changes: [MOVED], isReactivated: true },
      'changed since they were first looked up: role was learner, is administrator, reactivated',
    ],
    [
      { since: 'look_up', changes: [{ what: 'name', was: 'Ann', is: null }], isReactivated: false },
      'changed since they were looked up: name was Ann, is none',
    ],
    [
      { since: 'first_look_up', changes: [], isReactivated: true },
      'changed since they were first looked up: reactivated',
    ],
  ],
  was_deactivated: [[{}, 'was deactivated already']],
  is_active: [[{}, 'the user is active, and --no-deactivate deletes only who is deactivated already']],
  confirmed_after: [
    [{ what: 'lost_answer' }, 'confirmed after a lost answer'],
    [{ what: 'unclear_answer' }, 'confirmed after an unclear answer'],
    [{ what: 'interruption' }, 'confirmed after interruption'],
  ],
  deleted_by_others: [[{}, 'somebody else deleted the user meanwhile']],
  reactivated_by_others: [
    [{ cause: null }, 'somebody reactivated the user meanwhile'],
    [{ cause: { is: 'not_found' } }, 'somebody reactivated the user meanwhile (the platform answered 404)'],
  ],
  other_account_deleted: [
    [
      { changes: [MOVED] },
      'the account was deleted for good, and was another one: changed since they were looked up: role was learner, is administrator',
    ],
  ],
  platform_refused: [
    [{ message: 'is an expert', isDeactivated: false }, 'is an expert'],
    [{ message: 'is an expert', isDeactivated: true }, 'is an expert; the user is deactivated'],
  ],
  step_failed: [
    [
      { step: 'delete', cause: TIMEOUT, attempts: 3, left: 'deletion_unknown' },
      'delete: no answer within 30 s (3 attempts); whether the user is deleted is not known',
    ],
    [
      { step: 'look-up', cause: { is: 'no_user' }, attempts: 1, left: 'unchanged' },
      'look-up: the answer does not show the user; nothing was changed',
    ],
    [
      { step: 'deactivate', cause: { is: 'still_active' }, attempts: 1, left: 'active' },
      'deactivate: the platform answered 200, as if it were done; the user is active',
    ],
    [
      { step: 'read', cause: { is: 'other_user', userId: 'u2' }, attempts: 1, left: 'deactivation_unknown' },
      'read: the platform answered with user "u2"; whether the user is deactivated is not known',
    ],
    [
      { step: 'reactivate', cause: { is: 'still_deactivated' }, attempts: 1, left: 'reactivation_unknown' },
      'reactivate: the platform answered 200, as if it were done; whether the user is active again is not known',
    ],
    [
      { step: 'delete', cause: TIMEOUT, attempts: 1, left: 'deactivated' },
      'delete: no answer within 30 s; the user is deactivated, not deleted',
    ],
  ],
  may_have_deleted: [
    [
      { isAlternative: false },
      'this run had sent a deletion for this ID, which may have deleted the account that had it before',
    ],
    [
      { isAlternative: true },
      'or this run had sent a deletion for this ID, which may have deleted the account that had it before',
    ],
  ],
  found_active: [[{ user: 'u1' }, 'user "u1" is active']],
  user_gone: [[{}, 'the user is gone']],
  reactivated_at_once: [
    [{ wasActive: true }, 'deactivated by this run, and reactivated at once'],
    [{ wasActive: false }, 'deactivated by this run or before it, and reactivated at once'],
  ],
  left_deactivated: [[{}, 'the user is deactivated, and was left so']],
  maybe_left_deactivated: [[{ user: 'u1' }, 'whether user "u1" is deactivated is not known: look by hand']],
  not_reactivated: [
    [
      { user: 'u1', wasActive: true, why: TIMEOUT },
      'deactivated by this run, and could not be reactivated (no answer within 30 s): reactivate user "u1" by hand',
    ],
    [
      { user: 'u1', wasActive: false, why: 'not_shown' },
      'deactivated by this run or before it, and not shown as reactivated: reactivate user "u1" by hand',
    ],
    [
      { user: 'a/b', wasActive: true, why: 'unusable_id' },
      'deactivated by this run, and has no usable ID: reactivate user "a/b" by hand',
    ],
  ],
  would_be: [
    [{ action: 'deactivate' }, 'would be deactivated'],
    [{ action: 'delete' }, 'would be deleted for good'],
    [{ action: 'delete_if_deactivated' }, 'would be deleted for good, if deactivated already'],
  ],
  dry_run: [[{ action: 'deactivate_and_delete' }, 'dry run: would be deactivated, then deleted for good']],
  run_refused: [[{ message: 'too many users.' }, 'refused: too many users.']],
  continued_by: [[{ run: 'r2' }, 'run r2 goes on with this user']],
  replaced_by: [[{ run: 'r2' }, 'run r2 of the same list was begun in place of this one']],
  stopped_before: [[{}, 'the run stopped before this row']],
  stopped_deactivated: [[{}, 'the run stopped; the user is deactivated, not deleted']],
  stopped_within_deactivate: [
    [
      {},
      'the run stopped after a deactivation was sent; whether it was carried out is settled when the run goes on',
    ],
  ],
  stopped_within_reactivate: [
    [
      {},
      'the run stopped after a reactivation was sent; whether it was carried out is settled when the run goes on',
    ],
  ],
  stopped_within_delete: [
    [
      {},
      'the run stopped after a delete was sent; whether it was carried out is settled when the run goes on',
    ],
  ],
  was_active: [[{}, 'was active already']],
  gone_for_good: [
    [{ on: '2026-03-01', run: 'r2', saved: null }, 'gone for good: deleted on 2026-03-01 by run r2'],
    [
      { on: '2026-03-01', run: 'r2', saved: 4 },
      'gone for good: deleted on 2026-03-01 by run r2; their training records are in its archive/records.jsonl, with row 4',
    ],
    [
      { on: null, run: null, saved: null },
      'gone for good: somebody else deleted the user meanwhile, as far as this ledger knows',
    ],
  ],
  not_known_active: [
    [
      { run: 'r1' },
      'not known whether the user was active before run r1, which looked nobody up: reactivate by hand if so',
    ],
  ],
  offboarded_since: [
    [
      { run: 'r2' },
      'run r2, which is newer, offboards this user, too: if they are to stay, undo that run, or reactivate them by hand',
    ],
  ],
  no_seat_left: [
    [
      { message: 'all 50 seats are taken' },
      'not asked for any more, since the platform had said of another user: all 50 seats are taken; the user is deactivated',
    ],
  ],
  undone_by: [[{ run: 'r2' }, 'run r2 undoes that, and reactivates whom it can']],
  still_there: [
    [
      { on: '2026-03-01', deactivated: false },
      'asked once more on 2026-03-01: the platform shows this user, who is active, so they are there again, or never went',
    ],
    [
      { on: '2026-03-01', deactivated: true },
      'asked once more on 2026-03-01: the platform shows this user, who is deactivated, so they are there again, or never went',
    ],
  ],
  somebody_else_there: [
    [
      { on: '2026-03-01', changes: [{ what: 'name', was: 'Ann', is: 'Bob' }] },
      'asked once more on 2026-03-01: somebody else has this user ID by now (name was Ann, is Bob)',
    ],
  ],
  earlier_version: [[{ words: 'as it was said then' }, 'as it was said then']],
}

const cases = Object.entries(TOLD).flatMap(([code, told]) =>
  told.map(([details, words]) => ({ reason: { code, ...(details as object) } as Reason, words })),
)

test.each(cases)('$reason.code: $words', ({ reason, words }) => {
  expect(reasonInWords(reason)).toBe(words)
  expect(reasonInWords({ ...reason, column: 3 })).toBe(`column 3: ${words}`)
  // As the ledger keeps it.
  expect(reasonInWords(JSON.parse(JSON.stringify(reason)) as Reason)).toBe(words)
  expect(isReasonCode(reason.code)).toBe(true)
})

/** What a text tells besides words: numbers, days, IDs and addresses in quotation marks, and flags. */
const facts = (text: string): string[] =>
  [...text.matchAll(/"([^" ]+)"|(--[a-z-]+|\d+(?:-\d+)*)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')

describe.each(['de', 'fr'] as const)('on a page in %s', (language) => {
  const { reasons } = wordsIn(language)

  test.each(cases)('$reason.code tells the same facts in other words: $words', ({ reason, words }) => {
    const told = reasonInWords(reason, reasons)
    expect(facts(words).filter((fact) => !told.includes(fact))).toEqual([])
    expect(told).not.toMatch(/undefined|null|\[object|\bthe\b(?! platform said)/)
    if (reason.code !== 'platform_refused' && reason.code !== 'earlier_version') expect(told).not.toBe(words)
    expect(reasonInWords({ ...reason, column: 3 }, reasons)).toMatch(/3.*:/)
  })
})

test('several reasons are told one after the other', () => {
  expect(reasonsInWords([])).toBe('')
  expect(reasonsInWords([{ code: 'on_protected_list' }, { code: 'user_gone' }])).toBe(
    'on the protected list; the user is gone',
  )
})

test.each(['toString', '', 'deleted'])('%j is the code of no reason', (text) => {
  expect(isReasonCode(text)).toBe(false)
})
