import { describeLine, type ListPlaces } from '../describe-line.ts'
import { describeColumn } from '../columns/describe-column.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'

/** A date in figures, as a spreadsheet may write it: without a `T` or a zone. */
const NUMBERS = /^(\d{1,4})([-./])(\d{1,2})\2(\d{1,4})(?![\dT])(?!.*(?:Z|[+-]\d{2}:?\d{2})$)/
/** With fewer dates of either kind it may be chance. */
const FEWEST = 3

interface Kind {
  count: number
  /** The line of the first one. */
  line: number
}

/**
 * Refuses a column of leave dates of which a spreadsheet seems to have swapped day and month. With another country's settings it took
 * `03/04/2026` for its own and wrote it in its own way, `03.04.2026`, by which March has become April; `12/31/2026` it left as it was. So
 * all unchanged dates have a number above 12, and all that were rewritten have none.
 */
export class SwappedDates implements ListCheck<CsvRecord> {
  readonly #column: ListColumn
  readonly #list: ListPlaces & { name: string }
  readonly #unchanged: Kind = { count: 0, line: 0 }
  readonly #rewritten: Kind = { count: 0, line: 0 }
  /** The format of the unchanged ones. */
  #format: string | null = null
  #isRuledOut = false

  constructor(column: ListColumn, list: ListPlaces & { name: string }) {
    this.#column = column
    this.#list = list
  }

  look({ cells, line }: CsvRecord): void {
    if (this.#isRuledOut) return
    const date = NUMBERS.exec(cells[this.#column.number - 1]?.trim() ?? '')
    if (date === null) return
    const [, first = '', separator = '', second = '', third = ''] = date
    const isYearFirst = first.length > 2
    if (isYearFirst || separator === '.') {
      count(this.#rewritten, line)
      const [a, b] = isYearFirst ? [second, third] : [first, second]
      if (Number(a) > 12 || Number(b) > 12) this.#isRuledOut = true
      return
    }
    count(this.#unchanged, line)
    const format = formatOf(Number(first), Number(second))?.replaceAll('/', separator) ?? null
    if (format === null || format !== (this.#format ?? format)) this.#isRuledOut = true
    this.#format = format
  }

  end(): void {
    if (this.#isRuledOut || Math.min(this.#unchanged.count, this.#rewritten.count) < FEWEST) return
    const remedy =
      (this.#list.sheet ?? null) === null
        ? `Export the list again without opening it in a spreadsheet, or name the only format that counts: --date-format ${this.#format ?? ''}.`
        : 'Correct them in the workbook, and enter those that are texts as dates, too.'
    throw new ListError(
      `${this.#list.name}: column ${describeColumn(this.#column)} has dates written as on ${describeLine(this.#unchanged.line, this.#list)}, all with a number above 12, and dates written as on ${describeLine(this.#rewritten.line, this.#list)}, all without: a spreadsheet seems to have swapped day and month of the latter. ${remedy}`,
    )
  }
}

function count(kind: Kind, line: number): void {
  if (kind.count === 0) kind.line = line
  kind.count += 1
}

/** The format that a number above 12 proves; null without such a number, or with two. */
function formatOf(first: number, second: number): string | null {
  if (first > 12 === second > 12) return null
  return first > 12 ? 'dd/MM/yyyy' : 'MM/dd/yyyy'
}
