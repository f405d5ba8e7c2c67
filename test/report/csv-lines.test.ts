import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLines } from '../../src/report/csv-lines.ts'
import { defuse } from '../../src/offboarding/text/defuse.ts'
import type { ListFacts } from '../../src/offboarding/run/run.ts'

const facts = (delimiter: string, byteOrderMark = false): ListFacts => ({
  name: 'x.csv',
  sha256: '',
  rows: 1,
  encoding: 'utf-8',
  byteOrderMark,
  delimiter,
  columns: [],
  emptyLeaveDates: 0,
  today: null,
})

describe('CSV lines', () => {
  test('whatever the cells hold, a CSV reader finds the same cells, defused', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\r', '\n', '=', "'", 'a') }),
    )
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }))
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t', '|', '.', '^'), (rows, delimiter) => {
        const text = [...csvLines(facts(delimiter), rows)].join('')
        expect(parse(text, { delimiter, record_delimiter: '\n' })).toEqual(rows.map((row) => row.map(defuse)))
      }),
    )
  })

  test('begin with a byte order mark if the list did', () => {
    expect([...csvLines(facts(',', true), [['a', 'b']])].join('')).toBe('\uFEFFa,b\n')
  })
})
