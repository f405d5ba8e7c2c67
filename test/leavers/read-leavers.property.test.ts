import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { charactersOf, encode } from '../../scripts/lists/encode.ts'
import { ListError } from '../../src/leavers/list-error.ts'
import { cut, readAll } from './support.ts'

const FORMATS = [
  { encoding: 'utf-8', mark: false },
  { encoding: 'utf-8', mark: true },
  { encoding: 'utf-16le', mark: true },
  { encoding: 'utf-16be', mark: true },
  { encoding: 'windows-1250', mark: false },
  { encoding: 'windows-1251', mark: false },
  { encoding: 'windows-1252', mark: false },
  { encoding: 'iso-8859-15', mark: false },
] as const

const DELIMITERS = [',', ';', '\t', '|']
const BREAKS = ['\r\n', '\n', '\r']
const SPECIAL = ['"', ',', ';', '\t', '|', '\n', '\r\n', '\r', ' ', "'", '=', '\u00A0']

/** A cell of any text that the encoding has. */
function cell(encoding: string): fc.Arbitrary<string> {
  const any = encoding.startsWith('utf')
    ? fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !text.includes('\0'))
    : fc.constantFrom(...charactersOf(encoding))
  return (
    fc
      .array(fc.oneof(any, fc.constantFrom(...SPECIAL)), { maxLength: 6 })
      .map((parts) => parts.join(''))
      // Such a cell is a formula, of which only the text comes back.
      .filter((text) => !/^="[^"]*"$/.test(text))
  )
}

const id = fc.stringMatching(/^[a-z][a-z0-9]{3,8}x$/)

const tables = fc.constantFrom(...FORMATS).chain((format) =>
  fc.integer({ min: 0, max: 4 }).chain((width) =>
    fc.record({
      format: fc.constant(format),
      header: fc.array(cell(format.encoding), { minLength: width, maxLength: width }),
      rows: fc.array(fc.tuple(id, fc.array(cell(format.encoding), { minLength: width, maxLength: width })), {
        minLength: 1,
        maxLength: 6,
      }),
      delimiter: fc.constantFrom(...DELIMITERS),
      lineBreak: fc.constantFrom(...BREAKS),
      ends: fc.boolean(),
      quoteAll: fc.boolean(),
      sizes: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
    }),
  ),
)

type Table = typeof tables extends fc.Arbitrary<infer T> ? T : never

function write({ header, rows, delimiter, lineBreak, ends, quoteAll }: Table): string {
  const line = (cells: readonly string[]): string =>
    cells
      .map((text) =>
        quoteAll || /["\r\n]/.test(text) || text.includes(delimiter)
          ? `"${text.replaceAll('"', '""')}"`
          : text,
      )
      .join(delimiter)
  const lines = [line(['User ID', ...header]), ...rows.map(([user, cells]) => line([user, ...cells]))]
  return lines.join(lineBreak) + (ends ? lineBreak : '')
}

/** The line an editor shows for each row. */
function linesOf({ header, rows }: Table): number[] {
  const height = (cells: readonly string[]): number =>
    1 + cells.reduce((sum, text) => sum + (text.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
  let line = 1 + height(header)
  return rows.map(([, cells]) => {
    const here = line
    line += height(cells)
    return here
  })
}

describe('readLeavers', () => {
  test('reads back whatever table was written, in every encoding and dialect, however its bytes arrive', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        const { format, delimiter, sizes } = table
        const bytes = encode(write(table), format.encoding, format.mark)
        const encoding = format.mark ? undefined : format.encoding
        const options = {
          delimiter,
          encoding,
          columns: { id: 'User ID', email: 'none', leaveDate: 'none', name: 'none' },
          // By chance, a cell of several lines may look like rows that a quote has swallowed.
          ignored: table.header.map((_, index) => String(index + 2)),
        }
        const { list, rows } = await readAll(cut(bytes, sizes), options)
        expect(list.columns).toEqual(['User ID', ...table.header])
        expect(rows.map(({ cells }) => cells)).toEqual(table.rows.map(([user, cells]) => [user, ...cells]))
        expect(rows.map(({ line }) => line)).toEqual(linesOf(table))
        expect(rows.map(({ claim }) => claim.kind === 'leaver' && claim.id)).toEqual(
          table.rows.map(([user]) => user),
        )
      }),
      { numRuns: 200 },
    )
  })

  test('without flags reads the same, or says that it cannot be sure', async () => {
    let sure = 0
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        const { format, sizes } = table
        const bytes = encode(write(table), format.encoding, format.mark)
        try {
          const { rows } = await readAll(cut(bytes, sizes))
          const read = rows.map(({ claim }) => (claim.kind === 'invalid' ? null : claim.id))
          const written = table.rows.map(([user]) => user)
          for (const [index, user] of read.entries()) expect([null, written[index]]).toContain(user)
          expect(read).toHaveLength(written.length)
          sure += 1
        } catch (error) {
          if (!(error instanceof ListError)) throw error
        }
      }),
      { numRuns: 200 },
    )
    // As a rule it is sure.
    expect(sure).toBeGreaterThan(75)
  })

  const fragments = fc.oneof(
    fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
    fc
      .constantFrom(
        'User ID;Email\r\n',
        'u1a;a@example.com\n',
        'sep=;\n',
        '"',
        '\uFEFF',
        ';;',
        '2026-01-01',
        '03/04/2026',
        '\r',
        '<html>',
      )
      .map((text) => Buffer.from(text)),
    fc
      .constantFrom('FFFE', 'FEFF', '1F8B0800', '28B52FFD', '504B0304', 'C3', '00')
      .map((hex) => Buffer.from(hex, 'hex')),
  )

  test('ends with rows or with a clear error, whatever bytes are fed in', async () => {
    const begin = Buffer.from('User ID;Email\r\nu1a;a@example.com\n')
    let read = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fragments, { maxLength: 12 }),
        // Half of them begin well, and only then go on with anything.
        fc.boolean(),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (parts, beginsWell, sizes, mayBePacked) => {
          const bytes = Buffer.concat(beginsWell ? [begin, ...parts] : parts)
          try {
            const { list, rows } = await readAll(cut(bytes, sizes), { mayBePacked })
            expect(rows.map(({ row }) => row)).toEqual(rows.map((_, index) => index + 1))
            for (const { cells } of rows) expect(Array.isArray(cells)).toBe(true)
            expect(list.end().sha256).toMatch(/^[0-9a-f]{64}$/)
            if (beginsWell) expect(rows[0]?.claim).toMatchObject({ kind: 'leaver', id: 'u1a' })
            read += 1
          } catch (error) {
            if (!(error instanceof ListError)) throw error
            expect(error.message).toMatch(/^list\.csv[: ]/)
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(read).toBeGreaterThan(15)
  })

  test('reads the same however the bytes arrive', async () => {
    const outcome = async (bytes: Buffer, sizes: readonly number[]): Promise<unknown> =>
      await readAll(cut(bytes, sizes)).then(
        ({ rows }) => rows,
        (error: unknown) => String(error),
      )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fragments, { maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
        async (parts, sizes) => {
          const bytes = Buffer.concat([Buffer.from('User ID;Email\r\n'), ...parts])
          expect(await outcome(bytes, sizes)).toEqual(await outcome(bytes, [bytes.length]))
        },
      ),
      { numRuns: 250 },
    )
  })
})
