import { AsyncLocalStorage } from 'node:async_hooks'
import type { QueryResult } from 'pg'
import { TABLES } from '../columns/tables.ts'
import type { Database, Value, Values } from '../database.ts'
import { LedgerLostError, LedgerWriteError } from '../errors.ts'
import type { Connection, Statement } from './connection.ts'
import { explainError } from './errors.ts'
import { insertStatement } from './statements/insert-statement.ts'
import { Changes } from './statements/changes.ts'
import type { ServerPlace } from './server-place.ts'
import { translate } from './statements/translate.ts'
import { Transaction } from './transaction.ts'

/** Rows that are handed over at once. */
const PAGE = 500
/** Rows that are sent at once. */
const INSERT_PAGE = 2_000

export interface DatabaseOptions {
  /** The process of the server that took the site's lock: nobody else may write. */
  backend: number
  /** How long the server may take to begin a transaction and to make it durable; then it counts as gone. */
  commitWithinMs: number
}

/**
 * A ledger in a schema of a PostgreSQL server, on one connection. While a transaction is open, statements from elsewhere wait for its end:
 * a read that is at fault must not end it, and a write must not be taken back with it.
 */
export class PostgresDatabase implements Database {
  readonly #connection: Connection
  readonly #place: ServerPlace
  readonly #options: DatabaseOptions
  /** Which transaction the caller is in. */
  readonly #inside = new AsyncLocalStorage<Transaction>()
  #open: Transaction | null = null
  #cursors = 0
  readonly #changes = new Changes()

  constructor(connection: Connection, place: ServerPlace, options: DatabaseOptions) {
    this.#connection = connection
    this.#place = place
    this.#options = options
  }

