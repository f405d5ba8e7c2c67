/** How csv-parse is told to read CSV, both to find the delimiter and to read the rows. */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  // Each is named, since a file may mix them. By itself csv-parse takes the one of the first line and leaves the others inside cells.
  record_delimiter: ['\r\n', '\n', '\r'],
  // A row of another width than the header concerns that row only.
  relax_column_count: true,
})

/** One record of a CSV text. */
export interface CsvRecord {
  /** The line an editor shows for its first character, from 1. */
  line: number
  cells: readonly string[]
}

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
