import { describe, expect, test } from 'vitest'
import { spreadsheetDamage } from '../../../src/leavers/rows/spreadsheet-damage.ts'
import { readClaim } from '../../../src/leavers/rows/read-claim.ts'
import type { ListColumns } from '../../../src/offboarding/run/reading.ts'

const column = (number: number): { number: number; name: string } => ({ number, name: `column ${number}` })
const COLUMNS: ListColumns = {
  id: column(1),
  email: column(2),
  leaveDate: null,
  name: [column(3), column(4)],
}

describe('readClaim', () => {
  test.each([
    [[' u1a ', 'a@example.com', 'Anna', 'Smith'], { id: 'u1a', email: 'a@example.com', name: 'Anna Smith' }],
    [['u1a', '', '', ''], { id: 'u1a', email: null, name: null }],
    [['', 'A@Example.com', ' Anna\n', ''], { id: null, email: 'A@Example.com', name: 'Anna' }],
  ])('%j', (cells, person) => {
    expect(readClaim(cells, 4, COLUMNS)).toEqual({ kind: 'leaver', ...person })
  })

  test.each([
    [['', '', 'Anna', 'Smith'], 'the row has neither a user ID nor an e-mail address'],
    // Half of what a row says is not better than nothing: the other half may show that it is the wrong person.
    [
      ['u 1', 'a@example.com', '', ''],
      'column 1: the user ID holds a space; only letters, digits, "-" and "_" are possible',
    ],
    [
      ['a@example.com', '', '', ''],
      'column 1: an e-mail address stands where the user ID should be. If it does in every row, name the column with --email-column.',
    ],
    [['u1a', 'none of his own', '', ''], 'column 2: the cell does not hold an e-mail address'],
    [['u1a', '', ''], 'the row has 3 cells and the header 4'],
    [['u1a', '', '', '', 'x'], 'the row has 5 cells and the header 4; beyond the last column: ["x"]'],
  ])('%j is invalid', (cells, reason) => {
    expect(readClaim(cells, 4, COLUMNS)).toEqual({ kind: 'invalid', reason })
  })
})

describe('spreadsheetDamage', () => {
  test.each([
    ['1.23457E+09', 'rounded'],
    ['1E-05', 'rounded'],
    ['1001.0', 'decimals'],
    ['1,00', 'decimals'],
    ['1.234.567', 'thousands'],
    ["1'234", 'thousands'],
    ['1\u202F234', 'thousands'],
    ['#REF!', 'formula'],
    ['#NV', 'formula'],
    ['####', 'too narrow'],
    ['5-Mar', 'for a date'],
    ['05-Mrz-26', 'for a date'],
    ['Jan-26', 'for a date'],
    ['2026-03-05', 'for a date'],
    ["'1001", 'apostrophe'],
  ])('%s', (id, why) => {
    expect(spreadsheetDamage(id)).toMatch(why)
    expect(spreadsheetDamage(id)).toMatch('as text')
  })

  test.each([
    ...['1001', '1E5', '7e10', 'u1a', 'a-b', "'-ab", 'none1', '1234567'],
    // As good as dates, and none.
    ...['emp-12', 'usr-01', 'user-1234', '5-abc', '2026-13-05', '2026-03', '20260305', 'mar-1234', 'x5-Mar'],
  ])('%s is an ID', (id) => {
    expect(spreadsheetDamage(id)).toBeNull()
  })
})
