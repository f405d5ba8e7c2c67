import { constants, deflateRawSync } from 'node:zlib'
import { workbookParts } from '../../../scripts/lists/workbook.ts'
import { zip, type ZipPart } from '../../../scripts/lists/zip.ts'

/** What small files unpack to, or claim, by what they do to a reader who believes them. */
export interface Bomb {
  title: string
  bytes: Buffer
  /** What is said of it. */
  says: string
}

const STRINGS = ['<si><t>User ID</t></si>', '<si><t>u1a</t></si>']
const HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
const FIRST = '<row r="2"><c r="A2" t="s"><v>1</v></c></row>'
const SHEET = 'xl/worksheets/sheet1.xml'

export const plainParts = (): ZipPart[] =>
  workbookParts({ sheets: [{ name: 'Leavers', rows: HEADER + FIRST }], strings: STRINGS })

const replaced = (path: string, part: Partial<ZipPart>): Buffer =>
  zip(plainParts().map((one) => (one.path === path ? { ...one, ...part } : one)))

/** A text, and a piece so many times in its middle, packed without ever being made. */
function repeated(
  before: string,
  piece: string,
  times: number,
  behind: string,
): { packed: Buffer; size: number } {
  const block = Buffer.from(piece.repeat(Math.ceil((1024 * 1024) / piece.length)))
  const blocks = Math.ceil((times * piece.length) / block.length)
  const flush = { finishFlush: constants.Z_FULL_FLUSH, level: 9 }
  const packed = Buffer.concat([
    deflateRawSync(Buffer.from(before), flush),
    ...Array.from(
      { length: blocks },
      (() => {
        const one = deflateRawSync(block, flush)
        return () => one
      })(),
    ),
    deflateRawSync(Buffer.from(behind)),
  ])
  return { packed, size: Buffer.byteLength(before) + blocks * block.length + Buffer.byteLength(behind) }
}

const START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
const END = '</sheetData></worksheet>'
const GIB = 1024 ** 3

/** Each honest about its size, and each claiming a small one. */
function endless(title: string, before: string, piece: string, size: number, behind: string): Bomb[] {
  const { packed, size: unpacked } = repeated(START + before, piece, size / piece.length, behind + END)
  const bomb = (claimed: number): Buffer => replaced(SHEET, { packed, claims: { size: claimed } })
  return [
    { title, bytes: bomb(Math.min(unpacked, 0xfffffffe)), says: 'unpacks to so much more than its own size' },
    { title: `${title}, and claims to be small`, bytes: bomb(100_000), says: 'damaged or cut off' },
    {
      title: `${title}, and claims no more than is believed`,
      bytes: bomb(packed.length * 200),
      says: 'damaged or cut off',
    },
  ]
}

const CELL = '<row r="2"><c r="A2" t="inlineStr"><is><t>'

/** Files of a few megabytes at most. */
export const bombs = (): Bomb[] => [
  ...endless('a cell of 2 GiB', HEADER + CELL, 'a', 2 * GIB, '</t></is></c></row>'),
  // Claiming less, it is a list of a million rows.
  ...endless('rows of 4 GiB', HEADER, '<row><c><v>1</v></c></row>', 4 * GIB - 2 ** 22, '').slice(0, 2),
  ...endless('blank rows of 4 GiB', HEADER, '<row/>', 4 * GIB - 2 ** 22, ''),
  ...endless('padding of 4 GiB', HEADER + FIRST, ' ', 4 * GIB - 2 ** 22, ''),
  ...endless('a comment of 2 GiB', `${HEADER}<!--`, 'x', 2 * GIB, '-->'),
  ...endless('an attribute of 2 GiB', `${HEADER}<row r="`, '1', 2 * GIB, '"/>'),
  ...endless('elements within each other', HEADER, '<x>', GIB, ''),
  {
    title: 'strings of 2 GiB',
    bytes: (() => {
      const { packed, size } = repeated('<sst>', '<si><t>u1a</t></si>', (2 * GIB) / 20, '</sst>')
      return replaced('xl/sharedStrings.xml', { packed, claims: { size } })
    })(),
    says: 'unpacks to so much more than its own size',
  },
  {
    title: 'entities that become more and more',
    bytes: replaced(SHEET, {
      bytes: Buffer.from(
        `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${'bcdefghij'
          .split('')
          .map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index] ?? ''};`.repeat(10)}">`)
          .join(
            '',
          )}]>${START}${HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>&j;</t></is></c></row>${END}`,
      ),
    }),
    says: 'a document type, which no workbook has',
  },
  {
    title: 'an entity that is a file',
    bytes: replaced(SHEET, {
      bytes: Buffer.from(
        `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>${START}${HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>&a;</t></is></c></row>${END}`,
      ),
    }),
    says: 'a document type, which no workbook has',
  },
  {
    title: 'two parts of one name',
    bytes: zip([...plainParts(), { path: SHEET.toUpperCase(), bytes: Buffer.from('x') }]),
    says: 'two parts of one name',
  },
  {
    title: 'parts that overlap',
    bytes: zip([
      ...plainParts(),
      { path: 'xl/media/image1.png', bytes: Buffer.from('x'), claims: { offset: 0 } },
    ]),
    says: 'parts that overlap',
  },
  ...['../../etc/passwd', '/etc/passwd', 'C:/leavers.xml'].map((path) => ({
    title: `a part called ${path}`,
    bytes: zip([...plainParts(), { path, bytes: Buffer.from('x') }]),
    says: 'damaged or cut off',
  })),
  {
    title: 'a part that claims to be larger than the file',
    bytes: replaced(SHEET, { claims: { packed: 2 ** 31, size: 2 ** 31 } }),
    says: 'parts that overlap',
  },
  {
    title: 'very many parts',
    bytes: zip([
      ...plainParts(),
      ...Array.from({ length: 10_001 }, (_, n) => ({ path: `x${n}`, bytes: Buffer.alloc(0) })),
    ]),
    says: 'parts, which no spreadsheet program writes',
  },
  {
    title: 'a checksum that is another',
    bytes: replaced(SHEET, { claims: { crc: 1 } }),
    says: 'is not what was written',
  },
  {
    title: 'a part with a password',
    bytes: replaced(SHEET, { isPacked: true, claims: { flags: 1 } }),
    says: 'packed in an unknown way',
  },
  {
    title: 'a part that is packed by something else',
    bytes: replaced(SHEET, { isPacked: true, claims: { method: 12 } }),
    says: 'packed in an unknown way',
  },
]
