import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
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

const csv = (list: ListFacts, ...pages: string[][][]): Promise<string> =>
  text(csvLines(list, Readable.from(pages)))

describe('CSV lines', () => {
  test('whatever the cells hold, a CSV reader finds the same cells, defused', async () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\r', '\n', '=', "'", 'a') }),
    )
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }))
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|', '.', '^'), async (rows, delimiter) => {
        const written = await csv(facts(delimiter), rows.slice(0, 1), rows.slice(1))
        expect(parse(written, { delimiter, record_delimiter: '\n' })).toEqual(
          rows.map((row) => row.map(defuse)),
        )
      }),
    )
  })

  test('begin with a byte order mark if the list did', async () => {
    expect(await csv(facts(',', true), [['a', 'b']])).toBe('\uFEFFa,b\n')
  })
})
