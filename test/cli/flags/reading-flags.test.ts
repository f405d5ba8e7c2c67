import { describe, expect, test } from 'vitest'
import { readFlags } from '../../../src/cli/flags/read-flags.ts'
import { readingFlags } from '../../../src/cli/flags/reading-flags.ts'
import { COMMAND_LINE } from '../../support/cli.ts'

const read = (name: string, value: string): unknown =>
  (readFlags(readingFlags, { [name]: value }, COMMAND_LINE) as Record<string, unknown>)[name]

test('--ignore-column may be given several times', () => {
  const given = (value: unknown): unknown =>
    readFlags(readingFlags, { 'ignore-column': value }, COMMAND_LINE)['ignore-column']
  expect([undefined, 'Status', ['Status', '7']].map(given)).toEqual([[], ['Status'], ['Status', '7']])
  expect(() => given(['Status', ' '])).toThrow('--ignore-column needs a value.')
  const env = { KONSTANTLY_IGNORE_COLUMN: 'Status' }
  expect(readFlags(readingFlags, {}, { ...COMMAND_LINE, env })['ignore-column']).toEqual(['Status'])
})

describe('the flags about reading', () => {
  test.each([
    ['encoding', 'CP1250', 'windows-1250'],
    ['delimiter', 'tab', '\t'],
    ['delimiter', '|', '|'],
    ['date-format', 'dd/MM/yyyy', 'dd/MM/yyyy'],
    ['timezone', 'Europe/Warsaw', 'Europe/Warsaw'],
    ['before', '2026-12-31', '2026-12-31'],
    ['skip-lines', '3', 3],
  ])('--%s %s', (name, value, parsed) => {
    expect(read(name, value)).toBe(parsed)
  })

  test.each([
    ['encoding', 'klingon', '--encoding must be one of utf-8'],
    ['delimiter', ';;', '--delimiter must be one character'],
    ['date-format', 'dd/mm/yyyy', '--date-format must be like dd/MM/yyyy'],
    ['timezone', 'Mars/Olympus', '--timezone must be a time zone like Europe/Berlin'],
    ['before', '31.12.2026', '--before must be a day like 2026-12-31'],
    ['before', '2026-02-30', '--before must be a day like 2026-12-31'],
    ['skip-lines', '-1', '--skip-lines must be a whole number'],
  ])('--%s %s is refused', (name, value, message) => {
    expect(() => read(name, value)).toThrow(message)
  })
})
