import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { sheetRows, workbook, type CellForm, type WorkbookSheet } from '../../../scripts/lists/workbook.ts'
import type { ReadOptions } from '../../../src/leavers/read-leavers.ts'
import type { ListRow } from '../../../src/offboarding/leaver.ts'
import { readAll } from '../support.ts'

const date = (serial: number): CellForm => ['s="1"', `<v>${serial}</v>`]

function bookOf(
  table: readonly (readonly CellForm[])[],
  sheet: Partial<WorkbookSheet> = {},
  attributes: Record<number, string> = {},
): Buffer {
  const strings: string[] = []
  const rows = sheetRows(table, strings, attributes)
  return workbook({ sheets: [{ name: 'Leavers', rows, ...sheet }], strings, styles: [0, 14] })
}

const read = (
  table: readonly (readonly CellForm[])[],
  options: Partial<ReadOptions> = {},
  sheet: Partial<WorkbookSheet> = {},
  attributes: Record<number, string> = {},
): Promise<ListRow[]> => readAll(bookOf(table, sheet, attributes), options).then(({ rows }) => rows)

const HEADER = ['User ID', 'Leave date']

describe('the dates of a workbook', () => {
  // 46115 is 2026-04-03, and 46027 to 46029 are 2026-01-05 and the days behind.
  const swapped = [
    HEADER,
    ['u1a', date(46_027)],
    ['u2b', '31/10/2026'],
    ['u3c', date(46_028)],
    ['u4d', '30/10/2026'],
    ['u5e', date(46_029)],
    ['u6f', '25/11/2026'],
  ]

  test('beside texts that look like dates, as a spreadsheet of another country leaves them, are a question', async () => {
    await expect(read(swapped)).rejects.toThrow(
      'list.csv: column 2 "Leave date" has dates written as on row 3 of the sheet, all with a number above 12, and dates written as on row 2 of the sheet, all without: a spreadsheet seems to have swapped day and month of the latter. Correct them in the workbook, and enter those that are texts as dates, too.',
    )
    await expect(read(swapped, { dateFormat: 'dd/MM/yyyy' })).rejects.toThrow('seems to have swapped')
  })

  test('need no format, and no other date to prove one', async () => {
    const rows = await read([HEADER, ['u1a', date(46_027)], ['u2b', date(46_115)]], {
      dateFormat: 'dd/MM/yyyy',
    })
    expect(rows.map(({ leaves }) => leaves)).toEqual(['2026-01-05', '2026-04-03'])
  })

  test('are dates, however the header says that they are written; texts have to be as it says', async () => {
    const header = ['User ID', 'Leave date (dd.mm.yyyy)']
    const rows = await read([header, ['u1a', date(46_027)], ['u2b', '03.04.2026']])
    expect(rows.map(({ leaves }) => leaves)).toEqual(['2026-01-05', '2026-04-03'])
    await expect(read([header, ['u1a', date(46_027)], ['u2b', '04/03/2026']])).rejects.toThrow(
      'says that its dates are written',
    )
  })

  test('that are texts are read as in a CSV file', async () => {
    const rows = await read([HEADER, ['u1a', '03/04/2026'], ['u2b', '31/10/2026']])
    expect(rows.map(({ leaves }) => leaves)).toEqual(['2026-04-03', '2026-10-31'])
    await expect(read([HEADER, ['u1a', '03/04/2026']])).rejects.toThrow(
      'list.csv: row 2 of the sheet: the leave dates in column 2',
    )
  })

  test('where no column is known to hold leave dates are asked about by their row', async () => {
    await expect(
      read([
        ['User ID', 'Until'],
        ['u1a', date(47_000)],
      ]),
    ).rejects.toThrow('list.csv: row 2 of the sheet has a day to come in column 2 "Until"')
  })
})

