/** What is needed to say where in a list something stands. */
export interface ListPlaces {
  /** The sheet of a workbook; null, or absent, for a CSV file. */
  sheet?: string | null
}

/** A line of a CSV file, or a row of a sheet, for a message: each as its program numbers it. */
export const describeLine = (line: number, { sheet = null }: ListPlaces): string =>
  sheet === null ? `line ${line}` : `row ${line} of the sheet`
