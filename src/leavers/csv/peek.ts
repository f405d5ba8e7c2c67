import { parse } from 'csv-parse/sync'
import { csvOptions, isBlank, type CsvRecord } from './csv-options.ts'
import { countLineBreaks } from '../text/line-breaks.ts'

/** How much of a text is looked at to tell its dialect, in characters. */
export const PEEKED = 64 * 1024

/** How many records are looked at to decide on the header and the delimiter. */
const RECORDS = 50

/**
 * The first records of a text that are not blank, as a delimiter would split them; as many as there are before the first
 * that breaks. `line` is the text's first line.
 */
export function peek(text: string, delimiter: string, line: number): CsvRecord[] {
  const records: string[][] = []
  try {
    parse(text, {
      ...csvOptions(delimiter),
      to: RECORDS,
      on_record: (record: string[]) => {
        records.push(record)
        return null
      },
    })
  } catch {
    // The text may end inside a record, or be no CSV at all. Whoever reads the rows will say so.
  }
  // A text of that length goes on, so its last record may be half of one.
  if (text.length >= PEEKED && records.length > 1 && records.length < RECORDS) records.pop()
  let next = line
  return records
    .map((cells) => {
      const record = { line: next, cells }
      next += 1 + cells.reduce((breaks, cell) => breaks + countLineBreaks(cell), 0)
      return record
    })
    .filter(({ cells }) => !isBlank(cells))
}
