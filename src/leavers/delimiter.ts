/** The delimiters that are told apart. */
export const DELIMITERS = [',', ';', '\t'] as const

/**
 * The delimiter of a list by its header line: the one that stands there most often outside quotes, or a comma where none
 * does (a list of one column). Null if two stand there equally often: that is for `--delimiter` to settle.
 */
export function detectDelimiter(headerLine: string): string | null {
  const unquoted = headerLine.replace(/"(?:[^"]|"")*"/g, '')
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, n: unquoted.split(delimiter).length - 1 }))
  const most = Math.max(...counts.map(({ n }) => n))
  if (most === 0) return ','
  const winners = counts.filter(({ n }) => n === most)
  return winners.length === 1 ? (winners[0]?.delimiter ?? null) : null
}
