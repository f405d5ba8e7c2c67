import { describeLine, type ListPlaces } from '../describe-line.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import { compileDateFormat, type DateFormat } from '../dates/date-format.ts'
import { isZoned, readLeaveDate } from '../dates/read-date.ts'
import { ListError } from '../list-error.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import type { ListCheck } from './list-check.ts'

/** How leave dates are written according to their header, or to an earlier run of the layout. */
export interface ToldFormat {
  /** As `--date-format` takes it. */
  format: string
  /** The earlier run; null for the header. */
  run: string | null
}

/** Refuses a list that has a leave date written otherwise than its header, or an earlier run, tells: then nobody knows which is right. */
export class ToldDates implements ListCheck<CsvRecord> {
  readonly #column: ListColumn
  readonly #told: ToldFormat
  readonly #read: DateFormat | null
  readonly #list: ListPlaces & { name: string; timezone: string }

  constructor(column: ListColumn, told: ToldFormat, list: ListPlaces & { name: string; timezone: string }) {
    this.#column = column
    this.#told = told
    this.#read = compileDateFormat(told.format)
    this.#list = list
  }

  look({ cells, line, notes }: CsvRecord): void {
    // A date of a workbook is one, however its column shows it.
    if (notes?.get(this.#column.number) === 'date') return
    const cell = cells[this.#column.number - 1]?.trim() ?? ''
    if (cell === '' || isZoned(cell) || this.#read?.(cell) !== null) return
    if (readLeaveDate(cell, this.#list.timezone) === null) return
    const { format, run } = this.#told
    const [who, what] =
      run === null
        ? [`the header of column ${describeColumn(this.#column)} says`, 'the header']
        : [`by run ${run}, column ${describeColumn(this.#column)} of this layout says`, 'what is remembered']
    throw new ListError(
      `${this.#list.name}: ${who} that its dates are written ${format}, and on ${describeLine(line, this.#list)} stands ${JSON.stringify(cell)}. Correct the list, or name the format that counts: --date-format, which goes before ${what}.`,
    )
  }
}
