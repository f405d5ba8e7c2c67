import { createHash } from 'node:crypto'
import type { Claim, ListRow } from '../offboarding/leaver.ts'
import type { ListColumns } from '../offboarding/run/reading.ts'
import { isReportColumn } from '../offboarding/run/report-columns.ts'
import { cleanText } from './text/clean-text.ts'
import type { CsvRecord } from './csv/csv-options.ts'
import { compileDateFormat } from './dates/date-format.ts'
import { DayMonthOrder } from './dates/day-month-order.ts'
import { decode } from './text/decode.ts'
import { declaredDelimiter, findDelimiter } from './csv/delimiter.ts'
import { isPast, unreadableDate } from './rows/decide-due.ts'
import { findColumns, type WantedColumns } from './columns/find-columns.ts'
import { isHeader, refusePlan, refuseQuotedLines, refuseTitleLines } from './csv/header-line.ts'
import { ignoredColumns } from './columns/ignored-columns.ts'
import { isZoned, readLeaveDate, type DateReading } from './dates/read-date.ts'
import { chooseChecks } from './checks/choose-checks.ts'
import { TrailingCount } from './rows/trailing-count.ts'
import { ListError } from './list-error.ts'
import { isNotAPerson, NOT_A_PERSON } from './rows/not-a-person.ts'
import { PEEKED } from './csv/peek.ts'
import { readClaim, unclear, withId } from './rows/read-claim.ts'
import { readRecords } from './csv/records.ts'
import { DateResolver, type UndatedRow } from './rows/resolve-dates.ts'
import { SwallowedRows } from './checks/swallowed-rows.ts'
import { skipLines, takeStart } from './text/text-start.ts'
import { unpack } from './text/unpack.ts'

export interface ReadOptions {
  /** For messages: the file's name, or "standard input". */
  name: string
  /** Whether a gzip or zstd file is meant: named `.gz` or `.zst`, or standard input. */
  mayBePacked: boolean
  /** One of ENCODINGS, or undefined to find out. */
  encoding: string | undefined
  /** One character, or undefined to find out. */
  delimiter: string | undefined
  /** Lines to leave out at the top. */
  skipLines: number
  /** Whether the list begins with a header. */
  header: boolean
  columns: WantedColumns
  /** The columns that keep no list from being used, whatever they say: headers, or numbers from 1. */
  ignored: readonly string[]
  /** What compileDateFormat takes, or undefined to find out. */
  dateFormat: string | undefined
  /** For times that tell their own zone: `Europe/Berlin`. */
  timezone: string
  /** The first day that is not over, `2026-12-31`: rows that leave on it, or later, are not due. */
  today: string
}

/** A leaver list whose header has been read and whose rows are ready to stream. */
export interface LeaverList {
  encoding: string
  byteOrderMark: boolean
  delimiter: string
  /** The header's cells, without the columns of an earlier report; `column 1` and so on where there is no header. */
  columns: readonly string[]
  chosen: ListColumns
  /** All rows, in list order, many at a time. */
  batches: AsyncIterable<readonly ListRow[]>
  /** Once all rows have been read: SHA-256 of the list's bytes in hexadecimal, and how many rows have no leave date. */
  end: () => { sha256: string; emptyLeaveDates: number }
}

/**
 * Reads a leaver list. Streams: however long the list, a few megabytes of it are in memory. What cannot be known for certain
 * is not guessed: throws ListError, also while rows are being read, for a list that is unclear or broken as a whole.
 */
