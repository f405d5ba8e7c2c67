import { describeLine, type ListPlaces } from '../describe-line.ts'
import type { DateReading } from './read-date.ts'
import { ListError } from '../list-error.ts'

type Either = DateReading & { kind: 'either' }
type Order = 'dayFirst' | 'monthFirst'

/**
 * Finds out over a whole column whether its dates have the day or the month first: 31/12 proves one, 12/31 the other. Dates
 * with slashes and dates with dashes prove nothing for each other: lists are put together from several systems.
 */
export class DayMonthOrder {
  readonly #proofs = new Map<Either['separator'], { order: Order; line: number }>()
  readonly #open = new Map<Either['separator'], number>()
  readonly #list: ListPlaces & { name: string }
  readonly #column: string

  /** `column` is for messages: `9 "Termination Date"`. */
  constructor(list: ListPlaces & { name: string }, column: string) {
    this.#list = list
    this.#column = column
  }

  /** Whether dates were seen that nothing has proved yet. */
  get isOpen(): boolean {
    return this.#open.size > 0
  }

  /** Takes a date into account. Throws ListError if it proves the opposite of an earlier one. */
  weigh({ separator, dayFirst, monthFirst }: Either, line: number): void {
    const proof = this.#proofs.get(separator)
    if (dayFirst !== null && monthFirst !== null) {
      if (proof === undefined && !this.#open.has(separator)) this.#open.set(separator, line)
      return
    }
    const order = dayFirst === null ? 'monthFirst' : 'dayFirst'
    if (proof === undefined) {
      this.#proofs.set(separator, { order, line })
      this.#open.delete(separator)
    } else if (proof.order !== order) {
      throw new ListError(
        `${this.#list.name}: the leave dates in column ${this.#column} contradict each other: ${describeLine(proof.line, this.#list)} has the ${FIRST[proof.order]} first, ${describeLine(line, this.#list)} the ${FIRST[order]}. Correct the list, or say what counts with --date-format dd/MM/yyyy or MM/dd/yyyy.`,
      )
    }
  }

  /** The day that a date means. The date has to have been weighed, and nothing may be open. */
  resolve(reading: Either): string {
    const { order } = this.#proofs.get(reading.separator) ?? {}
    const date = order === undefined ? null : reading[order]
    if (date === null) throw new Error('a date was resolved that nothing proved')
    return date
  }

  /** Throws ListError if a date is left that nothing proved. */
  close(): void {
    const [first] = this.#open
    if (first === undefined) return
    const [separator, line] = first
    const [dayFirst, monthFirst] = ['dd/MM/yyyy', 'MM/dd/yyyy'].map((text) => text.replaceAll('/', separator))
    throw new ListError(
      `${this.#list.name}: ${describeLine(line, this.#list)}: the leave dates in column ${this.#column} do not tell whether the day or the month comes first. Say so with --date-format ${dayFirst ?? ''} or --date-format ${monthFirst ?? ''}.`,
    )
  }
}

const FIRST = { dayFirst: 'day', monthFirst: 'month' }
