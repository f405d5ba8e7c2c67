import { ListError } from '../list-error.ts'
import { peek } from './peek.ts'

/** The delimiters that are told apart. */
export const DELIMITERS = [',', ';', '\t', '|'] as const

const SHOWN: Readonly<Record<string, string>> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }

/** What a list's own first line says of its delimiter, as Excel understands it: `sep=;`. Null without such a line. */
export function declaredDelimiter(start: string): string | null {
  const [, delimiter = null] = /^"?sep=(\\t|[^"\r\n])"?[ ,;|\t]*(?:[\r\n]|$)/iu.exec(start) ?? []
  return delimiter === '\\t' ? '\t' : delimiter
}

/**
 * The delimiter of a list by its beginning: one that splits the header, gives the rows the header's width, and if several do,
 * the one under which the header has a column that `isKnown`. A comma where none splits the header (a list of one column).
 * Throws ListError where that leaves several. `line` is the text's first line.
 */
export function findDelimiter(
  start: string,
  line: number,
  isKnown: (header: readonly string[]) => boolean,
  name: string,
): string {
  const splits = DELIMITERS.map((delimiter) => ({ delimiter, records: peek(start, delimiter, line) })).filter(
    ({ records }) => (records[0]?.cells.length ?? 0) > 1,
  )
  if (splits.length < 2) return splits[0]?.delimiter ?? ','

  const even = splits.filter(({ records: [header, ...rows] }) =>
    rows.every(({ cells }) => cells.length === header?.cells.length),
  )
  const known = (even.length > 0 ? even : splits).filter(({ records }) => isKnown(records[0]?.cells ?? []))
  const [only, ...others] = even.length === 1 ? even : known
  if (only !== undefined && others.length === 0) return only.delimiter
  const which = splits.map(({ delimiter }) => SHOWN[delimiter]).join(' or ')
  throw new ListError(
    `${name}: line ${splits[0]?.records[0]?.line ?? line} does not tell whether ${which} separates the columns. Name it with --delimiter.`,
  )
}