  async run(sql: string, values?: Values): Promise<number> {
    const rows = (await this.#query(sql, values)).rowCount ?? 0
    this.#changes.made(sql, rows)
    return rows
  }

  async get<Row>(sql: string, values?: Values): Promise<Row | undefined> {
    return (await this.#query(sql, values)).rows[0] as Row | undefined
  }

  async all<Row>(sql: string, values?: Values): Promise<Row[]> {
    return (await this.#query(sql, values)).rows as Row[]
  }

  async arrays<Row extends readonly unknown[]>(sql: string, values?: Values): Promise<Row[]> {
    return (await this.#query(sql, values, true)).rows as Row[]
  }

  async *pages<Row extends readonly unknown[]>(sql: string, values?: Values): AsyncGenerator<Row[]> {
    const statement = translate(sql, values)
    await this.#tellPlanner()
    this.#cursors += 1
    const cursor = `pages_${this.#cursors}`
    await this.#send(() => {
      const hold = this.#open === null ? 'WITH HOLD' : ''
      return { ...statement, text: `DECLARE ${cursor} NO SCROLL CURSOR ${hold} FOR ${statement.text}` }
    })
    try {
      for (;;) {
        const { rows } = await this.#send({ text: `FETCH ${PAGE} FROM ${cursor}`, asArrays: true })
        if (rows.length > 0) yield rows as Row[]
        if (rows.length < PAGE) return
      }
    } finally {
      // A transaction that has failed, or has ended, took the cursor with it.
      await this.#send({ text: `CLOSE ${cursor}` }).catch(() => undefined)
    }
  }

  async insert(
    table: string,
    columns: readonly string[],
    rows: readonly (readonly Value[])[],
  ): Promise<void> {
    for (let from = 0; from < rows.length; from += INSERT_PAGE) {
      await this.#send(insertStatement(table, columns, rows.slice(from, from + INSERT_PAGE)))
    }
    this.#changes.inserted(table, rows.length)
  }

  async script(sql: string): Promise<void> {
    await this.#send({ text: sql })
  }

  /** Few changes are not worth the time, nor the wait for another site that has its own list analyzed. */
  async analyze(table: string): Promise<void> {
    if (!this.#changes.isWorthTelling(table)) return
    const isLasting = TABLES.some(({ name }) => name === table)
    await this.#send({ text: isLasting ? `SELECT analyze_table('${table}')` : `ANALYZE ${table}` })
  }

  /**
   * Two sites may draft a run at the same moment, so the numbers come from a sequence; a number that is not used is left out. After a copy
   * of another ledger the sequence is behind: then it is drawn on until it is not.
   */
  async nextRun(): Promise<number> {
    const one = async (sql: string): Promise<number> => (await this.get<{ number: number }>(sql))?.number ?? 0
    const next = await one("SELECT nextval('run_numbers') AS number")
    const last = await one('SELECT COALESCE(MAX(run), 0) AS number FROM runs')
    if (next > last) return next
    return one(
      `SELECT MAX(number) AS number FROM (SELECT nextval('run_numbers') AS number FROM generate_series(1, ${last - next + 1})) AS drawn`,
    )
  }

  async begin(): Promise<void> {
    if (this.#open?.isExplicit === true) throw alreadyOpen()
    await this.#begin(new Transaction(true))
  }

  async commit(): Promise<void> {
    try {
      await this.#commit()
    } finally {
      this.#end()
    }
  }

  /** A transaction of somebody else goes on: without it, the server would confirm a commit that has nothing left to write. */
  async rollback(): Promise<void> {
    if (this.#open?.isExplicit !== true) return
    await this.#rollback()
    this.#end()
  }

  async transaction<Result>(write: () => Promise<Result>): Promise<Result> {
    if (this.#open !== null && !this.#isElsewhere(this.#open)) throw alreadyOpen()
    const transaction = new Transaction(false)
    await this.#begin(transaction)
    try {
      const result = await this.#inside.run(transaction, write)
      await this.#commit()
      return result
    } catch (error) {
      await this.#rollback()
      throw this.writeError(error)
    } finally {
      this.#end()
    }
  }

  writeError(error: unknown): Error {
    return explainError(error, this.#place)
  }

  /**
   * Takes what was deleted out of the tables, as the server does some time later by itself; a role that does not own them has to leave it to
   * the server. Its log and its backups are for whoever runs it.
   */
  async clearFreeSpace(): Promise<void> {
    await this.#send({ text: `VACUUM (SKIP_LOCKED) ${TABLES.map(({ name }) => name).join()}` })
  }

  async close(): Promise<void> {
    await this.#connection.close()
  }

  /** Whether it is a transaction that the caller has no part in. */
  #isElsewhere(transaction: Transaction): boolean {
    return !transaction.isExplicit && this.#inside.getStore() !== transaction
  }

  /** Begins, and refuses to where the server answers with another process than the one that took the site's lock. */
  async #begin(transaction: Transaction): Promise<void> {
    // From here to the sending nothing else gets a turn.
    while (this.#open !== null) await this.#open.ended
    this.#open = transaction
    try {
      const { rows } = await this.#connection.query({
        text: 'BEGIN; SELECT pg_backend_pid() AS backend',
        withinMs: this.#options.commitWithinMs,
      })
      const { backend } = rows[0] as { backend: number }
      if (backend === this.#options.backend) return
      throw new LedgerLostError(
        `the connection to the ledger was given to another process of the server (${backend} in place of ${this.#options.backend}), which does not hold the site's lock, so nothing more was sent. Name the server itself with --ledger, and no pooler, then run the same command again.`,
      )
    } catch (error) {
      await this.#rollback()
      this.#end()
      throw this.writeError(error)
    }
  }

  async #commit(): Promise<void> {
    const { command } = await this.#sent({ text: 'COMMIT', withinMs: this.#options.commitWithinMs })
    // After an error that somebody has caught the server takes everything back, and calls that a success.
    if (command === 'COMMIT') return
    throw new LedgerWriteError('the ledger took back what was to be written, because a part of it had failed')
  }

  async #rollback(): Promise<void> {
    try {
      await this.#connection.query({ text: 'ROLLBACK', withinMs: this.#options.commitWithinMs })
    } catch {
      // The server takes it back where the connection is lost.
    }
    this.#changes.takenBack()
  }

  #end(): void {
    const transaction = this.#open
    this.#open = null
    transaction?.end()
  }

  async #query(sql: string, values?: Values, asArrays = false): Promise<QueryResult> {
    const statement = translate(sql, values)
    await this.#tellPlanner()
    return this.#send({ ...statement, asArrays })
  }

  async #tellPlanner(): Promise<void> {
    for (const table of this.#changes.filled) await this.analyze(table)
  }

  /** Sends a statement as soon as no transaction is open that the caller has no part in. */
  async #send(statement: Statement | (() => Statement)): Promise<QueryResult> {
    while (this.#open !== null && this.#isElsewhere(this.#open)) await this.#open.ended
    return this.#sent(typeof statement === 'function' ? statement() : statement)
  }

  async #sent(statement: Statement): Promise<QueryResult> {
    try {
      return await this.#connection.query(statement)
    } catch (error) {
      throw this.writeError(error)
    }
  }
}

const alreadyOpen = (): Error => new Error('a transaction is open already')