export async function readLeavers(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<LeaverList> {
  const { name, header: hasHeader } = options
  const hash = createHash('sha256')
  const unpacked = await unpack(hashed(bytes, hash), name, options.mayBePacked)
  const { encoding, byteOrderMark, text } = await decode(unpacked, options.encoding, name)
  const { delimiter, firstLine, body } = await findDialect(cleanText(text), options)

  const records = readRecords(body, delimiter, firstLine, name)
  const opening = await records.next()
  const begin = opening.done === true ? [] : opening.value
  const [first] = begin
  if (first === undefined) throw new ListError(`${name} is empty${SOMEBODYS_MISTAKE}`)
  const header = hasHeader ? first.cells : first.cells.map((_, index) => `column ${index + 1}`)
  if (hasHeader) refusePlan(header, name)
  const own = header.map((cell) => (isReportColumn(cell.trim()) ? null : cell))
  const chosen = findColumns(own, hasHeader, options.columns, name)
  const kept = own.flatMap((cell, index) => (cell === null ? [] : [index]))

  const listed = kept.map((index) => ({ number: index + 1, name: header[index]?.trim() ?? '' }))
  const isLeaveDateGiven = options.columns.leaveDate !== undefined
  const ignored = ignoredColumns(listed, hasHeader, options.ignored, chosen, name)
  const checks = chooseChecks(listed, chosen, ignored, {
    ...options,
    delimiter,
    width: header.length,
    isLeaveDateGiven,
  })
  // A quote may have swallowed rows in the header, too.
  if (hasHeader)
    new SwallowedRows(listed, chosen, ignored, { name, delimiter, width: header.length }).look(first)
  const readDate = dateReader(options)
  const { leaveDate: dateColumn } = chosen
  const order = new DayMonthOrder(
    name,
    dateColumn === null ? '' : `${dateColumn.number} "${dateColumn.name}"`,
  )
  const dates = new DateResolver(order, options.today)
  const trailingCount = new TrailingCount()
  let emptyLeaveDates = 0
  let lastTotal = 0
  function readRow(record: CsvRecord, row: number): UndatedRow {
    const { line, cells } = record
    for (const check of checks.records) check.look(record)
    const { claim, leaveDate, isEmpty } = readDated(cells, row)
    const own = kept.map((index) => cells[index] ?? '')
    return { row: { row, line, cells: own, claim, leaves: isEmpty ? '' : null }, leaveDate }
  }
  function claimOf(cells: readonly string[], row: number): Claim {
    const claim = readClaim(cells, header.length, chosen)
    if (claim.kind !== 'leaver' || !isNotAPerson(cells, claim, chosen, [row - 1, row - 1 - lastTotal]))
      return claim
    lastTotal = row
    return { kind: 'invalid', reason: NOT_A_PERSON }
  }
  /** Whom a row names, and its leave date; of one that cannot be used, whether it may say that they have not left yet. */
  function readDated(cells: readonly string[], row: number): Dated {
    const claim = claimOf(cells, row)
    if (dateColumn === null) return { claim, leaveDate: null, isEmpty: false }
    const cell = cells.length === header.length ? (cells[dateColumn.number - 1] ?? '').trim() : null
    const isEmpty = cell === ''
    if (isEmpty) emptyLeaveDates += 1
    const leaveDate = cell === null || isEmpty ? null : readDate(cell)
    if (claim.kind === 'invalid') {
      const hasLeft = isEmpty || (leaveDate !== null && isPast(leaveDate, options.today))
      const known = hasLeft ? withId(claim, cells, chosen) : unclear(claim.reason, cells, chosen)
      return { claim: known, leaveDate, isEmpty }
    }
    const isUnreadable = cell !== null && !isEmpty && leaveDate === null
    if (claim.kind !== 'leaver' || !isUnreadable) return { claim, leaveDate, isEmpty }
    return { claim: unreadableDate(claim, cell, dateColumn), leaveDate, isEmpty }
  }
  function checked(rows: readonly ListRow[]): readonly ListRow[] {
    for (const row of rows) for (const check of checks.rows) check.look(row)
    return rows
  }
  async function* batches(): AsyncGenerator<readonly ListRow[]> {
    let row = 0
    for await (const batch of withFirst(hasHeader ? begin.slice(1) : begin, records)) {
      const read = batch.flatMap((record) => trailingCount.add(readRow(record, (row += 1))))
      yield checked(read.flatMap((one) => dates.add(one)))
    }
    if (row === 0) throw new ListError(`${name} has a header and no rows${SOMEBODYS_MISTAKE}`)
    for (const check of checks.records) check.end?.()
    yield checked([...trailingCount.end().flatMap((one) => dates.add(one)), ...dates.end()])
    for (const check of checks.rows) check.end?.()
  }
  return {
    encoding,
    byteOrderMark,
    delimiter,
    columns: kept.map((index) => header[index] ?? ''),
    chosen,
    batches: batches(),
    end: () => ({ sha256: hash.digest('hex'), emptyLeaveDates }),
  }
}

interface Dated {
  claim: Claim
  leaveDate: DateReading | null
  /** Whether the list has leave dates, and the row none. */
  isEmpty: boolean
}

const SOMEBODYS_MISTAKE = ". An empty leaver list is somebody's mistake: export it again."

async function* hashed(
  bytes: AsyncIterable<Uint8Array>,
  hash: { update(chunk: Uint8Array): unknown },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}

/** The delimiter, and the text from the header on. Refuses title lines above the header. */
async function findDialect(
  text: AsyncIterable<string>,
  { name, header, columns, delimiter: given, skipLines: skip }: ReadOptions,
): Promise<{ delimiter: string; firstLine: number; body: AsyncIterable<string> }> {
  const whole = await takeStart(text, PEEKED)
  const declared = declaredDelimiter(whole.start)
  const skipped = declared === null ? skip : Math.max(1, skip)
  const { start, text: body } = await takeStart(skipLines(whole.text, skipped), PEEKED)
  const firstLine = skipped + 1
  const delimiter = given ?? declared ?? undefined
  const wanted = Object.values(columns).filter((column) => column !== undefined)
  if (header) refuseQuotedLines(start, firstLine, wanted, name)
  if (header) refuseTitleLines(start, firstLine, delimiter, wanted, name)
  const isKnown = (cells: readonly string[]): boolean => header && isHeader(cells, wanted)
  return { delimiter: delimiter ?? findDelimiter(start, firstLine, isKnown, name), firstLine, body }
}

/** How the cell of a leave date is read; null for what cannot be. */
function dateReader({ dateFormat, timezone }: ReadOptions): (cell: string) => DateReading | null {
  const format = dateFormat === undefined ? null : compileDateFormat(dateFormat)
  if (format === null) return (cell) => readLeaveDate(cell, timezone)
  return (cell) => {
    if (isZoned(cell)) return readLeaveDate(cell, timezone)
    const date = format(cell)
    return date === null ? null : { kind: 'date', date }
  }
}

async function* withFirst<T>(first: T, rest: AsyncIterable<T>): AsyncGenerator<T> {
  yield first
  yield* rest
}
