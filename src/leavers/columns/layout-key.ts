import { createHash } from 'node:crypto'
import { isReportColumn } from '../../offboarding/run/report-columns.ts'
import { normalize } from '../vocabulary/normalize.ts'

/**
 * What identifies the layout of a list: the set of its headers, however they are spelled, in whatever order, without the columns of an
 * earlier report. Null where two headers are alike, because neither could be told by its name, and where all are blank.
 */
export function layoutKey(cells: readonly string[]): string | null {
  const names = cells
    .filter((cell) => !isReportColumn(cell.trim()))
    .map(normalize)
    .filter((name) => name !== '')
  if (names.length === 0 || new Set(names).size < names.length) return null
  return createHash('sha256').update(JSON.stringify(names.sort())).digest('hex')
}
