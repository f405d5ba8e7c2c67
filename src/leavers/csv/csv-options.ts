/** How CSV is parsed, wherever it is: to decide on a delimiter as well as to read the rows. */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  // Named, since a file may mix them; discovered from its first line, the others would end up inside cells.
  record_delimiter: ['\r\n', '\n', '\r'],
  // A row of another width than the header is a matter of that row.
  relax_column_count: true,
})

/** One record of a CSV text. */
export interface CsvRecord {
  /** The line an editor shows for its first character, from 1. */
  line: number
  cells: readonly string[]
}

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
