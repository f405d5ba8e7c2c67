import { describeColumn } from '../columns/describe-column.ts'
import { takenColumns, type ListColumn, type ListColumns } from '../../offboarding/run/reading.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import { findDays } from '../dates/find-days.ts'
import type { DateReading } from '../dates/read-date.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'
import { mayBeLaterDate, mayBeLeaveDate, mayHoldDates } from '../columns/date-headers.ts'
import { simplifyDateText } from '../dates/simplify-date-text.ts'

/** A year of two digits that is further ahead is one of a date of birth, or none at all. */
const MAX_YEARS_AHEAD = 3

/** Which day a cell says is to come: for certain, or only if its day, or its month, comes first. */
export type ToCome = 'certain' | 'day first' | 'month first'

export interface FutureDay {
  toCome: ToCome | null
  /** The order that the cell proves, or null. */
  proves: 'day first' | 'month first' | null
}

const NOTHING: FutureDay = { toCome: null, proves: null }

/** What a cell tells of a day after `today` (`2026-12-31`). `takesNumbers`: whether a mere number may be one, such as 46387 or 20261231. */
export function readFutureDay(
  cell: string,
  today: string,
  timezone: string,
  takesNumbers = false,
): FutureDay {
  const text = simplifyDateText(cell)
  if (text === null) return NOTHING
  const lastShortYear = Number(today.slice(0, 4)) + MAX_YEARS_AHEAD
  const hints = findDays(text, { timezone, lastShortYear, takesNumbers }).map((day) =>
    futureDayOf(day, today),
  )
  if (hints.length < 2) return hints[0] ?? NOTHING
  // Of several, as of a beginning and an end, any may be the one.
  const toCome = hints.map((hint) => hint.toCome)
  return {
    toCome: toCome.find((kind) => kind === 'certain') ?? toCome.find((kind) => kind !== null) ?? null,
    proves: hints.find(({ proves }) => proves !== null)?.proves ?? null,
  }
}

function futureDayOf(reading: DateReading, today: string): FutureDay {
  if (reading.kind === 'date') return { toCome: reading.date > today ? 'certain' : null, proves: null }
  const { dayFirst, monthFirst } = reading
  const [isDay, isMonth] = [dayFirst, monthFirst].map((day) => day !== null && day > today)
  if (monthFirst === null) return { toCome: isDay === true ? 'certain' : null, proves: 'day first' }
  if (dayFirst === null) return { toCome: isMonth === true ? 'certain' : null, proves: 'month first' }
  if (isDay === true && isMonth === true) return { toCome: 'certain', proves: null }
  return { toCome: isDay === true ? 'day first' : isMonth === true ? 'month first' : null, proves: null }
}

interface Watched {
  column: ListColumn
  /** Whether it is named `Termination`, or `Extended to`: numbers under that are dates. */
  takesNumbers: boolean
  proved: Set<'day first' | 'month first'>
  /** The first line with a day that is to come only in one order. */
  doubtful: Map<'day first' | 'month first', number>
}

interface WatchedList {
  name: string
  header: boolean
  today: string
  timezone: string
  /** Whether a flag says which column holds the leave dates. */
  isLeaveDateGiven: boolean
}

/** Whether a column's name is worth a question beside the leave dates. A flag has settled which these are, not whether they were put off. */
const isWatchedBeside = (name: string, isLeaveDateGiven: boolean): boolean =>
  mayBeLaterDate(name) || (!isLeaveDateGiven && mayBeLeaveDate(name))

/**
 * Asks, by a ListError, about a column of dates that nobody took for the leave dates, as soon as one of them is still to come: its
 * people may still work here. Where the leave dates are known, only a column that is named like them, or like a later date, is worth the question.
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

  /** Looks at a row. */
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

  /** All rows have been looked at: a day is doubtful no more if the column has proved the other order, and only that. */
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
      `${this.#list.name}: line ${line} has a day to come in column ${describeColumn(column)}. If that column holds the leave dates, say so with --leave-date-column ${this.#asFlag(column)}; otherwise with ${otherwise}.`,
    )
  }

  #asFlag({ name, number }: ListColumn): string {
    return this.#list.header && name !== '' ? JSON.stringify(name) : String(number)
  }
}
