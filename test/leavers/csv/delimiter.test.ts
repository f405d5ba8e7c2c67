import { describe, expect, test } from 'vitest'
import { declaredDelimiter, findDelimiter } from '../../../src/leavers/csv/delimiter.ts'
import { PEEKED } from '../../../src/leavers/csv/peek.ts'

const find = (text: string): string =>
  findDelimiter(text, 1, (header) => header.includes('User ID'), 'list.csv')

describe('findDelimiter', () => {
  test.each([
    ['User ID,Name', ','],
    ['User ID;Name', ';'],
    ['User ID\tName', '\t'],
    ['User ID|Name', '|'],
    ['User ID', ','],
    ['"Name, first";User ID', ';'],
    ['"Name;\nfirst","User ID"', ','],
    ['User ID;Name, first\nu1a;Smith, Anna\nu2b;Ben', ';'],
    ['User ID;Name, first;Email\nu1a;Smith, Anna;a', ';'],
    ['User ID,a|b\nu1a,1', ','],
  ])('%j has %j', (text, delimiter) => {
    expect(find(text)).toBe(delimiter)
  })

  test('asks where nothing tells', () => {
    expect(() => find('Person,Kind;Number\na,b;c\n')).toThrow(
      'list.csv: line 1 does not tell whether comma or semicolon separates the columns. Name it with --delimiter.',
    )
  })
})

test('findDelimiter does not stumble over the row that its sample cuts in two', () => {
  const row = `u1a;${'x'.repeat(3000)};note\n`
  const text = `User ID;Name, first;Note\n${row.repeat(30)}`.slice(0, PEEKED)
  expect(text).toMatch(/;x+$/)
  expect(findDelimiter(text, 1, () => false, 'list.csv')).toBe(';')
})

describe('declaredDelimiter', () => {
  test.each([
    ['sep=;\nUser ID', ';'],
    ['SEP=,\r\n', ','],
    ['"sep=|"\n', '|'],
    ['sep=\t\n', '\t'],
    ['sep=\\t\n', '\t'],
    ['sep=;;;\n', ';'],
    ['sep=', null],
    ['separator;x\n', null],
    ['User ID\nsep=;\n', null],
  ])('%j declares %j', (text, delimiter) => {
    expect(declaredDelimiter(text)).toBe(delimiter)
  })
})
