import { describe, expect, test } from 'vitest'
import { MAX_CELL, MAX_COLUMNS, MAX_ROW, readRecords } from '../../../src/leavers/csv/records.ts'
import { collect, stream } from '../support.ts'

const read = async (pieces: readonly string[], delimiter = ';'): Promise<unknown[]> =>
  (await collect(readRecords(stream(pieces), delimiter, 1, 'list.csv'))).flat()

describe('readRecords', () => {
  test('tells the line an editor shows, after line breaks of every kind within quotes', async () => {
    const rows = ['a;b', '"1\r\n2";x', '"1\n\n2";x', '"1\r2";x', '', 'y;z']
    expect(await read([rows.join('\r\n')])).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\r\n2', 'x'] },
      { line: 4, cells: ['1\n\n2', 'x'] },
      { line: 7, cells: ['1\r2', 'x'] },
      { line: 10, cells: ['y', 'z'] },
    ])
  })

  test('names the line where a quote was opened, not the end of the list', async () => {
    const rows = ['a;b', ...Array.from({ length: 500 }, (_, index) => `${index};x`), '"open;x', 'more;x']
    await expect(read([rows.join('\n')])).rejects.toThrow(
      'list.csv: the row that begins on line 502 opens a quote that is never closed.',
    )
  })

  test('names the line of a quote where none can be', async () => {
    await expect(read(['a;b\n1;"x\ny"\n5" pipe;x\n'])).rejects.toThrow(
      'the row that begins on line 4 has quotes',
    )
  })

  test('refuses a list that ends in the middle of a row', async () => {
    await expect(read(['a;b;c\n1;2;3\n4;5'])).rejects.toThrow(
      'ends on line 3 in the middle of a row, with 2 cells of 3',
    )
    expect(await read(['a;b;c\n1;2;3\n4;5\n'])).toHaveLength(3)
    expect(await read(['a;b;c\n1;2;3'])).toHaveLength(2)
  })

  test('refuses a cell, a row and a number of columns beyond all reason', async () => {
    await expect(read([`a;b\nx;${'y'.repeat(MAX_CELL + 1)}\n`])).rejects.toThrow(
      'column 2 of the row on line 2 is longer',
    )
    await expect(read([`a;b\n${';'.repeat(MAX_COLUMNS)}\n`])).rejects.toThrow('line 2 has 10001 columns')
    await expect(read([`a;b\n"${'y'.repeat(MAX_ROW + 100)}\n`])).rejects.toThrow(
      'line 2 is longer than 4 megabytes',
    )
  })

  test('gives up early on a quote that swallows the list', async () => {
    let pieces = 0
    function* endless(): Generator<string> {
      yield 'a;b\n"'
      for (;;) {
        pieces += 1
        yield 'x'.repeat(64 * 1024)
      }
    }
    await expect(collect(readRecords(stream(endless()), ';', 1, 'list.csv'))).rejects.toThrow(
      'line 2 is longer',
    )
    expect(pieces).toBeLessThan(200)
  })
})
