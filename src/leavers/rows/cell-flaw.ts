import type { CellFlaw } from '../../offboarding/reason-details.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { takenColumns, type ListColumns } from '../../offboarding/run/reading.ts'
import { cellAddress } from '../columns/cell-address.ts'
import type { CsvRecord } from '../csv/csv-options.ts'

const EVERYWHERE: readonly CellFlaw[] = ['no_value', 'failed']
/** What no user ID, no address, no employee number and no leave date may have; elsewhere such cells are text like any other. */
const FLAWS: Readonly<Record<'id' | 'email' | 'attribute' | 'leaveDate', readonly CellFlaw[]>> = {
  id: [...EVERYWHERE, 'rounded', 'shown_otherwise'],
  email: EVERYWHERE,
  attribute: [...EVERYWHERE, 'rounded', 'shown_otherwise'],
  leaveDate: [...EVERYWHERE, 'from_1904'],
}

/** Why a row of a workbook cannot be used as its cells stand in it, or null. */
export function findFlaw({ line, notes, struck }: CsvRecord, columns: ListColumns): Reason | null {
  const out = struck === undefined ? undefined : takenColumns(columns).find((number) => struck.has(number))
  if (out !== undefined) {
    return { code: 'cell_flawed', cell: cellAddress(out, line), flaw: 'struck_through', column: out }
  }
  if (notes === undefined) return null
  for (const role of ['id', 'email', 'attribute', 'leaveDate'] as const) {
    const column = columns[role] ?? null
    const note = column === null ? undefined : notes.get(column.number)
    if (column === null || note === undefined || note === 'date' || !FLAWS[role].includes(note)) continue
    return { code: 'cell_flawed', cell: cellAddress(column.number, line), flaw: note, column: column.number }
  }
  return null
}
