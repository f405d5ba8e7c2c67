import type { ListFacts } from '../offboarding/run/run.ts'
import { defuse } from '../offboarding/text/defuse.ts'

/** The cells of so many records, one after the other. */
export type Records = AsyncIterable<readonly (readonly string[])[]>

/**
 * CSV (RFC 4180) as the list's own readers expect it: its delimiter, and a byte order mark if it had one, or if there is anything beyond
 * ASCII, which Excel takes for something else without. Every cell is defused. Ours, since a line for each of a million rows has to cost
 * next to no memory, and quoting is all there is to it. Records come, and lines go, many at a time. They are asked for twice: the mark
 * stands before the first of them.
 */
export async function* csvLines(list: ListFacts, records: () => Records): AsyncGenerator<string> {
  const { byteOrderMark, delimiter } = list
  const special = new RegExp(`["\r\n${RegExp.escape(delimiter)}]`)
  const quote = (cell: string): string => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  if (byteOrderMark || (await isBeyondAscii(records()))) yield '\uFEFF'
  const line = (record: readonly string[]): string =>
    `${record.map((cell) => quote(defuse(cell))).join(delimiter)}\n`
  for await (const some of records()) yield some.map(line).join('')
}

/** Stops at the first such character. */
async function isBeyondAscii(records: Records): Promise<boolean> {
  for await (const some of records) {
    if (some.some((record) => record.some((cell) => /[^\p{ASCII}]/u.test(cell)))) return true
  }
  return false
}
