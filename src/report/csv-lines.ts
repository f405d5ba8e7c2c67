import type { ListFacts } from '../offboarding/run/run.ts'
import { defuse } from '../offboarding/text/defuse.ts'

/** How a CSV file is written: as the list was. */
export type CsvStyle = Pick<ListFacts, 'byteOrderMark' | 'delimiter'>

/** The cells of so many records, one after the other. */
export type Records = AsyncIterable<readonly (readonly string[])[]>
/** The same, where nothing has to be waited for. */
export type ReadyRecords = Iterable<readonly (readonly string[])[]>

/**
 * Lines of CSV (RFC 4180) for the readers of the original list: with its delimiter, and with a byte order mark if it had one, or if
 * anything is beyond ASCII (without one Excel does not read UTF-8). Every cell is defused. This is our own code, because a line for each
 * of a million rows must cost hardly any memory, and CSV only needs quoting. Takes records and yields text many at a time. The records
 * are read twice, because the mark stands before the first of them.
 */
export async function* csvLines(
  list: CsvStyle,
  records: () => Records | ReadyRecords,
): AsyncGenerator<string> {
  const { byteOrderMark, delimiter } = list
  const special = new RegExp(`["\r\n${RegExp.escape(delimiter)}]`)
  const quote = (cell: string): string => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  if (byteOrderMark || (await isBeyondAscii(records()))) yield '\uFEFF'
  const line = (record: readonly string[]): string =>
    `${record.map((cell) => quote(defuse(cell))).join(delimiter)}\n`
  for await (const some of records()) yield some.map(line).join('')
}

/** Stops at the first such character. */
async function isBeyondAscii(records: Records | ReadyRecords): Promise<boolean> {
  for await (const some of records) {
    if (some.some((record) => record.some((cell) => /[^\p{ASCII}]/u.test(cell)))) return true
  }
  return false
}
