import { gzipSync } from 'node:zlib'
import { binary, type ListCase } from './case.ts'
import { sheetRows, workbook, type CellForm } from './workbook.ts'
import { zip } from './zip.ts'

const date = (serial: number): CellForm => ['s="1"', `<v>${serial}</v>`]
const number = (value: string, style = 0): CellForm => [`s="${style}"`, `<v>${value}</v>`]

const HEADER = ['User ID', 'Name', 'Work Email', 'Leave date']
/** In the form of an address, so that each row has another. */
const person = (id: CellForm, name: string, leaves: CellForm): CellForm[] => [
  id,
  name,
  `${name.toLowerCase().replace(' ', '.')}@example.com`,
  leaves,
]
const TABLE: CellForm[][] = [
  HEADER,
  person('u1a', 'Anna Smith', date(46_297)),
  person('u2b', 'Ben Hughes', date(46_387)),
  person('u3c', 'Cy Lee', date(46_348.75)),
]

interface Extras {
  attributes?: Record<number, string>
  before?: string
  behind?: string
  is1904?: boolean
}

const bookOf = (
  table: readonly (readonly CellForm[])[],
  { attributes = {}, before = '', behind = '', is1904 = false }: Extras = {},
): Buffer => {
  const strings: string[] = []
  const rows = sheetRows(table, strings, attributes)
  return workbook({ sheets: [{ name: 'Leavers', rows, before, behind }], strings, styles: [0, 14], is1904 })
}

/** Two sheets that could each be the list, one that is hidden, and one that is something else. */
function twoLists(): Buffer {
  const strings: string[] = []
  const [london, paris, hidden] = [TABLE.slice(0, 2), [HEADER, ...TABLE.slice(2)], TABLE].map((table) =>
    sheetRows(table, strings),
  )
  return workbook({
    sheets: [
      { name: 'London', rows: london ?? '' },
      { name: 'Paris & Lyon', rows: paris ?? '' },
      { name: 'Everybody', state: 'veryHidden', rows: hidden ?? '' },
      { name: 'Notes', rows: sheetRows([['Ask Eve']], strings) },
    ],
    strings,
    styles: [0, 14],
  })
}

/** Rows that somebody struck through: as a whole, by the style of the cells, and a name by the fonts within its text. */
function struckThrough(): Buffer {
  const strings = ['<si><r><rPr><strike/><sz val="11"/></rPr><t>Cy Lee</t></r></si>']
  const struck = (text: string): CellForm => ['s="2" t="inlineStr"', `<is><t>${text}</t></is>`]
  const rows: CellForm[][] = [
    ...TABLE.slice(0, 2),
    [struck('u2b'), struck('Ben Hughes'), struck('ben.hughes@example.com'), ['s="3"', '<v>46297</v>']],
    ['u3c', ['t="s"', '<v>0</v>'], 'cy.lee@example.com', date(46_297)],
  ]
  const sheet = { name: 'Leavers', rows: sheetRows(rows, strings) }
  return workbook({ sheets: [sheet], strings, styles: [0, 14, 0, 14], struck: [2, 3] })
}

/** What only Excel writes: rich texts and how they are read aloud, formats of its own, texts that XML cannot hold. */
function excel(): Buffer {
  const strings = [
    '<si><t>User API ID</t></si>',
    '<si><t>Name</t></si>',
    '<si><t>Leave date</t></si>',
    '<si><t>Still here?</t></si>',
    '<si><t>Note</t></si>',
    '<si><r><t xml:space="preserve">山田 </t></r><r><rPr><b/><sz val="11"/></rPr><t>太郎</t></r><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/></si>',
    '<si><t xml:space="preserve">two_x000D_\nlines, _x005F_x0041_ &amp; more </t></si>',
    '<si><t>Leavers of November, as of 20 Nov 2026</t></si>',
  ]
  const s = (index: number): CellForm => ['t="s"', `<v>${index}</v>`]
  const rows: CellForm[][] = [
    [s(0), s(1), s(2), s(3), s(4)],
    [number('1234567', 1), s(5), number('46297', 2), ['t="b"', '<v>0</v>'], s(6)],
    [
      number('12', 1),
      ['t="str"', '<f>A2&amp;"x"</f><v>Zoë Quinn</v>'],
      number('46387', 3),
      ['t="b"', '<v>0</v>'],
      number('0.1'),
    ],
    [
      ['t="str"', '<f>"u"&amp;3</f><v>u3c</v>'],
      null,
      number('46348.5', 4),
      null,
      number('1.2345678901234567E-2'),
    ],
    [number('1.2E7', 1), null, number('46000', 5), null, number('1234567.5', 6)],
  ]
  return workbook({
    sheets: [
      {
        name: 'Leavers',
        rows: sheetRows(rows, []),
        before: '<cols><col min="1" max="5" width="20" customWidth="1"/></cols>',
      },
    ],
    strings,
    formats: {
      164: '00000000',
      165: '[$-409]d\\-mmm\\-yyyy;@',
      166: '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy',
      167: '#,##0.00\\ "€"',
    },
    styles: [0, 164, 14, 165, 22, 166, 167],
  })
}

