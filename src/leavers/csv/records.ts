import { CsvError, parse } from 'csv-parse'
import { csvOptions, isBlank, type CsvRecord } from './csv-options.ts'
import { withoutFormula } from '../text/clean-text.ts'
import { countLineBreaks } from '../text/line-breaks.ts'
import { ListError } from '../list-error.ts'
import { isTotalOrFooter } from '../words/totals-and-footers.ts'

/** The longest cell, in characters. */
export const MAX_CELL = 1024 * 1024
/** The longest row, in bytes of UTF-8: a quote that is never closed must not swallow a whole list into memory. */
export const MAX_ROW = 4 * MAX_CELL
export const MAX_COLUMNS = 10_000

/**
 * Reads the records of a CSV text as it streams by, without blank ones, many at a time: each by itself would cost a promise. `firstLine`
 * is the text's first line. Throws ListError for a list that is broken as a whole: quotes that do not match, a limit exceeded,
 * a last row that is cut off.
 */
export async function* readRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  firstLine: number,
  name: string,
): AsyncGenerator<readonly CsvRecord[]> {
  let width = 0
  let last: CsvRecord | undefined
  let isOpen = false
  for await (const { piece, records, error, line } of parsePieces(text, delimiter, firstLine)) {
    const excessive = records.findIndex(({ cells }) => isExcessive(cells))
    const good = excessive < 0 ? records : records.slice(0, excessive)
    const filled = good.filter(({ cells }) => !isBlank(cells))
    if (width === 0) width = filled[0]?.cells.length ?? 0
    if (filled.length > 0) yield filled
    refuseExcess(records[excessive], name)
    if (error !== null) throw error instanceof CsvError ? brokenList(error, name, line) : error
    last = records.at(-1) ?? last
    if (piece !== '') isOpen = !/[\r\n]$/.test(piece)
  }
  if (last !== undefined && isOpen && last.cells.length < width && !isFooterRow(last.cells)) {
    throw new ListError(
      `${name} is cut off: it ends on line ${last.line} in the middle of a row, with ${count(last.cells.length, 'cell')} of ${width} and no line break. Export the list again; or, if that line is whole and no row, take it out.`,
    )
  }
}

interface Parsed {
  /** Empty at the end. */
  piece: string
  /** The records that end in this piece. */
  records: readonly CsvRecord[]
  /** What is wrong with the row that begins on `line`, or null. */
  error: Error | null
  line: number
}

/** Parses piece by piece. A stream of single records would take twice the time. */
async function* parsePieces(
  text: AsyncIterable<string>,
  delimiter: string,
  firstLine: number,
): AsyncGenerator<Parsed> {
  let line = firstLine
  let records: CsvRecord[] = []
  const parser = parse({
    ...csvOptions(delimiter),
    max_record_size: MAX_ROW,
    on_record: (cells: string[]) => {
      records.push({
        line,
        cells: cells.some((cell) => cell.startsWith('="')) ? cells.map(withoutFormula) : cells,
      })
      line += linesOf(cells)
      return null
    },
  })
  // The callback of each write is given its error.
  parser.on('error', () => undefined)
  const written = (piece: string): Promise<Parsed> =>
    new Promise((resolve) => {
      const done = (error?: Error | null): void => {
        resolve({ piece, records, error: error ?? null, line })
        records = []
      }
      if (piece === '') parser.end(done)
      else parser.write(piece, done)
    })
  try {
    for await (const piece of text) if (piece !== '') yield await written(piece)
    yield await written('')
  } finally {
    parser.destroy()
  }
}

function linesOf(cells: readonly string[]): number {
  let lines = 1
  for (const cell of cells) if (cell.includes('\n') || cell.includes('\r')) lines += countLineBreaks(cell)
  return lines
}

const isExcessive = (cells: readonly string[]): boolean =>
  cells.length > MAX_COLUMNS || cells.some((cell) => cell.length > MAX_CELL)

function refuseExcess(record: CsvRecord | undefined, name: string): void {
  if (record === undefined) return
  const { line, cells } = record
  if (cells.length > MAX_COLUMNS) {
    throw new ListError(
      `${name}: the row on line ${line} has ${cells.length} columns; at most ${MAX_COLUMNS} are read. Is this a leaver list, and the delimiter right?`,
    )
  }
  const long = cells.findIndex((cell) => cell.length > MAX_CELL)
  throw new ListError(
    `${name}: column ${long + 1} of the row on line ${line} is longer than a million characters. Is a quote missing, or is this no leaver list?`,
  )
}

/** `line` is the one behind the last good row. For an open quote csv-parse itself names the end of the list, which helps nobody. */
function brokenList(error: CsvError, name: string, line: number): ListError {
  const where = `${name}: the row that begins on line ${line}`
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ListError(
        `${where} opens a quote that is never closed. Correct the list, or export it again.`,
        { cause: error },
      )
    case 'CSV_MAX_RECORD_SIZE':
      return new ListError(
        `${where} is longer than 4 megabytes. Is a quote missing, or is this no CSV file?`,
        { cause: error },
      )
    default:
      return new ListError(
        `${where} has quotes that do not match: a cell with a quote in it has to be quoted, and its quotes doubled. Correct the list, or export it again.`,
        { cause: error },
      )
  }
}

/** Whether a last row that is too short is a footer. Of any other nobody knows what was cut off. */
const isFooterRow = (cells: readonly string[]): boolean =>
  cells.some(isTotalOrFooter) && cells.every((cell) => isTotalOrFooter(cell) || !/\p{L}/u.test(cell))

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
