import { attributeValue } from '../offboarding/identity/attribute-value.ts'

/** The most values that are kept, of the longest length, in characters. */
const MAX_VALUES = 100_000
const MAX_LENGTH = 40

/** At least so many cells have to be values of an attribute: a single one may be so by chance. */
const MIN_FOUND = 2

/** A column whose cells are values of an attribute. */
export interface ColumnOfAttribute {
  /** From 1, among the list's own columns. */
  column: number
  attribute: string
  /** How many different cells of the column are the value of exactly one user. */
  found: number
}

/**
 * The values that the users on the pages have of the site's attributes, as far as they can tell one user from another: numbers, and codes
 * with numbers in them. They are kept in memory only, and serve to propose an attribute; nobody is found by them.
 */
export class AttributeValues {
  /** How many users have a value, by the attribute. */
  readonly #users = new Map<string, Map<string, number>>()
  #count = 0

  /** Takes the values of one user, by the `apiId` of their attributes. */
  add(values: Readonly<Record<string, string>>): void {
    for (const [attribute, text] of Object.entries(values)) {
      const value = attributeValue(text)
      if (this.#count >= MAX_VALUES || value.length > MAX_LENGTH || !/\d/.test(value)) continue
      const users = this.#users.get(attribute) ?? new Map<string, number>()
      this.#users.set(attribute, users.set(value, (users.get(value) ?? 0) + 1))
      this.#count += 1
    }
  }

  /** The column whose cells are values of an attribute, and the attribute; null if there is none, or if two are as likely. */
  async columnIn(
    rows: AsyncIterable<readonly { cells: readonly string[] }[]>,
  ): Promise<ColumnOfAttribute | null> {
    if (this.#count === 0) return null
    const found = new Map<string, Set<string>>()
    for await (const some of rows) {
      for (const { cells } of some) this.#compare(cells, found)
    }
    const [best, next] = Array.from(found, ([key, cells]) => ({ key, found: cells.size })).toSorted(
      (a, b) => b.found - a.found,
    )
    if (best === undefined || best.found < MIN_FOUND || next?.found === best.found) return null
    const [column, attribute] = JSON.parse(best.key) as [number, string]
    return { column, attribute, found: best.found }
  }

  #compare(cells: readonly string[], found: Map<string, Set<string>>): void {
    for (const [index, cell] of cells.entries()) {
      const value = cell.length > 2 * MAX_LENGTH ? '' : attributeValue(cell)
      for (const [attribute, users] of this.#users) {
        if (users.get(value) !== 1) continue
        const key = JSON.stringify([index + 1, attribute])
        found.set(key, (found.get(key) ?? new Set<string>()).add(value))
      }
    }
  }
}