const FLAWS: CellForm[][] = [
  HEADER,
  person(['', '<f>B2</f>'], 'No Value', date(46_297)),
  person(['t="e"', '<f>1/0</f><v>#DIV/0!</v>'], 'Failed Id', date(46_297)),
  person('u4d', 'Failed Date', ['t="e"', '<f>NA()</f><v>#N/A</v>']),
  person('u5e', 'No Date', ['s="1"', '<f>E5</f><v></v>']),
  person(number('1234567890123456'), 'Rounded Id', date(46_297)),
  ['u7g', 'Failed Address', ['t="e"', '<v>#REF!</v>'], date(46_297)],
  person('u8h', 'Plain Number', number('46297')),
  person('u9i', 'Text Date', '20 Nov 2026'),
  person('u10j', 'Day Zero', date(0)),
]

/** As the standard's stricter edition has it, with prefixes, dates in words, and rows and cells without their numbers. */
function strict(): Buffer {
  const main = 'http://purl.oclc.org/ooxml/spreadsheetml/main'
  const related = 'http://purl.oclc.org/ooxml/officeDocument/relationships'
  const pack = 'http://schemas.openxmlformats.org/package/2006'
  const text = (value: string): string => `<x:c t="inlineStr"><x:is><x:t>${value}</x:t></x:is></x:c>`
  const parts = {
    'xl/worksheets/sheet.xml': `<x:worksheet xmlns:x="${main}"><x:sheetData><x:row>${text('User ID')}${text('Leave date')}</x:row><x:row>${text('u1a')}<x:c t="d"><x:v>2026-10-02T00:00:00</x:v></x:c></x:row><x:row>${text('u2b')}<x:c t="d"><x:v>2026-12-31</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
    'xl/workbook.xml': `<x:workbook xmlns:x="${main}" xmlns:y="${related}" conformance="strict"><x:sheets><x:sheet name="1" sheetId="1" y:id="a"/></x:sheets></x:workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="a" Type="${related}/worksheet" Target="./worksheets/../worksheets/sheet.xml"/></Relationships>`,
    '_rels/.rels': `<Relationships xmlns="${pack}/relationships"><Relationship Id="a" Type="${related}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    '[Content_Types].xml': `<Types xmlns="${pack}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
  }
  return zip(Object.entries(parts).map(([path, xml]) => ({ path, bytes: Buffer.from(xml) })))
}

/** What a file in Microsoft's older format has in its directory. */
const older = (stream: string): Buffer => {
  const file = Buffer.alloc(1536)
  file.write('\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'latin1')
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 48)
  file.write('Root Entry', 1024, 'utf16le')
  file.write(stream, 1152, 'utf16le')
  return file
}

const files = (...paths: readonly string[]): Buffer =>
  zip(paths.map((path) => ({ path, bytes: Buffer.from('x') })))
const made = (file: string, flags: ListCase['flags'] = {}): ListCase => ({ file, flags, bytes: null })
const book = (file: string, bytes: Buffer, flags: ListCase['flags'] = {}): ListCase => ({
  file,
  flags,
  bytes,
})

