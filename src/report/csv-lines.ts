import type { ListFacts } from '../offboarding/run/run.ts'
import { defuse } from '../offboarding/text/defuse.ts'

/**
 * Lines of CSV (RFC 4180) for the readers of the original list: with its delimiter, and with a byte order mark if it had one
 * (without one Excel does not read UTF-8) or was not UTF-8. Every cell is defused. This is our own code, because a line for each
 * of a million rows must cost hardly any memory, and CSV only needs quoting. Takes records and yields text many at a time.
 */
export async function* csvLines(
  list: ListFacts,
  records: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<string> {
  const { byteOrderMark, encoding, delimiter } = list
  const special = new RegExp(`["\r\n${RegExp.escape(delimiter)}]`)
  const quote = (cell: string): string => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  if (byteOrderMark || encoding !== 'utf-8') yield '\uFEFF'
  const line = (record: readonly string[]): string =>
    `${record.map((cell) => quote(defuse(cell))).join(delimiter)}\n`
  for await (const some of records) yield some.map(line).join('')
}
