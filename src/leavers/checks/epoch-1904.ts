import { describeLine, type ListPlaces } from '../describe-line.ts'
import { daysBefore, serialDate } from '../dates/calendar.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'

/** How many days apart the two ways are in which workbooks count: from 1900, and, as old Macs did, from 1904. */
const DAYS_APART = 1462
/** How far from today the leave dates of a list lie, in days. */
const AROUND_TODAY = 366

const SERIAL = /^\d{5}(?:[.,]\d+)?$/

/**
 * Refuses a column of leave dates that may be counted from 1904. All of them are serial numbers of about four years ago; counted the
 * other way they lie around today, and one of them is to come.
 */
export class Epoch1904 implements ListCheck<CsvRecord> {
  readonly #column: ListColumn
  readonly #list: ListPlaces & { name: string; today: string }
  readonly #earliest: string
  readonly #latest: string
  #first = ''
  #last = ''
  #line = 0
  #isRuledOut = false

  constructor(column: ListColumn, list: ListPlaces & { name: string; today: string }) {
    this.#column = column
    this.#list = list
    this.#earliest = daysBefore(list.today, DAYS_APART + AROUND_TODAY)
    this.#latest = daysBefore(list.today, DAYS_APART - AROUND_TODAY)
  }

  look({ cells, line }: CsvRecord): void {
    if (this.#isRuledOut) return
    const cell = cells[this.#column.number - 1]?.trim() ?? ''
    if (cell === '') return
    const day = SERIAL.test(cell) ? serialDate(parseInt(cell, 10)) : null
    if (day === null || day < this.#earliest || day > this.#latest) {
      this.#isRuledOut = true
      return
    }
    if (this.#first === '' || day < this.#first) this.#first = day
    if (day <= this.#last) return
    this.#last = day
    this.#line = line
  }

  end(): void {
    const isToCome = this.#last >= daysBefore(this.#list.today, DAYS_APART)
    if (this.#isRuledOut || !isToCome) return
    const otherwise = [this.#first, this.#last].map((day) => daysBefore(day, -DAYS_APART))
    throw new ListError(
      `${this.#list.name}: the leave dates in column ${describeColumn(this.#column)} are numbers of days that mean ${this.#first} to ${this.#last} (${describeLine(this.#line, this.#list)}), and ${otherwise.join(' to ')} if the workbook counts from 1904 (in Excel, File > Options > Advanced > Use 1904 date system). If it does, export the list with dates that are written out; if they are right as they are, --date-format excel.`,
    )
  }
}
