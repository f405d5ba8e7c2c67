import { describeLine, type ListPlaces } from '../describe-line.ts'
import { takenColumns, type ListColumn, type ListColumns } from '../../offboarding/run/reading.ts'
import { mayBeLaterDate, mayBeLeaveDate, mayHoldDates } from '../columns/date-headers.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import { readFutureDay, type DayOrder } from '../dates/future-day.ts'
import { ListError } from '../list-error.ts'
import type { ListCheck } from './list-check.ts'

interface Watched {
  column: ListColumn
  /** Whether numbers under its header may be dates, as under `Termination` or `Extended to`. */
  takesNumbers: boolean
  proved: Set<DayOrder>
  /** For each order, the first line with a day that is to come only in that order. */
  doubtful: Map<DayOrder, number>
}

interface WatchedList extends ListPlaces {
  /** For messages. */
  name: string
  header: boolean
  /** The first day that is not over, `2026-12-31`. */
  today: string
  timezone: string
  /** Whether a flag says which column holds the leave dates. */
  isLeaveDateGiven: boolean
}

/**
 * Whether the header of a column beside the leave dates is worth a question. A flag that names the leave dates settles which column holds
 * them; it does not settle whether they were put off.
 */
const isWatchedBeside = (header: string, isLeaveDateGiven: boolean): boolean =>
  mayBeLaterDate(header) || (!isLeaveDateGiven && mayBeLeaveDate(header))

/**
 * Asks, by a ListError, about a column of dates that nobody took for the leave dates, as soon as one of its days is still to come: the
 * people on the list may still work here. Where the leave dates are known, only a column that is named like them, or like a later date, is
 * worth the question.
 */
export class OverlookedDates implements ListCheck<CsvRecord> {
  readonly #watched: readonly Watched[]
  readonly #leaveDate: ListColumn | null
  readonly #list: WatchedList

  constructor(columns: readonly ListColumn[], chosen: ListColumns, list: WatchedList) {
    const taken = takenColumns(chosen)
    const { leaveDate } = chosen
    this.#leaveDate = leaveDate
    this.#list = list
    this.#watched = columns
      .filter(({ number }) => !taken.includes(number))
      .filter(({ name }) => leaveDate === null || isWatchedBeside(name, list.isLeaveDateGiven))
      .map((column) => ({
        column,
        takesNumbers: mayHoldDates(column.name),
        proved: new Set(),
        doubtful: new Map(),
      }))
  }

  look({ cells, line }: CsvRecord): void {
    const { today, timezone } = this.#list
    for (const { column, takesNumbers, proved, doubtful } of this.#watched) {
      const cell = cells[column.number - 1] ?? ''
      if (this.#leaveDate !== null && cell === cells[this.#leaveDate.number - 1]) continue
      const { toCome, proves } = readFutureDay(cell, today, timezone, takesNumbers)
      if (proves !== null) proved.add(proves)
      if (toCome === 'certain') this.#ask(column, line)
      if (toCome !== null && !doubtful.has(toCome)) doubtful.set(toCome, line)
    }
  }

  /** A day is doubtful no more if the column has proved the other order, and only that. */
  end(): void {
    for (const { column, proved, doubtful } of this.#watched) {
      for (const [order, line] of doubtful) {
        if (proved.size !== 1 || proved.has(order)) this.#ask(column, line)
      }
    }
  }

  #ask(column: ListColumn, line: number): never {
    const otherwise =
      this.#leaveDate === null ? '--leave-date-column none' : `--ignore-column ${this.#asFlag(column)}`
    throw new ListError(
      `${this.#list.name}: ${describeLine(line, this.#list)} has a day to come in column ${describeColumn(column)}. If that column holds the leave dates, say so with --leave-date-column ${this.#asFlag(column)}; otherwise with ${otherwise}.`,
    )
  }

  #asFlag({ name, number }: ListColumn): string {
    return this.#list.header && name !== '' ? JSON.stringify(name) : String(number)
  }
}
