import { describeLine, type ListPlaces } from '../describe-line.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import { compileDateFormat, type DateFormat } from '../dates/date-format.ts'
import { isZoned, readLeaveDate } from '../dates/read-date.ts'
import { ListError } from '../list-error.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import type { ListCheck } from './list-check.ts'

/** Refuses a list whose header tells how its leave dates are written, and that has one written otherwise: then nobody knows which is right. */
export class ToldDates implements ListCheck<CsvRecord> {
  readonly #column: ListColumn
  readonly #told: string
  readonly #read: DateFormat | null
  readonly #list: ListPlaces & { name: string; timezone: string }

  constructor(column: ListColumn, told: string, list: ListPlaces & { name: string; timezone: string }) {
    this.#column = column
    this.#told = told
    this.#read = compileDateFormat(told)
    this.#list = list
  }

  look({ cells, line, notes }: CsvRecord): void {
    // A date of a workbook is one, however its column shows it.
    if (notes?.get(this.#column.number) === 'date') return
    const cell = cells[this.#column.number - 1]?.trim() ?? ''
    if (cell === '' || isZoned(cell) || this.#read?.(cell) !== null) return
    if (readLeaveDate(cell, this.#list.timezone) === null) return
    throw new ListError(
      `${this.#list.name}: the header of column ${describeColumn(this.#column)} says that its dates are written ${this.#told}, and on ${describeLine(line, this.#list)} stands ${JSON.stringify(cell)}. Correct the list, or name the format that counts: --date-format, which goes before the header.`,
    )
  }
}
