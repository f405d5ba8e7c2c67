import { describe, expect, test } from 'vitest'
import { mayBeLaterDate } from '../../../src/leavers/columns/date-headers.ts'
import { readAll } from '../support.ts'

const list = (column: string, ...cells: readonly string[]): string =>
  [`ID\t${column}`, ...cells.map((cell, index) => `u${index + 1}\t${cell}`)].join('\n')

describe('a list is refused where somebody stays', () => {
  test.each([
    ['isActive', 'true', 'false'],
    ['IsActive', '1', '0'],
    ['employmentStatus', 'Active', 'Terminated'],
    ['emplStatus', 'Active', 'Terminated'],
    ['Empl Status', 'Active', 'Terminated'],
    ['Employee Lifecycle', 'Active', 'Terminated'],
    ['Employment Status', 'A', 'T'],
    ['HR Status', 'A', 'I'],
    ['Status', 'Live', 'Left'],
    ['Status', 'In post', 'Left'],
    ['Status', 'Leaving cancelled', 'Leaving'],
    ['Termination cancelled', 'Yes', 'No'],
    ['Inactive', 'No', 'Yes'],
    ['Inaktiv', 'nein', 'ja'],
    ['Gone', 'No', 'Yes'],
    ['Former employee', 'No', 'Yes'],
    ['Still works here?', 'Yes', 'No'],
    ['OK to delete', 'No', 'Yes'],
    ['Approved for deletion', 'No', 'Yes'],
    ['Leaver confirmed', 'No', 'Yes'],
    ['Austritt bestätigt', 'nein', 'ja'],
    ['Include?', 'No', 'Yes'],
    ['Whitelisted', 'Yes', ''],
    ['Comment', 'still works here', ''],
    ['Comment', 'still active', ''],
    ['Comment', 'não excluir', ''],
    ['Bemerkung', 'bleibt doch', ''],
    ['Action', 'No', 'Delete'],
    ['Action', 'Reactivate', 'Delete'],
    ['Action', 'Extend', 'Delete'],
    ['Outcome', 'Keep', 'Delete'],
    ['What to do?', 'Keep account', 'Delete account'],
    ['Comment', 'rehired', ''],
    ['Comment', 'was rehired', ''],
    ['Rehired', 'Yes', 'No'],
    ['Wiedereingestellt', 'ja', 'nein'],
    ['Comment', 'resignation withdrawn', ''],
    ['Bemerkung', 'Kündigung zurückgezogen', ''],
    ['Comment', 'postponed', ''],
    ['Bemerkung', 'verschoben', ''],
    ['Remark', 'please keep until further notice', ''],
    ['Bemerkung', 'bitte bis auf weiteres behalten', ''],
    ['Retention', 'keep', 'delete'],
    ['Approved', 'No', 'Yes'],
    ['Approval', 'pending', 'approved'],
    ['HR approval', 'Rejected', 'Approved'],
    ['Manager approval status', 'Pending', 'Approved'],
    ['Genehmigt', 'nein', 'ja'],
    ['Freigabe', 'offen', 'erteilt'],
  ])('%s: %s', async (column, stays, leaves) => {
    await expect(readAll(list(column, leaves, stays))).rejects.toThrow('may stay')
  })
})

describe('a list is read where nobody is said to stay', () => {
  test.each([
    ['Comment', 'Left, access revoked'],
    ['Comment', 'Terminated - access revoked'],
    ['Comment', 'User deleted; license withdrawn'],
    ['Comment', 'works council informed'],
    ['Employment Status', 'A'],
    ['Status', 'A - Ausgeschieden'],
    ['isTerminated', 'true'],
    ['Inactive', 'Yes'],
    ['Exit interview cancelled', 'Yes'],
    ['Result', 'recommended'],
    ['Eligible for rehire', 'Yes'],
    ['Rehire', 'Y'],
    ['Rehire eligible', 'No'],
    ['Approved', 'Yes'],
    ['Approved by', 'Ann Lee'],
    ['Approved leave balance', 'No'],
    ['Confirmed', 'x'],
    ['Expense approval', 'pending'],
    ['Retention', '7 years'],
    ['Notice', 'Yes'],
  ])('%s: %s', async (column, cell) => {
    await expect(readAll(list(column, cell, cell))).resolves.toBeDefined()
  })
})

describe('a later date', () => {
  test.each([
    ...[
      'Keep until',
      'Retain until',
      'Hold until',
      'Works until',
      'Stays until',
      'Do not delete before',
      'Delete after',
    ],
    ...[
      'Behalten bis',
      'Löschen ab',
      'Garder jusqu’au',
      'New end',
      'Neues Ende',
      'Revised date',
      'keepUntil',
    ],
  ])('%s', (name) => {
    expect(mayBeLaterDate(name)).toBe(true)
  })

  // Of other things, or the leave date itself, which a flag has settled.
  test.each([
    ...[
      'Date',
      'Until',
      'Valid to',
      'Gültig bis',
      'Keep',
      'Keep mailbox until',
      'Leaving on',
      'Termination date',
      'Exit on',
    ],
    ...['New laptop on', 'Non-compete until', 'Effective date', 'Visa valid until'],
  ])('%s is none', (name) => {
    expect(mayBeLaterDate(name)).toBe(false)
  })
})

test.each([
  ['Gesamtergebnis', 2],
  ['Sales Ergebnis', null],
  ['Overall Result', 2],
  ['Ops Count', 2],
  ['Ops Anzahl', 2],
  ['Ops Count', null],
] as const)('below a group, %s with %s is nobody only where that is sure', async (label, isCount) => {
  const { rows } = await readAll(`Department\tID\nOps\t1001\nOps\t1002\n${label}\t${isCount ?? 1003}`, {
    skipLines: 0,
  })
  expect(rows.at(-1)?.claim.kind).toBe(isCount === null ? 'leaver' : 'invalid')
})

test.each(['nd', 'b.d.', 'ditto', 'siehe oben', 'test', 'new'])('%s is no ID', async (id) => {
  const { rows } = await readAll(`ID\tName\nk000001\tAnn Lee\n${id}\tBob Ray`)
  expect(rows.at(-1)?.claim.kind).toBe('invalid')
})
