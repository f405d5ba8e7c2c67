import { createHash, type Hash } from 'node:crypto'
import type { LeaverList } from '../offboarding/ports/leaver-list.ts'
import { chooseChecks } from './checks/choose-checks.ts'
import { SwallowedRows } from './checks/swallowed-rows.ts'
import type { WantedColumns } from './columns/find-columns.ts'
import { languageOfHeader } from './columns/header-language.ts'
import { readLayout } from './columns/list-layout.ts'
import type { CsvRecord } from './csv/csv-options.ts'
import { DayMonthOrder } from './dates/day-month-order.ts'
import { toldFormat } from './dates/told-format.ts'
import { ListError } from './list-error.ts'
import { EXPORT_AGAIN, ListRows } from './list-rows.ts'
import { openSource, type ListSource } from './list-source.ts'
import { DateResolver } from './rows/resolve-dates.ts'
import { RowReader } from './rows/row-reader.ts'

export interface ReadOptions {
  /** For messages: the file's name, or "standard input". */
  name: string
  /** Whether a gzip or zstd file is meant: named `.gz` or `.zst`, or standard input. */
  mayBePacked: boolean
  /** One of ENCODINGS, or undefined to find out. */
  encoding: string | undefined
  /** One character, or undefined to find out. */
  delimiter: string | undefined
  /** The sheet of a workbook, or undefined to find out. */
  sheet: string | undefined
  /** Lines to leave out at the top; undefined to find out, and to leave out what stands below the rows, too. */
  skipLines: number | undefined
  /** Whether the list begins with a header. */
  header: boolean
  columns: WantedColumns
  /** The columns that keep no list from being used, whatever they say: headers, or numbers from 1. */
  ignored: readonly string[]
  /** What compileDateFormat takes, or undefined to find out: from the header, or from the dates themselves. */
  dateFormat: string | undefined
  /** Whether a row without a leave date is due where others have one, or is held. */
  emptyLeaveDate: 'hold' | 'due'
  /** For times that tell their own zone: `Europe/Berlin`. */
  timezone: string
  /** The first day that is not over, `2026-12-31`: rows that leave on it, or later, are not due. */
  today: string
}

/**
 * Reads a leaver list. Streams: however long the list, a few megabytes of it are in memory. What cannot be known for certain
 * is not guessed: throws ListError, also while rows are being read, for a list that is unclear or broken as a whole.
 */
export async function readLeavers(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<LeaverList> {
  const hash = createHash('sha256')
  const named = Object.values(options.columns).filter((column) => typeof column === 'string')
  const source = await openSource(hashed(bytes, hash), { ...options, wanted: named })
  try {
    return await readSource(source, hash, options)
  } catch (error) {
    await source.records.return(undefined)
    throw error
  }
}

async function readSource(source: ListSource, hash: Hash, options: ReadOptions): Promise<LeaverList> {
  const { columns: wanted } = options
  const { records, checks: checksOf, leftOut, ...facts } = source
  const { first, rest } = await takeFirst(records, options)

  const layout = readLayout(first.cells, options)
  const { chosen, width } = layout
  const { leaveDate } = chosen
  const told = options.header && leaveDate !== null ? toldFormat(leaveDate.name) : null
  const { delimiter, sheet } = facts
  const isLeaveDateGiven = wanted.leaveDate !== undefined
  const list = { ...options, delimiter, sheet, width, toldFormat: told, isLeaveDateGiven }
  // A quote may have swallowed rows in the header, too.
  if (options.header) new SwallowedRows(layout, list).look(first)

  const reader = new RowReader(layout, { ...options, dateFormat: options.dateFormat ?? told ?? undefined })
  const order = new DayMonthOrder(list, leaveDate === null ? '' : `${leaveDate.number} "${leaveDate.name}"`)
  const dates = new DateResolver(order, options.today)
  const checks = chooseChecks(layout, list)
  const all = { ...checks, records: [...checksOf(layout), ...checks.records] }
  const rows = new ListRows(reader, dates, all, options)
  return {
    ...facts,
    columns: layout.headers,
    chosen,
    language: options.header ? languageOfHeader(layout.headers) : null,
    batches: rows.read(rest),
    end: () => {
      const { emptyLeaveDates, below } = rows.facts
      return { sha256: hash.digest('hex'), emptyLeaveDates, leftOut: { ...leftOut(), below } }
    },
  }
}

/** The first record, which may be the header, and all records that are rows. */
async function takeFirst(
  records: AsyncGenerator<readonly CsvRecord[]>,
  { header, name }: ReadOptions,
): Promise<{ first: CsvRecord; rest: AsyncIterable<readonly CsvRecord[]> }> {
  const next = await records.next()
  const batch = next.done === true ? [] : next.value
  const [first] = batch
  if (first === undefined) throw new ListError(`${name} is empty. ${EXPORT_AGAIN}`)
  async function* rest(): AsyncGenerator<readonly CsvRecord[]> {
    yield header ? batch.slice(1) : batch
    yield* records
  }
  return { first, rest: rest() }
}

async function* hashed(bytes: AsyncIterable<Uint8Array>, hash: Hash): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    hash.update(chunk)
    yield chunk
  }
}
