import { describeLine, type ListPlaces } from '../columns/describe-line.ts'
import { isKnownAs, type Role } from '../columns/known-headers.ts'
import { normalize } from '../vocabulary/normalize.ts'
import { DELIMITERS } from './delimiter.ts'
import type { CsvRecord } from './csv-options.ts'
import { ListError } from '../list-error.ts'
import { peek } from './peek.ts'

/** How far down a header is looked for, in records. */
export const TITLE_LINES = 20
/** The columns by which a header is recognised. */
const DECISIVE: readonly Role[] = ['id', 'email', 'leaveDate']

/** Whether a record has a column that a header is known by, or one of the columns that flags name. */
export function isHeader(cells: readonly string[], wanted: readonly string[]): boolean {
  const names = new Set(wanted.filter((text) => !/^\d+$/.test(text)).map(normalize))
  return cells.some((cell) => DECISIVE.some((role) => isKnownAs(cell, role)) || names.has(normalize(cell)))
}

/**
 * Refuses a list whose first line is no header. Where a title stands there, the message proposes `--skip-lines`; where the rows begin at
 * once, `--no-header`. `delimiter` is undefined while it is not known; `line` is the number of the text's first line.
 */
export function refuseTitleLines(
  start: string,
  line: number,
  delimiter: string | undefined,
  wanted: readonly string[],
  name: string,
): void {
  const delimiters = delimiter === undefined ? DELIMITERS : [delimiter]
  refuseTitleRecords(
    delimiters.map((one) => peek(start, one, line)),
    line,
    wanted,
    { name },
  )
}

/** The same for records, however the list may be split into them. */
export function refuseTitleRecords(
  records: readonly (readonly CsvRecord[])[],
  line: number,
  wanted: readonly string[],
  list: ListPlaces & { name: string },
): void {
  const { name } = list
  const splits = records.map((some) => some.slice(0, TITLE_LINES))
  if (splits.some(([first]) => first !== undefined && isHeader(first.cells, wanted))) return
  const headers = splits.flatMap((some) => some.find(({ cells }) => isHeader(cells, wanted)) ?? [])
  const header = headers.sort((a, b) => a.line - b.line)[0]
  const first = splits[0]?.[0]?.line ?? line
  if (header !== undefined) {
    throw new ListError(
      `${name}: ${describeLine(first, list)} is not the header, ${describeLine(header.line, list)} looks like it. If it is: --skip-lines ${header.line - 1}.`,
    )
  }
  const looksLikeRow = splits.some(([record]) => record?.cells.some(isData))
  if (looksLikeRow) {
    // The message does not quote the line, which may hold a name and an address.
    throw new ListError(
      `${name}: ${describeLine(first, list)} looks like a row, not a header. If there is no header: --no-header with --id-column 1, or --email-column and its number. If it is the header, name the column of the user IDs with --id-column.`,
    )
  }
}

/** Refuses a list in which each line is quoted as a whole, and so is a single cell. `start` is the text from the header on. */
export function refuseQuotedLines(
  start: string,
  line: number,
  wanted: readonly string[],
  name: string,
): void {
  if (!/^\s*"/.test(start)) return
  const [first, ...others] = peek(start, ',', line)
  if (first?.cells.length !== 1 || !others.slice(0, TITLE_LINES).every(({ cells }) => cells.length === 1))
    return
  const [whole = ''] = first.cells
  const isTable = (delimiter: string): boolean => {
    const cells = peek(whole, delimiter, line)[0]?.cells ?? []
    const isSplit = cells.length > 1 && isHeader(cells, wanted)
    return isSplit && others.every((other) => other.cells[0]?.includes(delimiter))
  }
  if (!DELIMITERS.some(isTable)) return
  throw new ListError(
    `${name}: each line is quoted as a whole, from line ${first.line} on, so it is one cell and not several. Take those quotes away, or export the list again and do not save it from another program.`,
  )
}

/** Whether a cell is a number, a date, an address, or an ID of letters and digits. */
const isData = (cell: string): boolean =>
  cell.length < 500 && /^\s*\d[\d.\-/ ]*\s*$|\S@\S|^\s*(?=\w*\d)(?=\w*[a-z])\w{2,}\s*$/i.test(cell)
