import type { StatementSync } from 'node:sqlite'
import type { Database, Value, Values } from '../database.ts'
import { CUT_LOG_OFF, VACUUM, type LedgerDatabase } from './ledger-database.ts'
import { writeError } from './write-error.ts'

/** Rows that are handed over at once. */
const PAGE = 500
/** The same statement is prepared once, as long as there are no more of them. */
const MAX_STATEMENTS = 200

/** A ledger in a SQLite file. Its promises settle at once: between two statements of a transaction no other work gets a turn. */
export class SqliteDatabase implements Database {
  readonly #file: LedgerDatabase
  readonly #statements = new Map<string, StatementSync>()
  /** Whether the transaction that is open was begun with `begin`. */
  #isExplicit = false

  constructor(file: LedgerDatabase) {
    this.#file = file
  }

  async run(sql: string, values: Values = []): Promise<number> {
    const statement = this.#prepared(sql)
    return Number(isList(values) ? statement.run(...values).changes : statement.run(values).changes)
  }

  async get<Row>(sql: string, values: Values = []): Promise<Row | undefined> {
    const statement = this.#prepared(sql)
    const row = isList(values) ? statement.get(...values) : statement.get(values)
    return row === undefined ? undefined : ({ ...row } as Row)
  }

  async all<Row>(sql: string, values: Values = []): Promise<Row[]> {
    return all(this.#prepared(sql), values).map((row) => ({ ...(row as object) }) as Row)
  }

  async arrays<Row extends readonly unknown[]>(sql: string, values: Values = []): Promise<Row[]> {
    return all(this.#prepared(sql, true), values) as Row[]
  }

  async *pages<Row extends readonly unknown[]>(sql: string, values: Values = []): AsyncGenerator<Row[]> {
    const statement = this.#file.prepare(sql)
    statement.setReturnArrays(true)
    const rows = isList(values) ? statement.iterate(...values) : statement.iterate(values)
    let page: Row[] = []
    for (const row of rows as unknown as Iterable<Row>) {
      if (page.push(row) < PAGE) continue
      yield page
      page = []
    }
    if (page.length > 0) yield page
  }

  async insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
  ): Promise<void> {
    const places = columns.map(() => '?').join()
    const statement = this.#prepared(`INSERT INTO ${table} (${columns.join()}) VALUES (${places})`)
    for (const row of rows) statement.run(...row)
  }

  async script(sql: string): Promise<void> {
    this.#file.exec(sql)
  }

  /** Does nothing: the shape of a statement alone tells SQLite how to run it, and that is meant to stay the same for each list. */
  async analyze(): Promise<void> {}

  async nextRun(): Promise<number> {
    const found = await this.get<{ next: number }>('SELECT COALESCE(MAX(run), 0) + 1 AS next FROM runs')
    return found?.next ?? 1
  }

  async begin(): Promise<void> {
    this.#explained('BEGIN')
    this.#isExplicit = true
  }

  /** The commit fails if the ledger's file is not there any more. */
  async commit(): Promise<void> {
    this.#explained('COMMIT')
    this.#isExplicit = false
  }

  /** A transaction of somebody else goes on. */
  async rollback(): Promise<void> {
    if (!this.#isExplicit) return
    this.#isExplicit = false
    try {
      this.#file.exec('ROLLBACK')
    } catch {
      // If the disk fails, the next write reports it.
    }
    this.#file.giveSpaceBack()
  }

  async transaction<Result>(write: () => Promise<Result>): Promise<Result> {
    // One that is open already is not taken back.
    this.#explained('BEGIN')
    try {
      const result = await write()
      this.#file.exec('COMMIT')
      return result
    } catch (error) {
      if (this.#file.isTransaction) this.#file.exec('ROLLBACK')
      throw writeError(error)
    }
  }

  writeError(error: unknown): Error {
    return writeError(error)
  }

  /**
   * Builds the file anew without what is free in it, and truncates the log, which held pages as they were. Deleted data is
   * overwritten anyway (`secure_delete`), but perhaps not by whoever wrote to this file before.
   */
  async clearFreeSpace(): Promise<void> {
    this.#explained(VACUUM)
    this.#explained(CUT_LOG_OFF)
  }

  async close(): Promise<void> {
    this.#file.close()
  }

  #explained(sql: string): void {
    try {
      this.#file.exec(sql)
    } catch (error) {
      throw writeError(error)
    }
  }

  #prepared(sql: string, asArrays = false): StatementSync {
    const key = asArrays ? `arrays ${sql}` : sql
    const known = this.#statements.get(key)
    if (known !== undefined) return known
    if (this.#statements.size >= MAX_STATEMENTS) this.#statements.clear()
    const statement = this.#file.prepare(sql)
    if (asArrays) statement.setReturnArrays(true)
    this.#statements.set(key, statement)
    return statement
  }
}

const isList = (values: Values): values is readonly Value[] => Array.isArray(values)

const all = (statement: StatementSync, values: Values): unknown[] =>
  isList(values) ? statement.all(...values) : statement.all(values)
