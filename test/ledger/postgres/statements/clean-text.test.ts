import { expect, test } from 'vitest'
import { cleanText } from '../../../../src/ledger/postgres/statements/clean-text.ts'

test('has a mark in place of what PostgreSQL stores in no text', () => {
  expect(cleanText('a\0b')).toBe('a\ufffdb')
  expect(cleanText('as it is: ä 😀 \\u0000')).toBe('as it is: ä 😀 \\u0000')
})

test('has that mark in JSON, too, where only its functions would fail', () => {
  const odd = ['a\0b', '\ud83d', '\ude00!', '😀', '\\u0000', '\\\0']
  expect(JSON.parse(cleanText(JSON.stringify(odd)))).toEqual([
    'a\ufffdb',
    '\ufffd',
    '\ufffd!',
    '😀',
    '\\u0000',
    '\\\ufffd',
  ])
})

test('leaves the halves of one character together', () => {
  expect(cleanText('["\\ud83d\\ude00"]')).toBe('["\\ud83d\\ude00"]')
})
