import type { CellFlaw } from '../../offboarding/reason-details.ts'

/** How csv-parse is told to read CSV, both to find the delimiter and to read the rows. */
export const csvOptions = (delimiter: string) => ({
  delimiter,
  // Each is named, since a file may mix them. By itself csv-parse takes the one of the first line and leaves the others inside cells.
  record_delimiter: ['\r\n', '\n', '\r'],
  // A row of another width than the header concerns that row only.
  relax_column_count: true,
})

/** One record of a CSV text, or one row of a workbook. */
export interface CsvRecord {
  /** The line an editor shows for its first character, or the number of the row in its sheet, from 1. */
  line: number
  cells: readonly string[]
  /** What a workbook tells of its cells besides their text, by the numbers of their columns. */
  notes?: ReadonlyMap<number, CellNote>
  /** The numbers of the columns whose cells are struck through, as people strike out what is not to count. */
  struck?: ReadonlySet<number>
  /** Whether the row is hidden in its sheet. */
  isHidden?: boolean
}

/** That a cell holds a date, written out here as `2026-12-31`, or what keeps it from being an ID, an address or a date. */
export type CellNote = 'date' | CellFlaw

export const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '')
