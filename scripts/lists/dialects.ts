import { gzipSync, zstdCompressSync } from 'node:zlib'
import { binary, list, type ListCase } from './case.ts'

const HEADER = 'User ID,Name,Email'
const ROWS = ['u1a,Anna Smith,a.smith@example.com', 'u2b,Ben Hughes,b.hughes@example.com']
const TITLE = ['Leavers of November', '', 'User ID;Name;Email', 'u1a;Anna Smith;a.smith@example.com']
const HEADERLESS = ROWS
const PLAIN = list('plain.csv', [HEADER, ...ROWS]).bytes

/** Lists about delimiters, line breaks, quotes and text around the table, and files that are no lists. */
export const dialects: readonly ListCase[] = [
  list(
    'tab.tsv',
    [HEADER, ...ROWS].map((line) => line.replaceAll(',', '\t')),
  ),
  list(
    'pipe.txt',
    [HEADER, ...ROWS].map((line) => line.replaceAll(',', '|')),
  ),
  list('sep-line.csv', ['sep=;', 'User ID;Name, first;Email', 'u1a;Anna;a.smith@example.com']),
  list('sep-line-utf-16.csv', ['sep=,', HEADER, ...ROWS], { encoding: 'utf-16le', byteOrderMark: true }),
  list('unusual-delimiter.csv', ['User ID~Email', 'u1a~a.smith@example.com'], { flags: { delimiter: '~' } }),
  list('one-column.csv', ['User ID', 'u1a', 'u2b']),
  list('lf.csv', [HEADER, ...ROWS], { lineBreak: '\n' }),
  list('lone-cr.csv', [HEADER, ...ROWS, 'not an ID,X,x@example.com'], { lineBreak: '\r' }),
  list('no-last-line-break.csv', [HEADER, ...ROWS], { ends: false }),
  list('blank-lines.csv', ['', HEADER, '', ROWS[0] ?? '', ',,', '   ', ROWS[1] ?? '', '', '']),
  list(
    'trailing-delimiters.csv',
    [HEADER, ...ROWS].map((line) => `${line},,`),
  ),
  list('quotes.csv', [
    HEADER,
    'u1a,"Smith, ""Annie"" Anna",a.smith@example.com',
    '"u2b","Ben\r\nHughes","b.hughes@example.com"',
    '"u 3c",,c@example.com',
  ]),
  list('semicolons-and-commas.csv', [
    'User ID;Name, first;Email',
    'u1a;Smith, Anna;a@example.com',
    'u2b;Ben;b@example.com',
  ]),
  list('delimiter-unclear.csv', ['Person,Kind;Number', 'Anna,x;1', 'Ben,y;2'], {
    flags: { 'id-column': '2' },
  }),
  list('title-line.csv', TITLE),
  list('title-line-skipped.csv', TITLE, { flags: { 'skip-lines': '2' } }),
  list('no-header.csv', HEADERLESS),
  list('no-header-named.csv', HEADERLESS, {
    flags: { 'no-header': true, 'id-column': '1', 'email-column': '3' },
  }),
  list('no-header-and-a-number.csv', ['u1a,Anna', 'u2b,Ben'], { flags: { 'id-column': '1' } }),
  list('no-header-column-missing.csv', HEADERLESS, { flags: { 'no-header': true } }),
  list('row-widths.csv', [HEADER, 'u1a,Anna', 'u2b,Hughes, Ben,b.hughes@example.com', ROWS[0] ?? '']),
  list('quote-never-closed.csv', [HEADER, ROWS[0] ?? '', 'u2b,"Ben,b@example.com', 'u3c,Cy,c@example.com']),
  list('quote-in-the-middle.csv', [HEADER, ROWS[0] ?? '', 'u2b,Ben "Benny" Hughes,b@example.com']),
  list('cut-off.csv', [HEADER, ROWS[0] ?? '', 'u2b,Ben Hu'], { ends: false }),
  list('empty.csv', [], { ends: false }),
  list('header-only.csv', [HEADER]),
  list('nul.csv', [HEADER, ROWS[0] ?? '', 'u2b,Ben\0Hughes,b@example.com']),
  { file: 'packed.csv.gz', flags: {}, bytes: gzipSync(PLAIN) },
  { file: 'packed.csv.zst', flags: {}, bytes: zstdCompressSync(PLAIN) },
  { file: 'packed-and-cut-off.csv.gz', flags: {}, bytes: gzipSync(PLAIN).subarray(0, 40) },
  { file: 'gzip-by-another-name.csv', flags: {}, bytes: gzipSync(PLAIN) },
  { file: 'not-packed-after-all.csv.gz', flags: {}, bytes: PLAIN },
  binary('pdf.csv', '%PDF-1.7\n%\xE2\xE3\xCF\xD3\n'),
  list('web-page.xls', ['<html><body><table><tr><td>User ID</td></tr></table></body></html>']),
]