describe('a row that cannot be used', () => {
  test('keeps whom it names from being due by another row', async () => {
    const rows = await read([
      ['User ID', 'Email', 'Leave date'],
      ['u1a', 'a@example.com', ['s="1"', '<f>E5</f><v></v>']],
      [['t="e"', '<v>#N/A</v>'], 'b@example.com', date(46_027)],
    ])
    expect(rows.map(({ claim }) => claim)).toEqual([
      {
        kind: 'unclear',
        id: 'u1a',
        email: 'a@example.com',
        name: null,
        reason: { code: 'cell_flawed', cell: 'C2', flaw: 'no_value', column: 3 },
      },
      {
        kind: 'unclear',
        id: null,
        email: 'b@example.com',
        name: null,
        reason: { code: 'cell_flawed', cell: 'A3', flaw: 'failed', column: 1 },
      },
    ])
    expect(rows.map(({ leaves }) => leaves)).toEqual([null, '2026-01-05'])
  })

  test('has no cell with a flaw where that does not matter', async () => {
    const rows = await read([
      ['User ID', 'Cost centre'],
      ['u1a', ['t="e"', '<v>#REF!</v>']],
      ['u2b', ['', '<f>A1</f>']],
      ['u3c', ['', '<v>12345678901234567890</v>']],
    ])
    expect(rows.map(({ cells, claim }) => [claim.kind, cells[1]])).toEqual([
      ['leaver', '#REF!'],
      ['leaver', ''],
      ['leaver', '12345678901234567890'],
    ])
  })

  test('is not lost where nothing but a formula without its result stands on it', async () => {
    const rows = await read([['User ID'], [['', '<f>A9</f>']], ['u1a']])
    expect(rows.map(({ row, claim }) => [row, claim.kind])).toEqual([
      [1, 'invalid'],
      [2, 'leaver'],
    ])
  })
})

describe('what somebody struck through', () => {
  const CROSSED = [
    ['User ID', 'Email', 'Name', 'Leave date', 'Team'],
    ['u1a', 'a@x.de', 'Ann', date(46_027), 'Sales'],
  ] as const
  /** A table whose styles 2 and 3 strike through, the latter being one of dates. */
  const crossedOut = async (
    rows: readonly (readonly CellForm[])[],
    strings: string[] = [],
  ): Promise<ListRow[]> => {
    const sheet = { name: 'Leavers', rows: sheetRows([...CROSSED, ...rows], strings) }
    const book = workbook({ sheets: [sheet], strings, styles: [0, 14, 0, 14], struck: [2, 3] })
    return (await readAll(book)).rows.slice(1)
  }
  const inline = (text: string): CellForm => ['s="2" t="inlineStr"', `<is><t>${text}</t></is>`]
  const runs = (xml: string): CellForm => ['t="inlineStr"', `<is>${xml}</is>`]
  const OUT = '<r><rPr><b/><strike/></rPr><t>u2b</t></r>'

  test.each<[string, string, readonly CellForm[]]>([
    ['the user ID', 'A3', [inline('u2b'), 'b@x.de', 'Ben', date(46_027), 'Sales']],
    ['the address', 'B3', ['u2b', inline('b@x.de'), 'Ben', date(46_027), 'Sales']],
    ['the name', 'C3', ['u2b', 'b@x.de', inline('Ben'), date(46_027), 'Sales']],
    ['the leave date', 'D3', ['u2b', 'b@x.de', 'Ben', ['s="3"', '<v>46027</v>'], 'Sales']],
    ['a number', 'A3', [['s="2"', '<v>12</v>'], 'b@x.de', 'Ben', date(46_027), 'Sales']],
    [
      'the whole row',
      'A3',
      [inline('u2b'), inline('b@x.de'), inline('Ben'), ['s="3"', '<v>46027</v>'], inline('Sales')],
    ],
    ['some of the text', 'A3', [runs(`<r><t> </t></r>${OUT}`), 'b@x.de', 'Ben', date(46_027), 'Sales']],
  ])('is not to count: %s', async (_, cell, row) => {
    const [crossed] = await crossedOut([row])
    expect(crossed?.claim).toMatchObject({
      kind: 'unclear',
      reason: { code: 'cell_flawed', cell, flaw: 'struck_through' },
    })
  })

  test('is not to count where its text is shared with other cells', async () => {
    const strings = [
      `<si>${OUT}</si>`,
      '<si><r><rPr><strike val="0"/></rPr><t>u3c</t></r><r><rPr><strike/></rPr><t> </t></r></si>',
    ]
    const shared = (index: number): CellForm => ['t="s"', `<v>${index}</v>`]
    const rows = await crossedOut(
      [
        [shared(0), 'b@x.de', 'Ben', date(46_027), 'Sales'],
        [shared(1), 'c@x.de', 'Cy', date(46_027), 'Sales'],
      ],
      strings,
    )
    expect(rows.map(({ claim }) => claim.kind)).toEqual(['unclear', 'leaver'])
  })

  test('does not matter where nothing stands, or in a column that says nothing of who is meant', async () => {
    const [row] = await crossedOut([['u2b', ['s="2"', ''], 'Ben', date(46_027), inline('Sales')]])
    expect(row?.claim.kind).toBe('leaver')
  })
})