/** Workbooks, and what looks like one. */
export const workbooks: readonly ListCase[] = [
  made('workbook-openpyxl.xlsx'),
  made('workbook-xlsxwriter.xlsx'),
  made('workbook-libreoffice.xlsx'),
  made('workbook-libreoffice.ods'),
  made('workbook-libreoffice.xls'),
  made('workbook-filter.xlsx'),
  book('workbook-excel.xlsx', excel()),
  book('workbook-strict.xlsx', strict()),
  book(
    'workbook-1904.xlsx',
    bookOf(
      [
        HEADER,
        person('u1a', 'Anna Smith', date(44_835)),
        person('u2b', 'Ben Hughes', date(44_925)),
        person('u3c', 'Cy Lee', number('44835')),
      ],
      { is1904: true },
    ),
  ),
  book('workbook-flaws.xlsx', bookOf(FLAWS)),
  book('workbook-struck-through.xlsx', struckThrough()),
  book(
    'workbook-flawed-numbers.xlsx',
    bookOf([['Employee ID', ...HEADER.slice(1)], ...FLAWS.slice(1), ['00012', null, null, date(46_297)]]),
    { attribute: 'employee_id' },
  ),
  book('workbook-by-another-name.csv', bookOf(TABLE)),
  book('workbook-packed.xlsx.gz', gzipSync(bookOf(TABLE))),
  book('workbook-date-format-named.xlsx', bookOf([...TABLE, person('u4d', 'Di Roy', '20/11/26')]), {
    'date-format': 'dd/MM/yy',
  }),
  book('workbook-two-lists.xlsx', twoLists()),
  book('workbook-two-lists-named.xlsx', twoLists(), { sheet: 'paris & lyon' }),
  book('workbook-two-lists-misnamed.xlsx', twoLists(), { sheet: 'Berlin' }),
  book('workbook-two-lists-hidden-named.xlsx', twoLists(), { sheet: 'Everybody' }),
  book('workbook-title.xlsx', bookOf([['Leavers of November'], [], ...TABLE])),
  book('workbook-title-skipped.xlsx', bookOf([['Leavers of November'], [], ...TABLE]), { 'skip-lines': '2' }),
  book('workbook-no-header.xlsx', bookOf(TABLE.slice(1)), {
    'no-header': true,
    'id-column': '1',
    'leave-date-column': '4',
  }),
  book('workbook-hidden-row.xlsx', bookOf(TABLE, { attributes: { 3: 'hidden="1"' } })),
  book(
    'workbook-hidden-column.xlsx',
    bookOf(TABLE, { before: '<cols><col min="3" max="3" width="0" hidden="1" customWidth="1"/></cols>' }),
  ),
  book(
    'workbook-hidden-column-ignored.xlsx',
    bookOf(
      TABLE.map((row) => [...row, 'x']),
      { before: '<cols><col min="5" max="5" width="9" hidden="1"/></cols>' },
    ),
    { 'ignore-column': '5' },
  ),
  book(
    'workbook-merged.xlsx',
    bookOf(TABLE, { behind: '<mergeCells count="1"><mergeCell ref="D2:D3"/></mergeCells>' }),
  ),
  book(
    'workbook-merged-title.xlsx',
    bookOf([['Leavers'], ...TABLE], {
      behind: '<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>',
    }),
    { 'skip-lines': '1' },
  ),
  book('workbook-empty.xlsx', bookOf([])),
  book(
    'workbook-wide-row.xlsx',
    bookOf([...TABLE, [...person('u4d', 'Di Roy', date(46_297)), null, 'keep her until May']]),
  ),
  book('workbook-cut-off.xlsx', bookOf(TABLE).subarray(0, 3000)),
  book(
    'workbook-damaged.xlsx',
    Buffer.from(bookOf(TABLE).map((byte, at) => (at === 4000 ? byte ^ 1 : byte))),
  ),
  book('workbook-with-password.xlsx', older('EncryptedPackage')),
  book('document.doc', older('WordDocument')),
  book('workbook-binary.xlsb', files('[Content_Types].xml', 'xl/workbook.bin')),
  book('workbook.numbers', files('Index/Document.iwa', 'Metadata/Properties.plist')),
  book('document.docx', files('[Content_Types].xml', 'word/document.xml')),
  book('archive.zip', files('leavers.csv')),
  binary(
    'excel-workbook.csv',
    'PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml',
  ),
]
