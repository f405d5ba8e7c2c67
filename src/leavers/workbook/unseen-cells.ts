import { cellAddress, columnLetters } from '../columns/cell-address.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { ListLayout } from '../columns/list-layout.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import type { ListCheck } from '../checks/list-check.ts'
import { ListError } from '../list-error.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import type { SheetFacts } from './sheet.ts'

/**
 * Refuses a sheet on which something of the list cannot be seen: in hidden rows or columns, behind a filter, or under cells that are merged.
 * Whoever made the list has seen only the rest.
 */
export class UnseenCells implements ListCheck<CsvRecord> {
  readonly #facts: SheetFacts
  readonly #where: string
  readonly #hidden: readonly ListColumn[]
  readonly #counting: readonly ListColumn[]
  #first = 0
  #last = 0

  constructor({ own, chosen, ignored }: ListLayout, facts: SheetFacts, where: string) {
    this.#facts = facts
    this.#where = where
    const isHidden = (number: number): boolean =>
      facts.hiddenColumns.some(([first, last]) => number >= first && number <= last)
    this.#hidden = own.filter(({ number }) => isHidden(number) && !ignored.has(number))
    const { id, email, attribute = null, leaveDate } = chosen
    this.#counting = [id, email, attribute, leaveDate].filter((column) => column !== null)
  }

  look({ line, cells, isHidden }: CsvRecord): void {
    if (isHidden) {
      throw new ListError(
        `${this.#where}: row ${line} is hidden, so nobody sees who stands on it. Show all rows (select all of them, then Home > Format > Hide & Unhide > Unhide Rows, and Data > Clear for a filter); or copy those that are meant to a new workbook.`,
      )
    }
    const column = this.#hidden.find(({ number, name }) => name !== '' || cells[number - 1] !== '')
    if (column !== undefined) {
      throw new ListError(
        `${this.#where}: column ${describeColumn(column)} (${columnLetters(column.number)}) is hidden, so nobody sees what it says. Show it, or say that it does not matter: --ignore-column ${column.number}.`,
      )
    }
    if (this.#first === 0) this.#first = line
    this.#last = line
  }

  end(): void {
    const { isFiltered, merged } = this.#facts
    if (isFiltered) {
      throw new ListError(
        `${this.#where} has a filter, so nobody knows whether all rows are meant or those that it shows. Take the filter off (in Excel, Data > Clear); or copy the rows that are meant to a new workbook.`,
      )
    }
    for (const { columns, rows } of merged) {
      if (rows[1] < this.#first || rows[0] > this.#last) continue
      const column = this.#counting.find(({ number }) => number >= columns[0] && number <= columns[1])
      if (column === undefined) continue
      throw new ListError(
        `${this.#where}: cells ${cellAddress(columns[0], rows[0])}:${cellAddress(columns[1], rows[1])} are merged, in column ${describeColumn(column)}, so nobody knows which rows they belong to. Unmerge them, and fill in each row.`,
      )
    }
  }
}
