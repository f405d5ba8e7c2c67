import { describeLine, type ListPlaces } from '../describe-line.ts'
import { describeColumn } from '../columns/describe-column.ts'
import { parseEmail } from '../../offboarding/identity/email.ts'
import type { ListColumn } from '../../offboarding/run/reading.ts'
import { parseUserId } from '../../offboarding/identity/user-id.ts'
import type { ListLayout } from '../columns/list-layout.ts'
import type { CsvRecord } from '../csv/csv-options.ts'
import type { ListCheck } from './list-check.ts'
import { ListError } from '../list-error.ts'

interface CheckedList extends ListPlaces {
  name: string
  delimiter: string
  /** Columns of the header. */
  width: number
}

/**
 * Refuses a list in which the lines of a quoted cell are rows of the list. A quote too many, or one too few, has swallowed those rows, and
 * the people on them would be left out without a word.
 */
export class SwallowedRows implements ListCheck<CsvRecord> {
  readonly #columns: readonly ListColumn[]
  readonly #id: number
  readonly #email: number
  readonly #ignored: ReadonlySet<number>
  readonly #list: CheckedList

  constructor({ own, chosen, ignored }: ListLayout, list: CheckedList) {
    this.#columns = own
    this.#id = ((chosen.id ?? chosen.attribute)?.number ?? 0) - 1
    this.#email = (chosen.email?.number ?? 0) - 1
    this.#ignored = ignored
    this.#list = list
  }

  look({ cells, line }: CsvRecord): void {
    for (const [index, cell] of cells.entries()) {
      if (!/[\r\n]/.test(cell) || this.#ignored.has(index + 1)) continue
      if (this.#isRows(cell, index, cells)) this.#refuse(index, line)
    }
  }

  /** Whether the lines of a cell are rows. `at` is where the cell stands: there the first row broke off, and the last one goes on. */
  #isRows(cell: string, at: number, cells: readonly string[]): boolean {
    const { delimiter, width } = this.#list
    const lines = cell.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
    if (lines.length < 2) return false
    const own = cells[this.#id] ?? ''
    return lines.some((line, index) => {
      const parts = line.split(delimiter)
      if (index === 0) {
        const isRest = parts.length === width - at && parts.length > 1
        return isRest && this.#namesSomebody(parts, at, own)
      }
      const isLast = index === lines.length - 1
      const isRow = parts.length === width || (isLast && parts.length === at + 1)
      return (
        (isRow || (parts.length > 1 && this.#hasAddress(parts, 0))) &&
        this.#namesSomebody(parts, 0, own) &&
        this.#isTable(lines)
      )
    })
  }

  /** Whether lines can be a table. In a list of one column they can only if each of them names somebody. */
  #isTable(lines: readonly string[]): boolean {
    if (this.#list.width > 1) return true
    return lines.every((line) => parseEmail(line).ok || parseUserId(line).ok)
  }

  #namesSomebody(parts: readonly string[], from: number, own: string): boolean {
    if (this.#hasAddress(parts, from)) return true
    const text = parts[this.#id - from]
    if (this.#id < from || text === undefined) return false
    // In prose a blank follows a comma, but so it does in some lists that were typed by hand.
    const isProse = parts.some((part, index) => index > 0 && part.startsWith(' '))
    return parseUserId(text).ok && (isProse ? isNumberedLike(text, own) : isLike(text, own))
  }

  #hasAddress(parts: readonly string[], from: number): boolean {
    return this.#email >= from && parseEmail(parts[this.#email - from] ?? '').ok
  }

  #refuse(index: number, line: number): never {
    const column = this.#columns.find(({ number }) => number === index + 1)
    const where = column === undefined ? String(index + 1) : describeColumn(column)
    throw new ListError(
      `${this.#list.name}: on ${describeLine(line, this.#list)} a quoted cell in column ${where} holds what looks like further rows of the list, so a quote is missing or too many there, and whoever stands on them would be left out. Correct the quotes; if it is a text, take its line breaks out, or say that the column does not matter with --ignore-column.`,
    )
  }
}

/** Whether two IDs could be of the same list: both have digits, or neither has. If the other one cannot be read, any could. */
function isLike(id: string, other: string): boolean {
  return !parseUserId(other).ok || /\d/.test(id) === /\d/.test(other)
}

/**
 * Whether an ID has digits and letters just where the other one has them, as `k000002` and `k000001`. No word of a text does. A mere
 * number proves nothing, since a postal code may look like it.
 */
const isNumberedLike = (id: string, other: string): boolean =>
  /\d/.test(id) && /[a-z]/i.test(id) && shapeOf(id.trim()) === shapeOf(other.trim())

const shapeOf = (id: string): string => id.replace(/\d/g, '0').replace(/[a-z]/gi, 'a')
