import type { ListRow } from '../leaver.ts'
import type { LeftOut } from '../run/left-out.ts'
import type { ListColumns } from '../run/reading.ts'

/** A leaver list whose header has been read and whose rows are ready to stream. */
export interface LeaverList {
  encoding: string
  byteOrderMark: boolean
  delimiter: string
  /** The header's cells, without the columns of an earlier report; `column 1` and so on where there is no header. */
  columns: readonly string[]
  chosen: ListColumns
  /** All rows, in list order, many at a time. Throws for a list that is unclear or broken as a whole. */
  batches: AsyncIterable<readonly ListRow[]>
  /** Once all rows have been read: SHA-256 of the list's bytes in hexadecimal, how many rows have no leave date, and what was left out. */
  end: () => { sha256: string; emptyLeaveDates: number; leftOut: LeftOut }
}
