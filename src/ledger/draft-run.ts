import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { emailKey } from '../offboarding/identity/email.ts'
import type { Claim, ListRow, Person } from '../offboarding/leaver.ts'
import type { Outcome, RowEnd } from '../offboarding/outcome.ts'
import type { ListFacts, RunOptions } from '../offboarding/run/run.ts'
import { joinUnfinished, type Joined } from './rules/join-unfinished.ts'
import { endWhoIsNotDue } from './rules/not-due.ts'
import { endOpenContracts } from './rules/open-contracts.ts'
import { beginPass } from './sessions.ts'
import { compareRepeated, type RepeatedKey } from './rules/repeated-users.ts'
import { giveSpaceBack } from './sqlite/give-space-back.ts'
import { RunEntry } from './run-reader.ts'
import { writeError } from './sqlite/write-error.ts'

/** What makes a run this run, and not another. */
export interface RunIdentity {
  site: string
  list: ListFacts
  options: RunOptions
}

/** How the row of a leaver ends as soon as it is read, or null where it is to do. */
export type EndOfLeaver = (claim: Person) => Pick<RowEnd, 'outcome' | 'detail'> | null

/**
 * A list being read into the ledger, in one transaction: until `commit` nothing of it is there, so a list that turns out to
 * be broken leaves no trace.
 */
export class DraftRun {
  readonly #db: DatabaseSync
  readonly #now: () => Date
  readonly #run: number
  readonly #insert: StatementSync
  readonly #endOf: EndOfLeaver
  #hasRowsWithoutId = false
  #hasRowsNotDue = false
  #hasDated = false
  #hasUndated = false
  #isSettled = false

