import { isHeld } from './decide-due.ts'
import type { UndatedRow } from './resolve-dates.ts'

/** The most rows without a person that may stand below the count. */
const MAX_BELOW = 20

/**
 * Finds the number of rows that some exports write below the last row. It stands in the column of the user IDs, and would be taken for
 * somebody's ID. It is known by standing alone on its row, by being the right number, and because nobody stands below it: until that is
 * certain, its row and those below it wait.
 */
export class TrailingCount {
  #held: UndatedRow[] = []
  #rows = 0
  #people = 0

  /** Takes a row, and returns those that need not wait any more. */
  add(row: UndatedRow): readonly UndatedRow[] {
    const { claim } = row.row
    const isPerson = claim.kind === 'leaver' || isHeld(claim)
    const isCount = isPerson && this.#isCount(row)
    this.#rows += 1
    if (isPerson) this.#people += 1
    if (!isCount && this.#held.length === 0) return [row]
    const isWaiting = !isPerson && this.#held.length <= MAX_BELOW
    const settled = isWaiting ? [] : isCount ? this.#held : [...this.#held, row]
    this.#held = isWaiting ? [...this.#held, row] : isCount ? [row] : []
    return settled
  }

  /** No row follows: returns those that still wait. */
  end(): readonly UndatedRow[] {
    const [count, ...below] = this.#held
    if (count === undefined) return []
    const { row } = count
    return [
      { ...count, row: { ...row, claim: { kind: 'invalid', reason: { code: 'no_person' } } } },
      ...below,
    ]
  }

  #isCount({ row: { cells, claim } }: UndatedRow): boolean {
    if (!('id' in claim) || claim.id === null || !/^\d+$/.test(claim.id ?? '')) return false
    const counted = Number(claim.id)
    if (counted === 0 || (counted !== this.#rows && counted !== this.#people)) return false
    return cells.filter((cell) => cell.trim() !== '').length === 1
  }
}
