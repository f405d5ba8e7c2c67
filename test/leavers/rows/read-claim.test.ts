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
    [['', '', 'Anna', 'Smith'], { code: 'nobody_named', columns: 'both' }],
    // Half of what a row says is not better than nothing: the other half may show that it is the wrong person.
    [['u 1', 'a@example.com', '', ''], { code: 'user_id_character', character: 'a space', column: 1 }],
    [['a@example.com', '', '', ''], { code: 'user_id_is_email', column: 1 }],
    [['u1a', 'none of his own', '', ''], { code: 'email_shape', column: 2 }],
    [['u1a', '', ''], { code: 'wrong_width', cells: 3, columns: 4, surplus: [] }],
    [['u1a', '', '', '', 'x'], { code: 'wrong_width', cells: 5, columns: 4, surplus: ['x'] }],
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
    ['#REF!', 'formula_failed'],
    ['#NV', 'formula_failed'],
    ['####', 'too_narrow'],
    ['5-Mar', 'date'],
    ['05-Mrz-26', 'date'],
    ['Jan-26', 'date'],
    ['2026-03-05', 'date'],
    ["'1001", 'apostrophe'],
  ])('%s', (id, why) => {
    expect(spreadsheetDamage(id)).toEqual({ code: 'user_id_mangled', how: why })
  })

  test.each([
    ...['1001', '1E5', '7e10', 'u1a', 'a-b', "'-ab", 'none1', '1234567'],
    // As good as dates, and none.
    ...['emp-12', 'usr-01', 'user-1234', '5-abc', '2026-13-05', '2026-03', '20260305', 'mar-1234', 'x5-Mar'],
  ])('%s is an ID', (id) => {
    expect(spreadsheetDamage(id)).toBeNull()
  })
})
