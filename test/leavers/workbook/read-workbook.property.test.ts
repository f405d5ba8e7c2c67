import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sheetRows, workbook, workbookParts } from '../../../scripts/lists/workbook.ts'
import { zip } from '../../../scripts/lists/zip.ts'
import { ListError } from '../../../src/leavers/list-error.ts'
import { cut, readAll } from '../support.ts'

const SPECIAL = [
  '"',
  ',',
  ';',
  '\t',
  '|',
  '\n',
  '\r\n',
  '\r',
  ' ',
  "'",
  '=',
  '\u00A0',
  '_x000D_',
  '&',
  '<',
  ']]>',
  '😀',
]

/** Any text that both can hold: no lone surrogate, no NUL. */
const cell = fc
  .array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constantFrom(...SPECIAL)), {
    maxLength: 6,
  })
  .map((parts) => parts.join('').toWellFormed().replaceAll('\0', ''))
  // Such a cell of a CSV file is a formula, of which only the text comes back.
  .filter((text) => !/^="[^"]*"$/.test(text))

const id = fc.stringMatching(/^[a-z][a-z0-9]{3,8}x$/)
const line = (width: number): fc.Arbitrary<string[]> => fc.array(cell, { minLength: width, maxLength: width })

const tables = fc.integer({ min: 0, max: 4 }).chain((width) =>
  fc.record({
    // A workbook knows of no column that has neither a header nor a cell.
    header: line(width).filter((cells) => cells.at(-1)?.trim() !== ''),
    rows: fc.array(fc.tuple(id, line(width)), { minLength: 1, maxLength: 6 }),
    sizes: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 5 }),
    isPacked: fc.boolean(),
  }),
)

const quoted = (cells: readonly string[]): string =>
  cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')

/** A workbook with a table of texts. */
function bookOf(table: readonly (readonly string[])[], isPacked = false): Buffer {
  const strings: string[] = []
  const rows = sheetRows(table, strings)
  return workbook({ sheets: [{ name: 'Leavers', rows }], strings, isPacked })
}

describe('a workbook', () => {
  test('is read as the same table in a CSV file is, however its bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ header, rows, sizes, isPacked }) => {
        const table = [['User ID', ...header], ...rows.map(([user, cells]) => [user, ...cells])]
        const options = {
          columns: { id: 'User ID', email: 'none', leaveDate: 'none', name: 'none' },
          // By chance, a cell of several lines may look like rows that a quote has swallowed.
          ignored: header.map((_, index) => String(index + 2)),
        }
        const csv = await readAll(`\uFEFF${table.map(quoted).join('\r\n')}\r\n`, {
          ...options,
          delimiter: ',',
        })
        const book = await readAll(cut(bookOf(table, isPacked), sizes), options)
        expect(book.list.columns).toEqual(csv.list.columns)
        expect(book.list.chosen).toEqual(csv.list.chosen)
        const known = ({ rows }: typeof csv): unknown[] =>
          rows.map(({ row, cells, claim, leaves }) => [row, cells, claim, leaves])
        expect(known(book)).toEqual(known(csv))
        expect(book.rows.map(({ line }) => line)).toEqual(rows.map((_, index) => index + 2))
      }),
      { numRuns: 150 },
    )
  })

  const good = bookOf([
    ['User ID', 'Email', 'Leave date'],
    ['u1a', 'a@example.com', '2026-01-31'],
    ['u2b', 'b@example.com', '2026-02-28'],
  ])
  const packed = bookOf(
    [['User ID', 'Email'], ...Array.from({ length: 200 }, (_, n) => [`u${n}a`, `a${n}@example.com`])],
    true,
  )

  test.each([
    ['stored', good],
    ['packed', packed],
  ])('ends with rows or with a clear error, whatever its bytes are: %s', async (_, whole) => {
    const damage = fc.oneof(
      fc.record({
        at: fc.nat(whole.length - 1),
        bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
        cut: fc.nat(0),
      }),
      fc.record({ at: fc.nat(whole.length - 1), bytes: fc.constant(new Uint8Array()), cut: fc.nat(40) }),
      fc.record({
        at: fc.constant(whole.length),
        bytes: fc.uint8Array({ maxLength: 30 }),
        cut: fc.nat(whole.length),
      }),
    )
    let read = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 4 }), async (damages) => {
        let bytes = whole
        for (const { at, bytes: others, cut: gone } of damages) {
          const to = gone === 0 ? at + others.length : at
          bytes = Buffer.concat([bytes.subarray(0, at), others, bytes.subarray(to)]).subarray(
            0,
            Math.max(0, bytes.length - gone),
          )
        }
        try {
          const { rows } = await readAll(bytes)
          expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1))
          read += 1
        } catch (error) {
          if (!(error instanceof ListError)) throw error
          expect(error.message).toMatch(/^list\.csv[: ]/)
          refused += 1
        }
      }),
      { numRuns: 1000 },
    )
    expect(refused).toBeGreaterThan(300)
    expect(read).toBeGreaterThan(5)
  })

  const parts = workbookParts({
    sheets: [
      {
        name: 'Leavers',
        rows: sheetRows(
          [
            ['User ID', 'Email'],
            ['u1a', 'a@example.com'],
          ],
          [],
        ),
      },
    ],
    strings: [
      '<si><t>User ID</t></si>',
      '<si><t>Email</t></si>',
      '<si><t>u1a</t></si>',
      '<si><t>a@example.com</t></si>',
    ],
  })
  const pieces = fc.constantFrom(
    '<',
    '>',
    '"',
    '/',
    '</c>',
    '<c r="B2">',
    '<row r="2">',
    '</row>',
    '<v>1e400</v>',
    '<f/>',
    't="e"',
    't="b"',
    't="d"',
    't="n"',
    's="7"',
    '99',
    '-1',
    '<!DOCTYPE x>',
    '<!--',
    '<![CDATA[',
    '&amp;',
    '&x;',
    '&#0;',
    'r="XFD1048576"',
    'r="A0"',
    '<mergeCell ref="A1:B9"/>',
    '<col min="1" max="9" hidden="1"/>',
    'hidden="1"',
    'date1904="1"',
    '<sheet name="x" r:id="rId1"/>',
    'numFmtId="14"',
    '<xf numFmtId="164"/>',
    '<strike/>',
    '<fonts>',
    'fontId="1"',
    '<numFmt numFmtId="164" formatCode="0;;;"/>',
    'Target="../../../x"',
    '\uFFFF',
    '_x0000_',
  )

  test('ends with rows or with a clear error, whatever its XML says', async () => {
    let read = 0
    let refused = 0
    const change = fc.record({
      part: fc.nat(parts.length - 1),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      piece: pieces,
      gone: fc.nat(12),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const texts = parts.map(({ bytes }) => bytes.toString())
        for (const { part, at, piece, gone } of changes) {
          const text = texts[part] ?? ''
          const from = Math.floor(at * text.length)
          texts[part] = text.slice(0, from) + piece + text.slice(from + gone)
        }
        const bytes = zip(parts.map(({ path }, index) => ({ path, bytes: Buffer.from(texts[index] ?? '') })))
        try {
          await readAll(bytes)
          read += 1
        } catch (error) {
          if (!(error instanceof ListError)) throw error
          expect(error.message).toMatch(/^list\.csv[: ]/)
          refused += 1
        }
      }),
      { numRuns: 750 },
    )
    expect(refused).toBeGreaterThan(150)
    expect(read).toBeGreaterThan(12)
  })
})
