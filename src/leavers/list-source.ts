import { NOTHING_LEFT_OUT, type LeftOut } from '../offboarding/run/left-out.ts'
import type { ListCheck } from './checks/list-check.ts'
import type { ListLayout } from './columns/list-layout.ts'
import type { CsvRecord } from './csv/csv-options.ts'
import { findDialect } from './csv/dialect.ts'
import type { WantedHeader } from './csv/header-line.ts'
import { readRecords } from './csv/records.ts'
import { cleanText } from './text/clean-text.ts'
import { decode } from './text/decode.ts'
import { unpack } from './text/unpack.ts'
import { readWorkbook } from './workbook/read-workbook.ts'

export interface SourceOptions {
  name: string
  mayBePacked: boolean
  encoding: string | undefined
  delimiter: string | undefined
  sheet: string | undefined
  skipLines: number | undefined
  header: boolean
  wanted: WantedHeader
}

/** A list as a table, whatever it is written in. */
export interface ListSource {
  /** `xlsx` for a workbook. */
  encoding: string
  byteOrderMark: boolean
  delimiter: string
  /** The sheet of a workbook; null for a CSV file. */
  sheet: string | null
  /** What was left out; complete once all records were read. */
  leftOut: () => Omit<LeftOut, 'below'>
  records: AsyncGenerator<readonly CsvRecord[]>
  /** What this kind of list has to be looked at for besides. */
  checks: (layout: ListLayout) => readonly ListCheck<CsvRecord>[]
}

/** Finds out what a list is written in, and where its table begins. Throws ListError. */
export async function openSource(
  bytes: AsyncIterable<Uint8Array>,
  options: SourceOptions,
): Promise<ListSource> {
  const { name, mayBePacked } = options
  const unpacked = await unpack(bytes, name, mayBePacked)
  if (unpacked.kind === 'text') return readText(unpacked.bytes, options)
  const { check, ...workbook } = await readWorkbook(unpacked.bytes, unpacked.kind, options)
  // Results are CSV all the same.
  const csv = { encoding: WORKBOOK, byteOrderMark: false, delimiter: options.delimiter ?? ',' }
  return { ...csv, ...workbook, checks: (layout) => [check(layout)] }
}

const WORKBOOK = 'xlsx'

async function readText(bytes: AsyncIterable<Uint8Array>, options: SourceOptions): Promise<ListSource> {
  const { name } = options
  const { encoding, byteOrderMark, text } = await decode(bytes, options.encoding, name)
  const { delimiter, firstLine, linesAbove, body } = await findDialect(cleanText(text), options)
  const records = readRecords(body, delimiter, firstLine, name)
  return {
    encoding,
    byteOrderMark,
    delimiter,
    sheet: null,
    leftOut: () => ({ ...NOTHING_LEFT_OUT, above: linesAbove }),
    records,
    checks: () => [],
  }
}
