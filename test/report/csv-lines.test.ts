import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvLines, type Records } from '../../src/report/csv-lines.ts'
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
  text(csvLines(list, () => Readable.from(pages)))

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
        expect(parse(written, { delimiter, record_delimiter: '\n', bom: true })).toEqual(
          rows.map((row) => row.map(defuse)),
        )
      }),
    )
  })

  test('begin with a byte order mark if the list did', async () => {
    expect(await csv(facts(',', true), [['a', 'b']])).toBe('\uFEFFa,b\n')
    expect(await csv(facts(','), [['a', 'b']])).toBe('a,b\n')
  })

  test('begin with a byte order mark if anything in them is beyond ASCII', async () => {
    expect(await csv(facts(','), [['a', 'b']], [['c', 'Zoë']])).toBe('\uFEFFa,b\nc,Zoë\n')
  })

  test('are not looked through to their end where the first of them tells', async () => {
    let asked = 0
    // eslint-disable-next-line @typescript-eslint/require-await
    async function* pages(): Records {
      for (let page = 0; page < 100; page += 1) {
        asked += 1
        yield [['Zoë']]
      }
    }
    await csvLines(facts(','), pages).next()
    expect(asked).toBe(1)
  })
})