describe('what nobody sees on a sheet', () => {
  const table = [HEADER, ['u1a', date(46_027)], ['u2b', date(46_028)]]

  test.each([
    ['hidden="1"', 'row 3 is hidden'],
    ['ht="0.0" customHeight="1"', 'row 3 is hidden'],
    ['hidden="true"', 'row 3 is hidden'],
  ])('a row with %s', async (attributes, said) => {
    await expect(read(table, {}, {}, { 3: attributes })).rejects.toThrow(`list.csv: sheet "Leavers": ${said}`)
  })

  test('does not matter in rows that are blank, and above the header', async () => {
    const rows = await read(
      [['Title'], ...table, [null, ' ']],
      { skipLines: 1 },
      {},
      { 1: 'hidden="1"', 5: 'hidden="1"' },
    )
    expect(rows).toHaveLength(2)
  })

  test('is a column that is hidden, with or without a header, unless it is blank or said not to matter', async () => {
    const hidden = { before: '<cols><col min="3" max="16384" width="0" customWidth="1"/></cols>' }
    expect(await read(table, {}, hidden)).toHaveLength(2)
    const wide = table.map((cells, index) => [
      ...cells,
      index === 0 ? 'Note' : 'keep',
      ...(index === 0 ? ['', 'End'] : []),
    ])
    await expect(read(wide, {}, hidden)).rejects.toThrow('column 3 "Note" (C) is hidden')
    await expect(read(wide, { ignored: ['Note'] }, hidden)).rejects.toThrow('column 5 "End" (E) is hidden')
    expect(await read(wide, { ignored: ['Note', 'End'] }, hidden)).toHaveLength(2)
  })

  test('is what a filter leaves out, but a filter that filters nothing leaves out nothing', async () => {
    const filter = (inside: string): Partial<WorkbookSheet> => ({
      behind: `<autoFilter ref="A1:B3">${inside}</autoFilter>`,
    })
    expect(await read(table, {}, filter(''))).toHaveLength(2)
    await expect(
      read(
        table,
        {},
        filter('<filterColumn colId="0"><filters><filter val="u1a"/></filters></filterColumn>'),
      ),
    ).rejects.toThrow('sheet "Leavers" has a filter')
  })

  test.each([
    ['A2:A3', 'cells A2:A3 are merged, in column 1 "User ID"'],
    ['$A$3:$B$3', 'cells A3:B3 are merged, in column 1 "User ID"'],
    ['B3:B9', 'cells B3:B9 are merged, in column 2 "Leave date"'],
  ])('is whose the merged cells %s are', async (ref, said) => {
    await expect(
      read(table, {}, { behind: `<mergeCells><mergeCell ref="${ref}"/></mergeCells>` }),
    ).rejects.toThrow(said)
  })

  test.each(['A1:B1', 'C2:C3', 'A4:A9', 'nonsense'])('is not whose the merged cells %s are', async (ref) => {
    expect(
      await read(table, {}, { behind: `<mergeCells><mergeCell ref="${ref}"/></mergeCells>` }),
    ).toHaveLength(2)
  })
})

