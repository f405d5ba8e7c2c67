import { CsvError, parse, type Info } from 'csv-parse'
import { Readable } from 'node:stream'
import type { ListRow } from '../offboarding/leaver.ts'
import { parseUserId } from '../offboarding/user-id.ts'
import { decode } from './decode.ts'
import { detectDelimiter } from './delimiter.ts'
import { findIdColumn } from './id-column.ts'
import { ListError } from './list-error.ts'

/** The longest record that is read, in characters: an unterminated quote must not swallow a whole list into memory. */
const MAX_RECORD_CHARACTERS = 4 * 1024 * 1024

/** The columns that our own results add; a results file fed back in is read without them. */
const OUR_COLUMN = /^offboard_[a-z_]+$/

export interface ReadOptions {
  /** For messages: the file's name, or "standard input". */
  name: string
  idColumn: string | undefined
  delimiter: string | undefined
}

/** A leaver list whose header has been read and whose rows are ready to stream. */
export interface LeaverList {
  encoding: string
  byteOrderMark: boolean
  delimiter: string
  /** The header's cells, without the `offboard_*` columns of an earlier report. */
  columns: readonly string[]
  /** The header of the column the user IDs are taken from. */
  idColumn: string
  rows: AsyncIterable<ListRow>
  /** SHA-256 of the bytes, once all rows have been read. */
  sha256: () => string
}

interface CsvRecord {
  record: string[]
  info: Info
}

/**
 * Reads a leaver list: UTF-8 CSV with a header row. Streams: a few records are in memory at a time, however long the list.
 * Throws ListError, also while rows are being read, for a list that is broken as a whole.
 */
export async function readLeavers(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<LeaverList> {
  const { name } = options
  const { encoding, byteOrderMark, text, sha256 } = await decode(bytes, name)
  const { start, rest } = await takeHeaderLine(text)
  const delimiter = options.delimiter ?? detectDelimiter(start)
  if (delimiter === null) {
    throw new ListError(
      `${name}: the header does not tell which character separates the columns. Name it with --delimiter.`,
    )
  }

  const records = parseCsv(rest, delimiter, name)
  const first = await records.next()
  if (first.done)
    throw new ListError(`${name} is empty. An empty leaver list is somebody's mistake: export it again.`)
  const header = first.value.record
  const kept = header.flatMap((cell, index) => (OUR_COLUMN.test(cell.trim()) ? [] : [index]))
  const columns = kept.map((index) => header[index] ?? '')
  const idIndex = findIdColumn(columns, options.idColumn, name)

  async function* rows(): AsyncGenerator<ListRow> {
    let row = 0
    for await (const { record, info } of records) {
      row += 1
      const cells = kept.map((index) => record[index] ?? '')
      const user =
        record.length === header.length
          ? readId(cells[idIndex] ?? '')
          : { invalid: wrongWidth(record, header) }
      yield { row, line: firstLine(record, info), cells, user }
    }
    if (row === 0) {
      throw new ListError(
        `${name} has a header and no rows. An empty leaver list is somebody's mistake: export it again.`,
      )
    }
  }
  return {
    encoding,
    byteOrderMark,
    delimiter,
    columns,
    idColumn: columns[idIndex] ?? '',
    rows: rows(),
    sha256,
  }
}

/** Reads on until the first line with something on it is complete; `rest` is the whole text all the same. */
async function takeHeaderLine(
  text: AsyncIterable<string>,
): Promise<{ start: string; rest: AsyncIterable<string> }> {
  const chunks = text[Symbol.asyncIterator]()
  let read = ''
  while (!/\S[^\r\n]*[\r\n]/.test(read) && read.length < MAX_RECORD_CHARACTERS) {
    const next = await chunks.next()
    if (next.done) break
    read += next.value
  }
  async function* rest(): AsyncGenerator<string> {
    yield read
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
  }
  return { start: read.trimStart().split(/[\r\n]/, 1)[0] ?? '', rest: rest() }
}

async function* parseCsv(
  text: AsyncIterable<string>,
  delimiter: string,
  name: string,
): AsyncGenerator<CsvRecord> {
  let lastLine = 0
  const parser = parse({
    delimiter,
    // Named, since a file may mix them; discovered from its first line, the others would end up inside cells.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: MAX_RECORD_CHARACTERS,
    info: true,
    // Called as each record is parsed, ahead of the stream's buffer, so that an error knows where the last good row ended.
    on_record: (record, { lines }) => {
      lastLine = lines
      return record
    },
  })
  const source = Readable.from(text)
  // What goes wrong while decoding has to reach whoever reads the records.
  source.on('error', (error) => parser.destroy(error))
  try {
    for await (const record of source.pipe(parser) as AsyncIterable<CsvRecord>) {
      if (record.record.some((cell) => cell.trim() !== '')) yield record
    }
  } catch (error) {
    throw error instanceof CsvError ? brokenList(error, name, lastLine + 1) : error
  } finally {
    source.destroy()
  }
}

function readId(cell: string): ListRow['user'] {
  const parsed = parseUserId(cell)
  return parsed.ok ? { id: parsed.id } : { invalid: parsed.reason }
}

function wrongWidth(record: readonly string[], header: readonly string[]): string {
  const extra = record.slice(header.length)
  const surplus = extra.length === 0 ? '' : `; beyond the last column: ${JSON.stringify(extra)}`
  return `the row has ${record.length} ${record.length === 1 ? 'cell' : 'cells'} and the header ${header.length}${surplus}`
}

/** csv-parse tells the line a record ends on; line breaks inside its quotes lead back to where it begins. */
function firstLine(record: readonly string[], info: Info): number {
  return info.lines - record.reduce((breaks, cell) => breaks + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
}

/** `line` is where the last good row ended, plus one. For an open quote csv-parse names the end of the list, which helps nobody. */
function brokenList(error: CsvError, name: string, line: number): ListError {
  const where = `${name}: the row that begins on line ${line}`
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return new ListError(
        `${where} opens a quote that is never closed. Correct the list, or export it again.`,
        {
          cause: error,
        },
      )
    case 'CSV_MAX_RECORD_SIZE':
      return new ListError(`${where} is longer than 4 million characters. Is this a CSV file?`, {
        cause: error,
      })
    default:
      return new ListError(`${where} has quotes that do not match. Correct the list, or export it again.`, {
        cause: error,
      })
  }
}
