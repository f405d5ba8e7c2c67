import { describe, expect, test } from 'vitest'
import { redactReason, redactRow } from '../../src/offboarding/redact.ts'
import { reasonInWords, type Reason } from '../../src/offboarding/reason.ts'
import type { RowRecord } from '../../src/offboarding/run/run.ts'

const shownId = (id: string): string => `~${id.length}`
const redacted = (reason: Reason): string => reasonInWords(redactReason(reason, shownId))

describe('a reason that names nobody', () => {
  test.each<[string, Reason]>([
    [
      'the row has 1 cell and the header 3; beyond the last column: ["[redacted]"]',
      { code: 'wrong_width', cells: 1, columns: 3, surplus: ['Jane Doe'] },
    ],
    [
      'the leave date "[redacted]" cannot be read. Correct it, or name the format of the column with --date-format',
      { code: 'leave_date_unreadable', cell: 'Jane Doe' },
    ],
    ['no leave date; enter it', { code: 'leave_date_empty', cell: '', mayBeDue: false }],
    [
      'no user has the ID "~4", and [redacted] is the address of user "~7"',
      { code: 'address_is_of', id: 'jane', email: 'jane@acme.com', other: 'janedoe' },
    ],
    [
      'the accounts of users ~4, ~7 have this address, each in another spelling: name the user ID',
      { code: 'several_accounts', users: ['jane', 'janedoe'] },
    ],
    [
      'the row says no name, and the account of user "~4" is [redacted]',
      { code: 'name_differs', said: null, user: 'jane', has: 'Jane Doe' },
    ],
    [
      'changed since they were looked up: user ID was ~4, is ~7, name was [redacted], is none, role was learner, is admin, reactivated',
      {
        code: 'changed_since',
        since: 'look_up',
        changes: [
          { what: 'user ID', was: 'jane', is: 'janedoe' },
          { what: 'name', was: 'Jane', is: null },
          { what: 'role', was: 'learner', is: 'admin' },
        ],
        isReactivated: true,
      },
    ],
    [
      '[redacted]; the user is deactivated',
      { code: 'platform_refused', message: 'Jane Doe is an expert', isDeactivated: true },
    ],
    [
      'delete: [redacted]; the user is active',
      {
        code: 'step_failed',
        step: 'delete',
        cause: { is: 'message', message: 'no Jane' },
        attempts: 1,
        left: 'active',
      },
    ],
    [
      'read: the platform answered with user "~4"; the user is active',
      {
        code: 'step_failed',
        step: 'read',
        cause: { is: 'other_user', userId: 'jane' },
        attempts: 1,
        left: 'active',
      },
    ],
    [
      'somebody reactivated the user meanwhile (the platform answered 404)',
      { code: 'reactivated_by_others', cause: { is: 'not_found' } },
    ],
    [
      'deactivated by this run, and not shown as reactivated: reactivate user "~4" by hand',
      { code: 'not_reactivated', user: 'jane', wasActive: true, why: 'not_shown' },
    ],
    [
      'deactivated by this run, and could not be reactivated ([redacted]): reactivate user "~4" by hand',
      { code: 'not_reactivated', user: 'jane', wasActive: true, why: { is: 'message', message: 'Jane' } },
    ],
    ['[redacted]', { code: 'earlier_version', words: 'Jane Doe is an expert' }],
    ['column 3: the e-mail address is empty', { code: 'email_empty', column: 3 }],
    ['deleted on 2026-01-02 by run r1', { code: 'deleted_before', on: '2026-01-02', run: 'r1' }],
  ])('%s', (words, reason) => {
    expect(redacted(reason)).toBe(words)
  })

  test('loses a detail that this version does not know', () => {
    const strange = { code: 'on_protected_list', why: 'Jane Doe asked for it' } as Reason
    expect(redactReason(strange, shownId)).toEqual({ code: 'on_protected_list' })
  })
})

test('a row that names nobody keeps how it ended, and the role and state of its user', () => {
  const row: RowRecord = {
    row: 4,
    cells: ['jane', 'Jane Doe', '007'],
    userId: 'jane',
    user: {
      id: 'jane',
      email: 'jane@acme.com',
      name: 'Jane Doe',
      role: 'learner',
      deactivated: true,
      attribute: '007',
    },
    outcome: 'refused',
    reasons: [{ code: 'platform_refused', message: 'Jane Doe is an expert', isDeactivated: false }],
    status: 422,
    attempts: 2,
    deactivatedAt: null,
    deleteAfter: null,
    verifiedAt: null,
    deletedAt: null,
  }
  expect(redactRow(row, shownId)).toEqual({
    ...row,
    cells: [],
    userId: '~4',
    user: { id: '~4', email: null, name: null, role: 'learner', deactivated: true },
    reasons: [{ code: 'platform_refused', message: '[redacted]', isDeactivated: false }],
  })
})
