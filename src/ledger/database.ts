/** A value that a statement takes. */
export type Value = string | number | null

/** The values of a statement: one for each `?`, in their order, or by name for each `$name`. */
export type Values = readonly Value[] | Readonly<Record<string, Value>>

/**
 * The database of a ledger. SQLite and PostgreSQL run the same SQL: what both understand, and a few functions that the schema of PostgreSQL
 * brings along (docs/architecture.md tells which). A promise rejects with the error of the engine, unless the ledger or the connection to
 * it is at fault: then with a LedgerWriteError that says what to do.
 */
export interface Database {
  /** Runs a statement. Resolves with the number of rows that it changed. */
  run(sql: string, values?: Values): Promise<number>
  /** The first row of the result. */
  get<Row>(sql: string, values?: Values): Promise<Row | undefined>
  /** All rows of the result, as objects. For few rows. */
  all<Row>(sql: string, values?: Values): Promise<Row[]>
  /** The same, each row as an array: SQLite's objects cost three times as much. */
  arrays<Row extends readonly unknown[]>(sql: string, values?: Values): Promise<Row[]>
  /** All rows of a result of any length, as arrays, some hundreds at a time. They are as they were at the beginning. */
  pages<Row extends readonly unknown[]>(sql: string, values?: Values): AsyncIterable<Row[]>
  /** Inserts rows into the columns of a table. */
  insert(table: string, columns: readonly string[], rows: readonly (readonly Value[])[]): Promise<void>
  /** Runs several statements that take no values. */
  script(sql: string): Promise<void>
  /** Tells the engine to look at what is in a table, if much of it is new: how it joins tables depends on what it knows of them. */
  analyze(table: string): Promise<void>

  /** The number of a run that is about to be made: more than that of any run before. */
  nextRun(): Promise<number>

  /** Begins a transaction that takes in everything until `commit` or `rollback`. Rejects with LedgerWriteError. */
  begin(): Promise<void>
  /** Rejects with LedgerWriteError where it is not known that everything is durable. */
  commit(): Promise<void>
  /** Takes back what was written since `begin`, and the room on disk that it took. Does nothing outside of a transaction. Never rejects. */
  rollback(): Promise<void>
  /** Writes all that `write` writes, or nothing. Rejects with LedgerWriteError if the ledger fails, and with any other error as it is. */
  transaction<Result>(write: () => Promise<Result>): Promise<Result>
  /** Explains a failed write to the operator. An error of a defect is returned as it is. */
  writeError(error: unknown): Error

  /** Takes care that nothing of what was deleted is left in free space. Rejects with LedgerWriteError. */
  clearFreeSpace(): Promise<void>
  close(): Promise<void>
}
