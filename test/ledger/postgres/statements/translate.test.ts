import { expect, test } from 'vitest'
import { translate } from '../../../../src/ledger/postgres/statements/translate.ts'

test('gives each value a number and its type', () => {
  expect(translate('SELECT * FROM t WHERE a = ? AND b = ? AND c < ?', ['x', 5, 1.5])).toEqual({
    text: 'SELECT * FROM t WHERE a = $1::text AND b = $2::bigint AND c < $3::float8',
    values: ['x', 5, 1.5],
  })
})

test('sends a value once that is named twice', () => {
  expect(translate('SELECT $run, $at, $run + 1', { at: '2026', run: 7 })).toEqual({
    text: 'SELECT $1::bigint, $2::text, $1::bigint + 1',
    values: [7, '2026'],
  })
})

test('writes NULL into the statement', () => {
  expect(translate('UPDATE t SET a = ?, b = ?', [null, 1])).toEqual({
    text: 'UPDATE t SET a = NULL, b = $1::bigint',
    values: [1],
  })
})

test('leaves texts, quoted names and comments alone', () => {
  const sql = `SELECT '? $a it''s', "od?d $b", x -- why? $c
    /* and $d
       what? */ FROM t WHERE y = $y`
  expect(translate(sql, { y: 1 }).text).toBe(sql.replace('$y', '$1::bigint'))
})

test('refuses a value that is missing or left over', () => {
  expect(() => translate('SELECT $a, $b', { a: 1 })).toThrow(
    new TypeError('the value of $b is missing: SELECT $a, $b'),
  )
  expect(() => translate('SELECT $a', { a: 1, b: 2 })).toThrow(TypeError)
  expect(() => translate('SELECT ?, ?', [1])).toThrow(new TypeError('value 2 is missing: SELECT ?, ?'))
  expect(() => translate('SELECT ?', [1, 2])).toThrow(TypeError)
  expect(() => translate('SELECT ?', { a: 1 })).toThrow(TypeError)
  expect(() => translate('SELECT $a', [1])).toThrow(TypeError)
})
