import { parseEmail } from '../../offboarding/identity/email.ts'
import { describeLine, type ListPlaces } from '../describe-line.ts'
import { isColumnName, isKnownAs, type Role } from '../columns/known-headers.ts'
import { layoutKey } from '../columns/layout-key.ts'
import { normalize } from '../vocabulary/normalize.ts'
import type { CsvRecord } from './csv-options.ts'
import { DELIMITERS } from './delimiter.ts'
import { ListError } from '../list-error.ts'
import { peek } from './peek.ts'

/** How far down a header is looked for, in records. */
export const TITLE_LINES = 20
/** The most cells of a line of a title that hold anything: its name, and what it says. */
const MAX_TITLE_CELLS = 2
/** The columns by which a header is recognised. */
const DECISIVE: readonly Role[] = ['id', 'email', 'leaveDate', 'employeeNumber']

/** By what a header is known besides the names that every list may have. */
export interface WantedHeader {
  /** What flags say of the columns: headers, or numbers from 1. */
  names: readonly string[]
  /** The layouts that are known. */
  layouts: ReadonlySet<string>
}

/** Whether a record has a column that a header is known by, or one of the columns that flags name, or is the header of a known layout. */
export function isHeader(cells: readonly string[], wanted: WantedHeader): boolean {
  const names = new Set(wanted.names.filter((text) => !/^\d+$/.test(text)).map(normalize))
  return (
    cells.some((cell) => DECISIVE.some((role) => isKnownAs(cell, role)) || names.has(normalize(cell))) ||
    isKnownLayout(cells, wanted)
  )
}

function isKnownLayout(cells: readonly string[], { layouts }: WantedHeader): boolean {
  const layout = layouts.size === 0 ? null : layoutKey(cells)
  return layout !== null && layouts.has(layout)
}

/**
 * How many lines above the header are to be left out: those of a title, where it is certain which line is the header. Refuses a list whose
 * first line is no header otherwise. Where a title may stand there, the message proposes `--skip-lines`; where the rows begin at once,
 * `--no-header`. `delimiter` is undefined while it is not known; `line` is the number of the text's first line.
 */
export function findTitleLines(
  start: string,
  options: TitleOptions & { delimiter: string | undefined },
): number {
  const { delimiter, line } = options
  const delimiters = delimiter === undefined ? DELIMITERS : [delimiter]
  return findTitleRecords(
    delimiters.map((one) => peek(start, one, line)),
    options,
  )
}

/** The same for records, however the list may be split into them. */
export function findTitleRecords(splits: readonly (readonly CsvRecord[])[], options: TitleOptions): number {
  const { line, wanted, name, mayLeaveOut } = options
  const list: ListPlaces = options
  if (splits.some(([first]) => first !== undefined && isHeader(first.cells, wanted))) return 0
  const headers = splits.flatMap((records) => {
    const top = records.slice(0, TITLE_LINES)
    return (
      top.find(({ cells }) => isTableHeader(cells, wanted)) ??
      top.find(({ cells }) => isHeader(cells, wanted)) ??
      []
    )
  })
  const header = headers.sort((a, b) => a.line - b.line)[0]
  const first = splits[0]?.[0]?.line ?? line
  if (header !== undefined) {
    const isCertain = headers.every((other) => other.line === header.line)
    if (mayLeaveOut && isCertain && splits.some((records) => hasTitle(records, wanted)))
      return header.line - line
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
  return 0
}

interface TitleOptions extends ListPlaces {
  line: number
  wanted: WantedHeader
  /** For messages. */
  name: string
  /** Whether lines may be left out though no flag says so. */
  mayLeaveOut: boolean
}

const filledIn = (cells: readonly string[]): string[] => cells.filter((cell) => cell.trim() !== '')

/**
 * Whether it is certain that a title stands above the header: one line alone has names of columns, several of them; the rows below have as
 * many cells; and above there is nothing like a row, but narrow lines that name nobody.
 */
function hasTitle(records: readonly CsvRecord[], wanted: WantedHeader): boolean {
  const at = records.findIndex(({ cells }) => isTableHeader(cells, wanted))
  const [header, ...below] = records.slice(Math.max(0, at))
  if (at < 0 || header === undefined || below.some(({ cells }) => isHeader(cells, wanted))) return false
  const lastRow = below.findLastIndex(({ cells }) => cells.length === header.cells.length)
  const isEven = below.slice(0, lastRow + 1).every(({ cells }) => cells.length === header.cells.length)
  if (lastRow < 0 || !isEven) return false
  const width = Math.min(MAX_TITLE_CELLS, filledIn(header.cells).length - 1)
  return records.slice(0, at).every(({ cells }) => {
    const filled = filledIn(cells)
    // What a report was asked for may have the name of a column: `End Date;2026-11-30`.
    const isAnswer = !isHeader(cells, wanted) || filled.some(isData)
    const isNumber = filled.length === 1 && /^\s*\d+\s*$/.test(filled[0] ?? '')
    return filled.length <= width && isAnswer && !isNumber && !filled.some(isSomebody)
  })
}

/** Whether several cells of a record are names of columns, one of them a decisive one, or all of them those of a known layout. */
const isTableHeader = (cells: readonly string[], wanted: WantedHeader): boolean =>
  isKnownLayout(cells, wanted) ||
  (isHeader(cells, wanted) &&
    cells.filter((cell) => isColumnName(cell) || isHeader([cell], wanted)).length > 1)

/** Whether a cell is an address, or an ID of letters and digits. */
const isSomebody = (cell: string): boolean => parseEmail(cell).ok || MIXED_ID.test(cell)

/** Refuses a list in which each line is quoted as a whole, and so is a single cell. `start` is the text from the header on. */
export function refuseQuotedLines(start: string, line: number, wanted: WantedHeader, name: string): void {
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

const MIXED_ID = /^\s*(?=\w*\d)(?=\w*[a-z])\w{2,}\s*$/i

/** Whether a cell is a number, a date, an address, or an ID of letters and digits. */
const isData = (cell: string): boolean =>
  cell.length < 500 && (/^\s*\d[\d.\-/ ]*\s*$|\S@\S/i.test(cell) || MIXED_ID.test(cell))
