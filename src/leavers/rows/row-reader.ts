import type { Claim } from '../../offboarding/leaver.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import type { ListLayout } from '../columns/list-layout.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import { readLeaveDate, type DateReading } from '../dates/read-date.ts'
import { dateReader, type DateReader } from '../dates/date-reader.ts'
import { findFlaw } from './cell-flaw.ts'
import { emptyDate, isPast, unreadableDate } from './decide-due.ts'
import { isEmpty, isPlaceholder } from '../words/placeholder.ts'
import { readFooter } from './footer.ts'
import { isNotAPerson } from './not-a-person.ts'
import { readClaim, unclear, withWho } from './read-claim.ts'
import type { UndatedRow } from './resolve-dates.ts'

interface RowOptions {
  dateFormat: string | undefined
  timezone: string
  /** The first day that is not over, `2026-12-31`. */
  today: string
  /** Whether a row without a leave date is due, or is held. */
  emptyLeaveDate: 'hold' | 'due'
}

/** Reads the records of a list as rows: whom each of them names, and when that person leaves. */
export class RowReader {
  readonly #layout: ListLayout
  /** Where the list's own cells stand in a record, from 0. */
  readonly #own: readonly number[]
  readonly #readDate: DateReader
  readonly #timezone: string
  readonly #today: string
  readonly #isEmptyDue: boolean
  /** The last row so far that was a total. */
  #lastTotal = 0

  constructor(layout: ListLayout, { dateFormat, timezone, today, emptyLeaveDate }: RowOptions) {
    this.#layout = layout
    this.#own = layout.own.map(({ number }) => number - 1)
    this.#readDate = dateReader(dateFormat, timezone)
    this.#timezone = timezone
    this.#today = today
    this.#isEmptyDue = emptyLeaveDate === 'due'
  }

  /** Reads one record, in list order. `row` counts from 1. */
  read(record: CsvRecord, row: number): UndatedRow {
    const { line, cells } = record
    const { leaveDate: column } = this.#layout.chosen
    const whoLeaves = this.#whoLeaves(cells, row)
    const cell = column === null ? null : this.#leaveDateCell(record, column)
    const leaveDate = cell === null || cell === '' ? null : this.#readLeaveDate(record, cell)
    const isUndated = cell !== null && leaveDate === null && (isEmpty(cell) || isPlaceholder(cell))
    const claim = column === null ? whoLeaves : this.#withLeaveDate(whoLeaves, cells, column, cell, leaveDate)
    const own = this.#own.map((index) => cells[index] ?? '')
    const flaw = findFlaw(record, this.#layout.chosen)
    if (flaw !== null) {
      return {
        row: { row, line, cells: own, claim: unclear(flaw, cells, this.#layout.chosen), leaves: null },
        leaveDate,
        footer: null,
      }
    }
    const footer =
      whoLeaves.kind === 'invalid' ? readFooter(cells, this.#layout.chosen, leaveDate !== null) : null
    return { row: { row, line, cells: own, claim, leaves: isUndated ? '' : null }, leaveDate, footer }
  }

  /** A date of a workbook is written in no format that a flag could name. */
  #readLeaveDate({ notes }: CsvRecord, cell: string): DateReading | null {
    const isDate = notes?.get(this.#layout.chosen.leaveDate?.number ?? 0) === 'date'
    return isDate ? readLeaveDate(cell, this.#timezone) : this.#readDate(cell)
  }

  #whoLeaves(cells: readonly string[], row: number): Claim {
    const { width, chosen } = this.#layout
    const claim = readClaim(cells, width, chosen)
    if (claim.kind !== 'leaver') return claim
    if (!isNotAPerson(cells, claim, chosen, [row - 1, row - 1 - this.#lastTotal])) return claim
    this.#lastTotal = row
    return { kind: 'invalid', reason: { code: 'no_person' } }
  }

  /** Null where the row has not the header's width, so that nobody knows which cell it is, and where the cell has no value. */
  #leaveDateCell({ cells, notes }: CsvRecord, { number }: ListColumn): string | null {
    if (notes?.get(number) === 'no_value') return null
    return cells.length === this.#layout.width ? (cells[number - 1] ?? '').trim() : null
  }

  /** The claim of a row, changed if its leave date cannot be read, or if the row cannot be used and the person may not have left yet. */
  #withLeaveDate(
    claim: Claim,
    cells: readonly string[],
    column: ListColumn,
    cell: string | null,
    leaveDate: DateReading | null,
  ): Claim {
    const { chosen } = this.#layout
    if (claim.kind === 'invalid') {
      const hasLeft = leaveDate !== null && isPast(leaveDate, this.#today)
      return hasLeft ? withWho(claim, cells, chosen) : unclear(claim.reason, cells, chosen)
    }
    if (claim.kind !== 'leaver' || cell === null || leaveDate !== null) return claim
    if (isEmpty(cell)) return this.#isEmptyDue ? claim : emptyDate(claim, cell, column)
    return isPlaceholder(cell) ? emptyDate(claim, cell, column) : unreadableDate(claim, cell, column)
  }
}
