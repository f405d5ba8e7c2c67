import { CsvError, parse } from 'csv-parse'
import { Readable } from 'node:stream'
import { csvOptions, isBlank, type CsvRecord } from './csv-options.ts'
import { countLineBreaks } from './line-breaks.ts'
import { ListError } from './list-error.ts'

/** The longest cell, in characters. */
export const MAX_CELL = 1024 * 1024
/** The longest row, in bytes of UTF-8: a quote that is never closed must not swallow a whole list into memory. */
export const MAX_ROW = 4 * MAX_CELL
export const MAX_COLUMNS = 10_000

/**
 * Reads the records of a CSV text as it streams by, without blank ones. `firstLine` is the text's first line. Throws ListError
 * for a list that is broken as a whole: quotes that do not match, a limit exceeded, a last row that is cut off.
 */
export async function* readRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  firstLine: number,
  name: string,
): AsyncGenerator<CsvRecord> {
  let parsedTo = firstLine
  const parser = parse({
    ...csvOptions(delimiter),
    max_record_size: MAX_ROW,
    // Called as each record is parsed, ahead of the stream's buffer, so that an error knows where the last good row ended.
    on_record: (cells: string[]) => {
      parsedTo += linesOf(cells)
      return cells
    },
  })
  const ending = { isOpen: false }
  const source = Readable.from(watchEnd(text, ending))
  // What goes wrong while decoding has to reach whoever reads the records.
  source.on('error', (error) => parser.destroy(error))
  let next = firstLine
  let width = 0
  let last: CsvRecord | undefined
  try {
    for await (const cells of source.pipe(parser) as AsyncIterable<string[]>) {
      last = { line: next, cells }
      next += linesOf(cells)
      refuseExcess(last, name)
      if (isBlank(cells)) continue
      if (width === 0) width = cells.length
      yield last
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenList(error, name, parsedTo) : error
  } finally {
    source.destroy()
    parser.destroy()
  }
  if (last !== undefined && ending.isOpen && last.cells.length < width) {
    throw new ListError(
      `${name} is cut off: it ends on line ${last.line} in the middle of a row, with ${count(last.cells.length, 'cell')} of ${width} and no line break. Export the list again.`,
    )
  }
}

/** Notes whether the text ends without a line break. */
async function* watchEnd(text: AsyncIterable<string>, ending: { isOpen: boolean }): AsyncGenerator<string> {
  for await (const piece of text) {
    ending.isOpen = !/[\r\n]$/.test(piece)
    yield piece
  }
}

function linesOf(cells: readonly string[]): number {
  let lines = 1
  for (const cell of cells) if (cell.includes('\n') || cell.includes('\r')) lines += countLineBreaks(cell)
  return lines
}

function refuseExcess({ line, cells }: CsvRecord, name: string): void {
  if (cells.length > MAX_COLUMNS) {
    throw new ListError(
      `${name}: the row on line ${line} has ${cells.length} columns; at most ${MAX_COLUMNS} are read. Is this a leaver list, and the delimiter right?`,
    )
  }
  const long = cells.findIndex((cell) => cell.length > MAX_CELL)
  if (long >= 0) {
    throw new ListError(
      `${name}: column ${long + 1} of the row on line ${line} is longer than a million characters. Is a quote missing, or is this no leaver list?`,
    )
  }
}

/** `line` is where the last good row ended, plus one. For an open quote csv-parse names the end of the list, which helps nobody. */
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
        `${where} is longer than 4 million characters. Is a quote missing, or is this no CSV file?`,
        { cause: error },
      )
    default:
      return new ListError(
        `${where} has quotes that do not match: a cell with a quote in it has to be quoted, and its quotes doubled. Correct the list, or export it again.`,
        { cause: error },
      )
  }
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`
