import { ListError } from '../list-error.ts'
import { isHeld } from './decide-due.ts'
import type { UndatedRow } from './resolve-dates.ts'

/** The most lines that may stand below the last row. */
const MAX_BELOW = 20

/**
 * Finds what stands below the last row of a list: totals, counts and footers, which are no rows and are left out. A number of people that
 * they tell has to be the list's, or a part of it is missing. Until it is certain that nobody stands below, such lines wait.
 *
 * A mere number of rows stands in the column of the user IDs, or of the employee numbers, and would be taken for somebody's. It is known by
 * standing alone on its row, by being the right number, and because nobody stands below it. Since it may be somebody's all the same, it stays
 * a row.
 */
export class LastLines {
  readonly #name: string
  #held: UndatedRow[] = []
  #rows = 0
  #people = 0
  /** Rows that are no total, in all and since the last total. */
  #records = 0
  #sinceTotal = 0
  #leftOut: number[] = []

  /** `name` is for messages. */
  constructor(name: string) {
    this.#name = name
  }

  /** The numbers of the lines that were left out. */
  get leftOut(): readonly number[] {
    return this.#leftOut
  }

  /** Takes a row, and returns those that need not wait any more. */
  add(row: UndatedRow): readonly UndatedRow[] {
    const isPerson = isPersons(row)
    if (isPerson && this.#isCount(row)) {
      const settled = this.#release()
      this.#held = [row]
      return settled
    }
    const isBelowCount = !isPerson && this.#held[0] !== undefined && isPersons(this.#held[0])
    if ((row.footer === null && !isBelowCount) || this.#held.length > MAX_BELOW) {
      return [...this.#release(), this.#pass(row)]
    }
    this.#held.push(row)
    return []
  }

  /** No row follows: returns those that are rows all the same. `isOff`: whether none is to be left out. Throws ListError for a part of a list. */
  end(isOff: boolean): readonly UndatedRow[] {
    const lastRow = this.#held.findLastIndex(({ footer }) => footer === null)
    const footers = this.#held.slice(lastRow + 1)
    const isLeftOut = !isOff && footers.every((one) => this.#isRightOrRefused(one))
    const left = isLeftOut ? footers.filter(({ footer }) => footer?.isMarked === false) : []
    this.#leftOut = left.map(({ row }) => row.line)
    const rows = this.#held.filter((one) => !left.includes(one))
    return rows.map((one) => (isPersons(one) || one.footer?.isMarked === true ? noPerson(one) : one))
  }

  #release(): readonly UndatedRow[] {
    const rows = this.#held.map((row) => this.#pass(row))
    this.#held = []
    return rows
  }

  /** Counts a row that others follow. */
  #pass(row: UndatedRow): UndatedRow {
    this.#rows += 1
    if (isPersons(row)) this.#people += 1
    if (row.footer === null) this.#records += 1
    this.#sinceTotal = row.footer === null ? this.#sinceTotal + 1 : 0
    return row
  }

  #isCount({ row: { cells, claim } }: UndatedRow): boolean {
    if (claim.kind === 'invalid') return false
    const number = claim.id ?? claim.attribute ?? ''
    if (!/^\d+$/.test(number)) return false
    const counted = Number(number)
    const before = this.#held.length
    const people = this.#people + this.#held.filter(isPersons).length
    if (counted === 0 || (counted !== this.#rows + before && counted !== people)) return false
    return cells.filter((cell) => cell.trim() !== '').length === 1
  }

  #isRightOrRefused({ row, footer }: UndatedRow): boolean {
    const { people, isSure } = footer ?? { people: null, isSure: false }
    if (people === null) return true
    if ([this.#rows, this.#people, this.#records, this.#sinceTotal].includes(people)) return true
    if (!isSure) return false
    const told = `${people} ${people === 1 ? 'person' : 'people'}`
    const counted = `${this.#records} ${this.#records === 1 ? 'row' : 'rows'}`
    throw new ListError(
      `${this.#name}: line ${row.line} tells of ${told}, and the list has ${counted} above it, so a part of it may be missing, or added. Export the list again; or, if its rows are right, take that line out.`,
    )
  }
}

/** Whether a row names somebody and can be used, but for its leave date. */
const isPersons = ({ row: { claim } }: UndatedRow): boolean => claim.kind === 'leaver' || isHeld(claim)

const noPerson = (one: UndatedRow): UndatedRow => ({
  ...one,
  row: { ...one.row, claim: { kind: 'invalid', reason: { code: 'no_person' } } },
})
