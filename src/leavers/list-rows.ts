import type { ListRow } from '../offboarding/leaver.ts'
import type { LeftOut } from '../offboarding/run/left-out.ts'
import type { ListChecks } from './checks/choose-checks.ts'
import type { CsvRecord } from './csv/csv-options.ts'
import { ListError } from './list-error.ts'
import { LastLines } from './rows/last-lines.ts'
import type { DateResolver, UndatedRow } from './rows/resolve-dates.ts'
import type { RowReader } from './rows/row-reader.ts'

/** What to do with an empty list. */
export const exportAgain = (of: ListOptions['of']): string =>
  `An empty ${of === 'roster' ? 'roster' : 'leaver list'} is somebody's mistake: export it again.`

interface ListOptions {
  /** Who stands on the list. */
  of: 'leavers' | 'roster'
  /** For messages. */
  name: string
  /** Lines that were left out at the top because a flag says so; with 0, none is left out below the rows, either. */
  skipLines: number | undefined
}

/** The rows of a list, read from its records as they stream by. */
export class ListRows {
  readonly #reader: RowReader
  readonly #dates: DateResolver
  readonly #checks: ListChecks
  readonly #options: ListOptions
  readonly #lastLines: LastLines
  #emptyLeaveDates = 0

  constructor(reader: RowReader, dates: DateResolver, checks: ListChecks, options: ListOptions) {
    this.#reader = reader
    this.#dates = dates
    this.#checks = checks
    this.#options = options
    this.#lastLines = new LastLines(options.name)
  }

  /** What is known once all rows have been read. */
  get facts(): { emptyLeaveDates: number; below: LeftOut['below'] } {
    return { emptyLeaveDates: this.#emptyLeaveDates, below: this.#lastLines.leftOut }
  }

  /** Reads records as rows, many at a time. A batch may be empty while rows wait for what decides on them. */
  async *read(records: AsyncIterable<readonly CsvRecord[]>): AsyncGenerator<readonly ListRow[]> {
    const { of, name, skipLines } = this.#options
    const { records: recordChecks, rows: rowChecks } = this.#checks
    let row = 0
    for await (const batch of records) {
      const read = batch.flatMap((record) => {
        for (const check of recordChecks) check.look(record)
        return this.#lastLines.add(this.#reader.read(record, (row += 1)))
      })
      yield this.#settle(read)
    }
    const last = this.#lastLines.end(skipLines === 0)
    if (row === this.#lastLines.leftOut.length) {
      throw new ListError(`${name} has a header and no rows. ${exportAgain(of)}`)
    }
    for (const check of recordChecks) check.end?.()
    yield [...this.#settle(last), ...this.#checked(this.#dates.end())]
    for (const check of rowChecks) check.end?.()
  }

  #settle(rows: readonly UndatedRow[]): readonly ListRow[] {
    return this.#checked(rows.flatMap((one) => this.#dates.add(one)))
  }

  #checked(rows: readonly ListRow[]): readonly ListRow[] {
    for (const row of rows) {
      if (row.leaves === '') this.#emptyLeaveDates += 1
      for (const check of this.#checks.rows) check.look(row)
    }
    return rows
  }
}
