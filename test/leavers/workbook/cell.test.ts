import { describe, expect, test } from 'vitest'
import { unescapeText } from '../../../src/leavers/workbook/cell-text.ts'
import { readCell, type Cell, type RawCell } from '../../../src/leavers/workbook/cell.ts'
import { parseFormat } from '../../../src/leavers/workbook/number-format.ts'

const STYLES = ['General', 'yyyy-mm-dd', '00000000', '"K"0.0', ';;;'].map(parseFormat)

const read = (raw: Partial<RawCell>, is1904 = false): Cell | null =>
  readCell(
    { type: 'n', style: 0, value: null, inline: '', isInlineStruck: false, hasFormula: false, ...raw },
    {
      strings: { get: (index) => ['first', 'second'][index], isStruck: () => false },
      styles: STYLES,
      struck: new Set(),
      is1904,
    },
  )
const text = (cell: string): Cell => ({ text: cell, note: null })

describe('a cell', () => {
  test.each<[Partial<RawCell>, Cell]>([
    [{ type: 's', value: '1' }, text('second')],
    [{ type: 'inlineStr', inline: 'as it stands' }, text('as it stands')],
    [{ type: 'str', value: '_x0041_b', hasFormula: true }, text('Ab')],
    [{ type: 'str', value: '', hasFormula: true }, text('')],
    [{ type: 'b', value: '1' }, text('TRUE')],
    [{ type: 'b', value: '0' }, text('FALSE')],
    [
      { type: 'd', value: '2026-12-31T00:00:00' },
      { text: '2026-12-31', note: 'date' },
    ],
    [
      { type: 'd', value: '2026-12-31T14:30:00' },
      { text: '2026-12-31 14:30:00', note: 'date' },
    ],
    [{ type: 'd', value: 'soon' }, text('soon')],
    [{ value: '12' }, text('12')],
    [{ value: ' 12 ' }, text('12')],
    [{ value: '1.2E7' }, text('12000000')],
    [{ value: '12.0' }, text('12')],
    [{ value: '-3' }, text('-3')],
    [{ value: '0.1' }, text('0.1')],
    [{ value: '0.30000000000000004' }, text('0.3')],
    [{ value: '999999999999999' }, text('999999999999999')],
    [{ value: '12', style: 2 }, text('00000012')],
    [{ value: '-12', style: 2 }, text('-12')],
    [{ value: '1.5', style: 2 }, text('1.5')],
    [
      { value: '46387', style: 1 },
      { text: '2026-12-31', note: 'date' },
    ],
    [{ value: '99999999', style: 1 }, text('99999999')],
    [{ value: '12', style: 99 }, text('12')],
    [{}, text('')],
    [{ style: 1 }, text('')],
  ])('%j is %j', (raw, cell) => {
    expect(read(raw)).toEqual(cell)
  })

  test.each<[string, Partial<RawCell>, Cell]>([
    ['a formula without its result', { hasFormula: true }, { text: '', note: 'no_value' }],
    ['one that openpyxl wrote', { hasFormula: true, value: '' }, { text: '', note: 'no_value' }],
    ['one of a text', { type: 'str', hasFormula: true }, { text: '', note: 'no_value' }],
    ['an error', { type: 'e', value: '#N/A', hasFormula: true }, { text: '#N/A', note: 'failed' }],
    ['a long number', { value: '1234567890123456' }, { text: '1234567890123456', note: 'rounded' }],
    [
      'a long number as Excel keeps it',
      { value: '1.2345678901234568E+18' },
      { text: '1234567890123456768', note: 'rounded' },
    ],
    [
      'a number that is shown with a letter',
      { value: '12', style: 3 },
      { text: '12', note: 'shown_otherwise' },
    ],
    ['a number that is not shown', { value: '12', style: 4 }, { text: '12', note: 'shown_otherwise' }],
  ])('says what is wrong with it: %s', (_, raw, cell) => {
    expect(read(raw)).toEqual(cell)
  })

  test('with a number that is no date is noted in a workbook that counts from 1904', () => {
    expect(read({ value: '44925' }, true)).toEqual({ text: '44925', note: 'from_1904' })
    expect(read({ value: '44925', style: 1 }, true)).toEqual({ text: '2026-12-31', note: 'date' })
  })

  test.each<Partial<RawCell>>([
    { type: 's', value: '2' },
    { type: 's', value: '-1' },
    { type: 's', value: '1e0' },
    { type: 'n', value: 'NaN' },
    { type: 'n', value: '0x10' },
    { type: 'n', value: '1,5' },
    { type: 'x', value: '1' },
  ])('that no spreadsheet could have written is none: %j', (raw) => {
    expect(read(raw)).toBeNull()
  })
})

test('what XML cannot hold is written as Excel writes it', () => {
  expect(unescapeText('a_x000D_\nb_x005F_x0041__x0041_')).toBe('a\r\nb_x0041_A')
  expect(unescapeText('_x0000_ _xZZZZ_ _x41_')).toBe('_x0000_ _xZZZZ_ _x41_')
})