describe('a sheet', () => {
  const plain = (
    name: string,
    table: readonly (readonly CellForm[])[],
    state?: WorkbookSheet['state'],
  ): WorkbookSheet => ({
    name,
    rows: sheetRows(
      table.map((cells) =>
        cells.map((cell) => (typeof cell === 'string' ? ['t="inlineStr"', `<is><t>${cell}</t></is>`] : cell)),
      ),
      [],
    ),
    ...(state !== undefined && { state }),
  })
  const list = [['User ID'], ['u1a']]
  const readBook = (
    sheets: readonly WorkbookSheet[],
    options: Partial<ReadOptions> = {},
  ): ReturnType<typeof readAll> => readAll(workbook({ sheets }), options)

  test('that is hidden, empty, or no list is left out, and so it says', async () => {
    const { list: read, rows } = await readBook([
      plain('Cover', [['Leavers of November']]),
      plain('Empty', []),
      plain('Old', list, 'hidden'),
      plain('Older', list, 'veryHidden'),
      plain('Leavers', list),
    ])
    expect(read.sheet).toBe('Leavers')
    expect(rows).toHaveLength(1)
    expect(read.end().leftOut).toMatchObject({ hiddenSheets: 2, otherSheets: 1 })
  })

  test('is not chosen by its place where several could be the list', async () => {
    const sheets = [plain('A', list), plain('B', [['Title'], ...list]), plain('C', [['x']])]
    await expect(readBook(sheets)).rejects.toThrow(
      'sheets "A" and "B" could each be the list. Name the right one: --sheet "A".',
    )
    expect((await readBook(sheets, { sheet: ' a ' })).list.sheet).toBe('A')
    // None has a known header.
    await expect(readBook([plain('A', [['Code'], ['u1a']]), plain('B', [['x']])])).rejects.toThrow(
      'sheets "A" and "B" could each',
    )
    // Without a header any could be.
    await expect(
      readBook([plain('A', list), plain('B', [['x']])], { header: false, columns: { id: '1' } }),
    ).rejects.toThrow('could each')
  })

  test('that can be seen has to be there', async () => {
    await expect(readBook([plain('Old', list, 'hidden')])).rejects.toThrow('has no sheet that can be seen')
    await expect(readBook([])).rejects.toThrow('has no sheet that can be seen')
  })

  test('that a flag names does not matter to a CSV file, which may be the rest of a workbook', async () => {
    expect((await readAll('User ID\nu1a\n', { sheet: 'Leavers' })).rows).toHaveLength(1)
  })

  test('with more columns than any list is refused', async () => {
    await expect(
      readBook([plain('A', [['User ID', ...Array.from({ length: 1000 }, (_, n) => `c${n}`)], ['u1a']])]),
    ).rejects.toThrow('list.csv: row 1 has 1001 columns; at most 1000 are read.')
  })

  test.each([
    ['rows out of order', '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"/>'],
    ['a row twice', '<row r="2"/><row r="2"/>'],
    ['a row beyond the last', '<row r="1048577"/>'],
    ['cells out of order', '<row r="1"><c r="B1"/><c r="A1"/></row>'],
    ['a cell of another row', '<row r="1"><c r="A2"/></row>'],
    ['a cell beyond the last column', '<row r="1"><c r="XFE1"/></row>'],
    ['a value that none can have', '<row r="1"><c r="A1" t="s"><v>7</v></c></row>'],
  ])('with %s is damaged', async (_, rows) => {
    await expect(readBook([{ name: 'A', rows }])).rejects.toThrow('is a workbook that is damaged or cut off')
  })
})

test('a workbook that the disk has no room for is refused, and says where', async () => {
  const pieces = function* (): Generator<Buffer> {
    yield Buffer.concat([bookOf([['User ID'], ['u1a']]), Buffer.alloc(10_000)])
    new DatabaseSync(':memory:').exec('PRAGMA max_page_count = 1; CREATE TABLE x (a); CREATE TABLE y (a)')
  }
  await expect(readAll(pieces())).rejects.toThrow(
    'list.csv cannot be kept while it is read (database or disk is full). Make room in the folder of --out',
  )
})
