/** The planner has to be told of so many changed rows: it knows nothing of what this very transaction has written. */
const MANY = 1_000
/** The table that a statement changes. */
const TABLE = /^\s*(?:INSERT INTO|UPDATE)\s+(\w+)/i

/** What was changed in tables since the planner was told. */
export class Changes {
  readonly #rows = new Map<string, number>()
  readonly #filled = new Set<string>()

  /** Tables into which rows were inserted from outside: no statement about them asks to analyze them. */
  get filled(): readonly string[] {
    return [...this.#filled]
  }

  /** `rows`: how many rows a statement has changed. */
  made(sql: string, rows: number): void {
    const table = TABLE.exec(sql)?.[1]
    if (table !== undefined) this.#add(table, rows)
  }

  inserted(table: string, rows: number): void {
    this.#add(table, rows)
    this.#filled.add(table)
  }

  /** Whether much of the table is new. Then it counts as told. */
  isWorthTelling(table: string): boolean {
    if ((this.#rows.get(table) ?? 0) < MANY) return false
    this.#rows.delete(table)
    this.#filled.delete(table)
    return true
  }

  /** A transaction was rolled back, and its tables for a while are gone, too. */
  takenBack(): void {
    this.#rows.clear()
    this.#filled.clear()
  }

  #add(table: string, rows: number): void {
    this.#rows.set(table, (this.#rows.get(table) ?? 0) + rows)
  }
}
