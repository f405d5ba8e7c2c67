import type { ListColumn, ListColumns } from '../../offboarding/run/reading.ts'
import { isReportColumn, ROSTER_LINE_COLUMN } from '../../offboarding/run/report-columns.ts'
import { ListError } from '../list-error.ts'
import { PLAN_COLUMN } from '../vocabulary/systems.ts'
import { findColumns, type WantedColumns } from './find-columns.ts'
import { ignoredColumns } from './ignored-columns.ts'

/** The columns of a list, and which of them say what. */
export interface ListLayout {
  /** How many columns the header has. */
  width: number
  /** The list's own columns, without those of an earlier report. */
  own: readonly ListColumn[]
  /** Their headers as they stand in the list, blanks included; `column 1` and so on where there is no header. */
  headers: readonly string[]
  chosen: ListColumns
  /** The numbers of the columns that keep no list from being used. */
  ignored: ReadonlySet<number>
}

export interface LayoutOptions {
  /** Who stands on the list. */
  of: 'leavers' | 'roster'
  /** For messages. */
  name: string
  /** Whether the list begins with a header. */
  header: boolean
  columns: WantedColumns
  /** Headers, or numbers from 1. */
  ignored: readonly string[]
}

/** Reads the first record of a list: its header, or, without one, a row. Throws ListError where it is not certain which column says what. */
export function readLayout(
  cells: readonly string[],
  { of, name, header: hasHeader, columns, ignored }: LayoutOptions,
): ListLayout {
  const header = hasHeader ? cells : cells.map((_, index) => `column ${index + 1}`)
  if (hasHeader) refuseReport(header, name)
  const ownOrNull = header.map((cell) => (isReportColumn(cell.trim()) ? null : cell))
  const chosen = findColumns(ownOrNull, hasHeader, columns, name, of === 'roster')
  const own = ownOrNull.flatMap((cell, index) =>
    cell === null ? [] : [{ number: index + 1, name: cell.trim() }],
  )
  return {
    width: header.length,
    own,
    headers: ownOrNull.filter((cell) => cell !== null),
    chosen,
    ignored: ignoredColumns(own, hasHeader, ignored, chosen, name),
  }
}

/**
 * Refuses the file of a plan: somebody may have noted in it that nothing is to be done for a row, and as a list it would be done. And what a
 * comparison says of the lines of a roster: its people stay.
 */
function refuseReport(header: readonly string[], name: string): void {
  const has = (column: string): boolean => header.some((cell) => cell.trim() === column)
  if (has(ROSTER_LINE_COLUMN)) {
    throw new ListError(
      `${name} is what compare says of the lines of a roster, and whoever stands on them still works here. It is no list; leavers.csv beside it is.`,
    )
  }
  if (!has(PLAN_COLUMN)) return
  throw new ListError(
    `${name} is the file of a plan, not a leaver list. Carry the plan out with run --plan; or, to read what is left of it as a list, take the offboard_ columns out.`,
  )
}
