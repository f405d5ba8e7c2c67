import { describeLine, type ListPlaces } from '../describe-line.ts'
import type { ListColumn, ListColumns } from '../../offboarding/run/reading.ts'
import { isColumnName, isKnownAs } from '../columns/known-headers.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'

const NAMES_SOMEBODY = ['id', 'email', 'employeeNumber'] as const

/** No name of a column is longer, in characters. */
const MAX_LENGTH = 60

interface CheckedList extends ListPlaces {
  name: string
  /** Who stands on it. */
  of: 'leavers' | 'roster'
}

/**
 * Refuses a list in the middle of which another one begins: the people on that one, who may be joiners, would be taken for leavers. The
 * other list shows by its header, which stands where user IDs or addresses should be.
 */
export class SecondHeader implements ListCheck<CsvRecord> {
  readonly #columns: readonly ListColumn[]
  readonly #list: CheckedList

  constructor({ id, email, attribute }: ListColumns, list: CheckedList) {
    this.#columns = [id, email, attribute ?? null].filter((column) => column !== null)
    this.#list = list
  }

  look({ cells, line }: CsvRecord): void {
    for (const column of this.#columns) {
      const cell = cells[column.number - 1]?.trim() ?? ''
      if (!isHeaderCell(cell, column)) continue
      // A name that is not known may be that of a person, if the first row was taken for a header.
      const said = isColumnName(cell) ? JSON.stringify(cell) : 'the same as on top'
      throw new ListError(
        `${this.#list.name}: ${describeLine(line, this.#list)} looks like a second header, since column ${column.number} says ${said}, so another list may begin there. Leave only ${this.#list.of === 'roster' ? 'one' : 'the leavers in the list, and only one'} header.`,
      )
    }
  }
}

/**
 * Whether a cell is one of a header. The columns of the other list may be in any order. IDs and addresses as a rule have a digit or an at
 * sign, and names of columns have neither.
 */
function isHeaderCell(cell: string, { name }: ListColumn): boolean {
  if (cell === '' || cell.length > MAX_LENGTH) return false
  if (cell === name) return true
  return !/[@\d]/.test(cell) && NAMES_SOMEBODY.some((role) => isKnownAs(cell, role))
}
