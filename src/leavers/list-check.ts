import type { CsvRecord } from './csv-options.ts'

/** Looks for what makes a list unusable as a whole though each of its rows can be read. Both throw ListError. */
export interface ListCheck {
  /** Looks at a row, in list order. */
  look(record: CsvRecord): void
  /** All rows have been looked at. */
  end(): void
}
