import type { Reason } from '../reason.ts'
import type { LeftOut } from '../run/left-out.ts'

/**
 * What a column of a roster holds: what names the person of the line (in as many columns as there are); somebody else, such as their
 * manager; anything else; or, where a flag says so, nothing that matters.
 */
export type ColumnKind = 'id' | 'email' | 'attribute' | 'name' | 'other_person' | 'other' | 'ignored'

export interface RosterColumn {
  /** From 1, in the order of the roster. */
  number: number
  /** Its header; `column 3` where the roster has none. */
  name: string
  kind: ColumnKind
}

/** One line of a roster that is no total and no footer. */
export interface RosterLine {
  /** The line, from 1, that an editor shows for it; the row of a sheet. */
  line: number
  /** Its cells, one for each column of the roster. */
  cells: readonly string[]
  /** What stands behind the last column, most likely by mistake: a few cells of it. */
  surplus: readonly string[]
  /** Whether there is more behind the last column than `surplus` holds. */
  isCut: boolean
  /** Why the line cannot be used as it stands; null where it can. Whoever it may mean is spared all the same. */
  flaw: Reason | null
  /** The column in which it says that the person has left, with the cell; null where it does not. */
  left: { column: RosterColumn; cell: string } | null
}

/** A list of everybody who still works here, of which the header has been read. Its lines are ready to stream. */
export interface Roster {
  encoding: string
  byteOrderMark: boolean
  delimiter: string
  /** The sheet of a workbook; null for a CSV file. */
  sheet: string | null
  columns: readonly RosterColumn[]
  /** All lines in order, many at a time. Throws if the roster as a whole is ambiguous or broken. */
  batches: AsyncIterable<readonly RosterLine[]>
  /** To be called after all lines were read. Returns the SHA-256 of the roster's bytes in hexadecimal, and what was left out. */
  end: () => { sha256: string; leftOut: LeftOut }
}
