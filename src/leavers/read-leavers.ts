import { createHash, type Hash } from 'node:crypto'
import type { LeaverList } from '../offboarding/ports/leaver-list.ts'
import type { Remembered, RememberedLayout } from '../offboarding/run/layout.ts'
import type { ListColumn } from '../offboarding/run/reading.ts'
import { chooseChecks } from './checks/choose-checks.ts'
import { SwallowedRows } from './checks/swallowed-rows.ts'
import type { ToldFormat } from './checks/told-dates.ts'
import type { WantedColumns } from './columns/find-columns.ts'
import { languageOfHeader } from './columns/header-language.ts'
import { layoutKey } from './columns/layout-key.ts'
import { readLayout, type ListLayout } from './columns/list-layout.ts'
import { recallLayout, toldSettings, withRecalled } from './columns/recall-layout.ts'
import type { CsvRecord } from './csv/csv-options.ts'
import { DayMonthOrder } from './dates/day-month-order.ts'
import { toldFormat } from './dates/told-format.ts'
import { ListError } from './list-error.ts'
import { exportAgain, ListRows } from './list-rows.ts'
import { openSource, type ListSource } from './list-source.ts'
import { batchesNaming, naming } from './naming-layout.ts'
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
  /** The attribute of the site whose values `columns.attribute` holds; undefined where users are not found by one. */
  attribute: string | undefined
  /** What compileDateFormat takes, or undefined to find out: from the header, or from the dates themselves. */
  dateFormat: string | undefined
  /** How lists of known layouts were read before [none]. What is not given is read as it was there. */
  layouts?: readonly RememberedLayout[]
  /** Whether a row without a leave date is due where others have one, or is held. */
  emptyLeaveDate: 'hold' | 'due'
  /** For times that tell their own zone: `Europe/Berlin`. */
  timezone: string
  /** The first day that is not over, `2026-12-31`: rows that leave on it, or later, are not due. */
  today: string
}

/** How to read a list, and who stands on it: leavers, or, on a roster, everybody who stays. */
export type OpenOptions = ReadOptions & { of: 'leavers' | 'roster' }

/**
 * Reads a leaver list. Streams: however long the list, a few megabytes of it are in memory. What cannot be known for certain
 * is not guessed: throws ListError, also while rows are being read, for a list that is unclear or broken as a whole.
 */
export async function readLeavers(
  bytes: AsyncIterable<Uint8Array>,
  options: ReadOptions,
): Promise<LeaverList> {
  return (await openList(bytes, { ...options, of: 'leavers' })).list
}

/** The rows of a list, or of a roster, with the columns that it has. */
export interface OpenedList {
  list: LeaverList
  layout: ListLayout
}

/** Reads a list, or a roster, as `readLeavers` does. */
export async function openList(bytes: AsyncIterable<Uint8Array>, options: OpenOptions): Promise<OpenedList> {
  const hash = createHash('sha256')
  const names = Object.values(options.columns).filter((column) => typeof column === 'string')
  const { layouts: known = [] } = options
  const layouts = new Set(known.map(({ layout }) => layout))
  const source = await openSource(hashed(bytes, hash), { ...options, wanted: { names, layouts } })
  try {
    const { first, rest } = await takeFirst(source.records, options)
    const remembered = recallLayout(first.cells, known, options)
    return naming(remembered, () => readSource({ ...source, first, rest, remembered }, hash, options))
  } catch (error) {
    await source.records.return(undefined)
    throw error
  }
}

interface StartedSource extends Omit<ListSource, 'records'> {
  first: CsvRecord
  rest: AsyncIterable<readonly CsvRecord[]>
  remembered: Remembered | null
}

function readSource(source: StartedSource, hash: Hash, options: OpenOptions): OpenedList {
  const { first, rest, remembered, checks: checksOf, leftOut, ...facts } = source
  const wanted = remembered === null ? options.columns : withRecalled(options.columns, remembered)
  const layout = readLayout(first.cells, { ...options, columns: wanted })
  const { chosen, width } = layout
  const { leaveDate } = chosen
  const told = leaveDate === null ? null : toldFormatOf(leaveDate, options.header, remembered)
  const { delimiter, sheet } = facts
  const isLeaveDateGiven = wanted.leaveDate !== undefined
  const checked = { ...options, delimiter, sheet, width, toldFormat: told, isLeaveDateGiven }
  // A quote may have swallowed rows in the header, too.
  if (options.header) new SwallowedRows(layout, checked).look(first)

  const reader = new RowReader(layout, { ...options, dateFormat: options.dateFormat ?? told?.format })
  const order = new DayMonthOrder(
    checked,
    leaveDate === null ? '' : `${leaveDate.number} "${leaveDate.name}"`,
  )
  const dates = new DateResolver(order, options.today)
  const checks = chooseChecks(layout, checked)
  const all = { ...checks, records: [...checksOf(layout), ...checks.records] }
  const rows = new ListRows(reader, dates, all, options)
  const list = {
    ...facts,
    columns: layout.headers,
    chosen,
    language: options.header ? languageOfHeader(layout.headers) : null,
    layout: options.header ? layoutKey(layout.headers) : null,
    told: options.header ? toldSettings(options, chosen) : {},
    remembered,
    batches: batchesNaming(remembered, rows.read(rest)),
    end: (): ReturnType<LeaverList['end']> => {
      const { emptyLeaveDates, below } = rows.facts
      return { sha256: hash.digest('hex'), emptyLeaveDates, leftOut: { ...leftOut(), below } }
    },
  }
  return { list, layout }
}

/** How the leave dates are written by an earlier run of the layout, or else by their header. */
function toldFormatOf(
  leaveDate: ListColumn,
  hasHeader: boolean,
  remembered: Remembered | null,
): ToldFormat | null {
  const before = remembered?.settings['date-format']
  if (remembered !== null && before !== undefined) return { format: before, run: remembered.run }
  const format = hasHeader ? toldFormat(leaveDate.name) : null
  return format === null ? null : { format, run: null }
}

/** The first record, which may be the header, and all records that are rows. */
async function takeFirst(
  records: ListSource['records'],
  { of, header, name }: OpenOptions,
): Promise<{ first: CsvRecord; rest: AsyncIterable<readonly CsvRecord[]> }> {
  const next = await records.next()
  const batch = next.done === true ? [] : next.value
  const [first] = batch
  if (first === undefined) throw new ListError(`${name} is empty. ${exportAgain(of)}`)
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
