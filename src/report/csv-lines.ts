import type { ListFacts } from '../offboarding/run/run.ts'
import { defuse } from '../offboarding/text/defuse.ts'

/**
 * CSV (RFC 4180) as the list's own readers expect it: its delimiter, and its byte order mark if it had one (Excel takes UTF-8
 * for something else without). Every cell is defused. Ours, since a line for each of a million rows has to cost next to
 * no memory, and quoting is all there is to it. Records come, and lines go, many at a time.
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