  constructor(db: DatabaseSync, now: () => Date, endOf: EndOfLeaver) {
    this.#db = db
    this.#now = now
    this.#endOf = endOf
    this.#insert = db.prepare(
      `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, email, email_key, name, outcome, detail, leaves)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`,
    )
    try {
      db.exec('BEGIN')
    } catch (error) {
      throw writeError(error)
    }
    const { next } = db.prepare('SELECT COALESCE(MAX(run), 0) + 1 AS next FROM runs').get() as {
      next: number
    }
    this.#run = next
  }

  /** Throws LedgerWriteError. */
  add({ row, line, cells, claim, leaves }: ListRow): void {
    const { id, email, name } = claim.kind === 'invalid' ? NOBODY : claim
    const { outcome, detail } = this.#endOfClaim(claim)
    try {
      const mayStay = claim.kind === 'not_due' || claim.kind === 'unclear'
      const key = email !== null && (id === null || mayStay) ? emailKey(email) : null
      if (key !== null && id === null) this.#hasRowsWithoutId = true
      if (mayStay) this.#hasRowsNotDue = true
      if (leaves === '') this.#hasUndated = true
      else if (leaves !== null) this.#hasDated = true
      // By position: names cost as much again as the insert itself.
      this.#insert.run(
        this.#run,
        row,
        line,
        JSON.stringify(cells),
        claim.id ?? null,
        id,
        email,
        key,
        name,
        outcome,
        detail,
        leaves,
      )
    } catch (error) {
      throw writeError(error)
    }
  }

  #endOfClaim(claim: Claim): { outcome: Outcome | null; detail: string } {
    if (claim.kind === 'leaver') return this.#endOf(claim) ?? TO_DO
    return { outcome: claim.kind === 'unclear' ? 'invalid' : claim.kind, detail: claim.reason }
  }

  /**
   * Spares whom one row says leaves, and another that they may stay; it is `commit` that does so otherwise. Done when iterated to the end:
   * it may take a while, and between two pieces of it the process can hear that it is to stop. Throws LedgerWriteError.
   */
  *settle(): Generator<undefined, void> {
    if (this.#isSettled) return
    try {
      // Only where a list can have such rows: for all others, this would be several passes over all rows for nothing.
      const mayHaveOpen = this.#hasDated && this.#hasUndated
      const open = mayHaveOpen ? endOpenContracts(this.#db, this.#run, this.#now()) : 0
      if (this.#hasRowsNotDue || open > 0) yield* endWhoIsNotDue(this.#db, this.#run, this.#now())
      this.#isSettled = true
    } catch (error) {
      throw writeError(error)
    }
  }

  /** Forgets the list, and gives back the space that it took. */
  discard(): void {
    if (!this.#db.isTransaction) return
    this.#db.exec('ROLLBACK')
    giveSpaceBack(this.#db)
  }

  /**
   * Makes the list a run: the unfinished one of the same identity, if there is one, which is for the caller to resume; otherwise a new
   * one with `id`. Throws LedgerWriteError.
   */
  commit(
    identity: RunIdentity,
    id: string,
    version: string,
  ): { entry: RunEntry; resumed: boolean; joined: Joined[] } {
    const { site, list, options } = identity
    // Whoever is protected later is protected in what was left unfinished, too: that makes it no other run.
    const { protect: _, ...meaning } = options
    const key = JSON.stringify([site, list.sha256, list.encoding, list.delimiter, meaning])
    try {
      const unfinished = this.#db
        .prepare(
          // A run that was killed after its last row and before its report is not over: nobody has been told how it ended.
          `SELECT run FROM runs
           WHERE identity = ? AND (status IN ('running', 'stopped') OR (status = 'finished' AND reported IS NULL))
           ORDER BY run DESC LIMIT 1`,
        )
        .get(key) as { run: number } | undefined
      if (unfinished !== undefined) {
        this.discard()
        return { entry: new RunEntry(this.#db, unfinished.run, this.#now), resumed: true, joined: [] }
      }
      Array.from(this.settle())
      this.#markDuplicates(options.matchName)
      this.#db
        .prepare(
          `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
           VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
        )
        .run(
          this.#run,
          id,
          key,
          site,
          JSON.stringify(list),
          JSON.stringify(options),
          this.#now().toISOString(),
          version,
        )
      const pass = beginPass(this.#db, this.#run, version, this.#now())
      const acts = !options.dryRun && !options.plan
      const joined = acts ? joinUnfinished(this.#db, { run: this.#run, id, session: pass }, this.#now()) : []
      this.#db.exec('COMMIT')
      return { entry: new RunEntry(this.#db, this.#run, this.#now, pass), resumed: false, joined }
    } catch (error) {
      throw writeError(error)
    }
  }

  /**
   * Rows that name the same user ID, or no ID and the same address in whatever case, count once. Rows that are not due or
   * cannot be used are nobody's earlier row: nothing is done for them. No index serves this: to keep one while a million rows
   * are read costs ten times what the sorting does.
   */
  #markDuplicates(matchName: boolean): void {
    this.#markDuplicatesBy('user_id', matchName)
    if (this.#hasRowsWithoutId) this.#markDuplicatesBy('email_key', matchName)
  }

  #markDuplicatesBy(key: RepeatedKey, matchName: boolean): void {
    const rows = `run = $run AND (outcome IS NULL OR outcome IN ('not_attempted', 'protected')) AND ${key} IS NOT NULL`
    const { changes } = this.#db
      .prepare(
        `UPDATE rows SET outcome = 'duplicate', detail = 'the same user stands on row ' || first.row
         FROM (SELECT ${key} AS key, MIN(row) AS row FROM rows WHERE ${rows} GROUP BY ${key} HAVING COUNT(*) > 1) AS first
         WHERE ${rows} AND rows.${key} = first.key AND rows.row > first.row`,
      )
      .run({ run: this.#run })
    if (Number(changes) > 0) compareRepeated(this.#db, this.#run, key, matchName)
  }
}

const TO_DO = { outcome: null, detail: '' } as const
const NOBODY: Person = { id: null, email: null, name: null }
