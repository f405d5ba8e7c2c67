import { describeColumn } from '../columns/describe-column.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'

/** Without what no spreadsheet writes, a `T` or a zone. */
const NUMBERS = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?![\dT])(?!.*(?:Z|[+-]\d{2}:?\d{2})$)/
/** With fewer dates of either kind it may well be chance. */
const FEWEST = 3

interface Kind {
  count: number
  /** That of the first one. */
  line: number
}

/**
 * Refuses a column of leave dates of which a spreadsheet seems to have swapped day and month. With another country's settings it took
 * `03/04/2026` for its own and wrote it in its own way, `03.04.2026`, by which March has become April; `12/31/2026` it left as it was. So
 * all that were left have a number above 12, and all others have none.
 */
export class SwappedDates implements ListCheck<CsvRecord> {
  readonly #column: ListColumn
  readonly #name: string
  readonly #left: Kind = { count: 0, line: 0 }
  readonly #others: Kind = { count: 0, line: 0 }
  /** The format of those that were left. */
  #format: string | null = null
  #isRuledOut = false

  constructor(column: ListColumn, name: string) {
    this.#column = column
    this.#name = name
  }

  look({ cells, line }: CsvRecord): void {
    if (this.#isRuledOut) return
    const date = NUMBERS.exec(cells[this.#column.number - 1]?.trim() ?? '')
    if (date === null) return
    const [, first = '', separator = '', second = '', third = ''] = date
    const isYearFirst = first.length > 2
    if (isYearFirst || separator === '.') {
      count(this.#others, line)
      const [a, b] = isYearFirst ? [second, third] : [first, second]
      if (Number(a) > 12 || Number(b) > 12) this.#isRuledOut = true
      return
    }
    count(this.#left, line)
    const format = formatOf(Number(first), Number(second))?.replaceAll('/', separator) ?? null
    if (format === null || format !== (this.#format ?? format)) this.#isRuledOut = true
    this.#format = format
  }

  end(): void {
    if (this.#isRuledOut || Math.min(this.#left.count, this.#others.count) < FEWEST) return
    throw new ListError(
      `${this.#name}: column ${describeColumn(this.#column)} has dates written as on line ${this.#left.line}, all with a number above 12, and dates written as on line ${this.#others.line}, all without: a spreadsheet seems to have swapped day and month of the latter. Export the list again without opening it in a spreadsheet, or name the only format that counts: --date-format ${this.#format ?? ''}.`,
    )
  }
}

function count(kind: Kind, line: number): void {
  if (kind.count === 0) kind.line = line
  kind.count += 1
}

/** By the number above 12; null without one, or with two. */
function formatOf(first: number, second: number): string | null {
  if (first > 12 === second > 12) return null
  return first > 12 ? 'dd/MM/yyyy' : 'MM/dd/yyyy'
}
