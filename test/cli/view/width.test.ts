import { expect, test } from 'vitest'
import { cut, pad, widthOf, wrap, wrapLines } from '../../../src/cli/view/width.ts'

test.each([
  ['Ann Smith', 9, 'Ann Smith'],
  ['Ann Smith', 8, 'Ann Smi…'],
  ['Ann Smith', 5, 'Ann…'],
  // Each of these letters takes two columns, and none is cut in half.
  ['王小明', 6, '王小明'],
  ['王小明', 5, '王小…'],
  ['王小明', 4, '王…'],
  // One picture made of three, and a letter with an accent of its own.
  ['👩‍🚀👩‍🚀👩‍🚀', 5, '👩‍🚀👩‍🚀…'],
  ['e\u0301e\u0301e\u0301', 2, 'e\u0301…'],
  ['Ann', 1, '…'],
  ['Ann', 0, ''],
])('%s in %i columns: %s', (text, columns, expected) => {
  expect(cut(text, columns)).toBe(expected)
  expect(widthOf(cut(text, columns))).toBeLessThanOrEqual(columns)
})

test('pads to columns, whatever the letters are', () => {
  expect([pad('王小明', 8), pad('Ann', 8), pad('Anneliese', 8)]).toEqual([
    '王小明  ',
    'Ann     ',
    'Anneliese',
  ])
})

test('breaks lines between words only, and leaves what is to be copied whole', () => {
  expect(wrap('! one two three', 9, 2)).toBe('! one two\n  three')
  expect(wrap('  row 1  Ann', 9, 4)).toBe('  row 1 \n    Ann')
  expect(wrap('see /a/very/long/path of it', 10, 2)).toBe('see\n  /a/very/long/path\n  of it')
  expect(wrap('王小明 王小明', 8, 0)).toBe('王小明\n王小明')
  expect(wrap('one two', Infinity, 2)).toBe('one two')
})

test('breaks the lines of a text, except commands and flags', () => {
  const text =
    'To go on, type this line:\n    run --resume 20261126T120000Z-ab12\n  --id-column "User ID" --before now\n'
  expect(wrapLines(text, 16)).toBe(
    'To go on, type\n  this line:\n    run --resume 20261126T120000Z-ab12\n  --id-column "User ID" --before now\n',
  )
  expect(wrapLines(text, undefined)).toBe(text)
})
