import type { ListRow } from '../leaver.ts'
import type { LayoutSettings, Remembered } from '../run/layout.ts'
import type { LeftOut } from '../run/left-out.ts'
import type { ListColumns } from '../run/reading.ts'

/** A leaver list whose header has been read. Its rows are ready to stream. */
export interface LeaverList {
  encoding: string
  byteOrderMark: boolean
  delimiter: string
  /** The sheet of a workbook; null for a CSV file. */
  sheet: string | null
  /** The header's cells, without the `offboard_*` columns of an earlier report; `column 1` and so on where there is no header. */
  columns: readonly string[]
  chosen: ListColumns
  /** The code of the language of its header, such as `de`; null where that is not clear. */
  language: string | null
  /** What identifies the set of headers; null where there is no header, or two are alike. */
  layout: string | null
  /** What flags said of how lists of this layout are read. */
  told: LayoutSettings
  /** What was taken over from an earlier run of this layout; null for nothing. */
  remembered: Remembered | null
  /** All rows in list order, many at a time. Throws if the list as a whole is ambiguous or broken. */
  batches: AsyncIterable<readonly ListRow[]>
  /**
   * To be called after all rows were read. Returns the SHA-256 of the list's bytes in hexadecimal, the number of rows with an empty
   * leave date, and what was left out.
   */
  end: () => { sha256: string; emptyLeaveDates: number; leftOut: LeftOut }
}
