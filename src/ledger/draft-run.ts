import type { StatementSync } from 'node:sqlite'
import { setImmediate } from 'node:timers/promises'
import { emailKey } from '../offboarding/identity/email.ts'
import type { Claim, ListRow, ClaimedUser } from '../offboarding/leaver.ts'
import type { Outcome } from '../offboarding/outcome.ts'
import type { Reason } from '../offboarding/reason.ts'
import type { EndOfLeaver, NewSession, RunDraft, RunIdentity } from '../offboarding/ports/run-store.ts'
import { SAME_USER } from './columns/reason-sql.ts'
import type { RunColumns } from './columns/run-columns.ts'
import { hasAttributes } from './columns/attribute-sql.ts'
import { joinUnfinished } from './rules/join-unfinished.ts'
import { endWhoIsNotDue } from './rules/not-due.ts'
import { endOpenContracts } from './rules/open-contracts.ts'
import { beginSession } from './sessions.ts'
import { compareRepeated, type RepeatedKey } from './rules/repeated-users.ts'
import { giveSpaceBack } from './sqlite/give-space-back.ts'
import { SqliteRunReader } from './run-reader.ts'
import { SqliteRunSession } from './run-session.ts'
import type { LedgerAccess } from './access.ts'
import { writeError } from './sqlite/write-error.ts'

/**
 * A list that is being read into the ledger in one transaction: nothing is stored before `commit`, so a broken list leaves no
 * trace.
 */
export class DraftRun implements RunDraft {
  readonly #ledger: LedgerAccess
  readonly #run: number
  readonly #insert: StatementSync
  readonly #endOf: EndOfLeaver
  #hasRowsWithoutId = false
  #hasRowsNotDue = false
  #hasDated = false
  #hasUndated = false
  #isSettled = false

  constructor(ledger: LedgerAccess, endOf: EndOfLeaver) {
    const { db } = ledger
    this.#ledger = ledger
    this.#endOf = endOf
    this.#insert = db.prepare(
      `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, email, email_key, name, outcome, reasons, settled_by, leaves, attribute, claimed_email, claimed_attribute)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, CASE WHEN ?10 IS NOT NULL THEN 'reading' END, ?12, ?13, ?14, ?15)`,
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

  /** Rejects with LedgerWriteError. */
  async add(rows: readonly ListRow[]): Promise<void> {
    for (const row of rows) this.#add(row)
  }

  #add({ row, line, cells, claim, leaves }: ListRow): void {
    const { id, email, name, attribute = null } = claim.kind === 'invalid' ? NOBODY : claim
    const unusable = claim.kind === 'invalid' ? claim : null
    const { outcome, reasons } = this.#endOfClaim(claim)
    try {
      const mayStay = claim.kind === 'not_due' || claim.kind === 'unclear'
      const key = email !== null && (id === null || mayStay) ? emailKey(email) : null
      if (key !== null && id === null) this.#hasRowsWithoutId = true
      if (mayStay) this.#hasRowsNotDue = true
      if (leaves === '' && claim.kind === 'leaver') this.#hasUndated = true
      else if (leaves !== null && leaves !== '') this.#hasDated = true
      // Parameters are bound by position: binding by name would double the cost of the insert.
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
        reasons.length === 0 ? '[]' : JSON.stringify(reasons),
        leaves,
        attribute,
        unusable?.email ?? null,
        unusable?.attribute ?? null,
      )
    } catch (error) {
      throw writeError(error)
    }
  }

  #endOfClaim(claim: Claim): { outcome: Outcome | null; reasons: readonly Reason[] } {
    if (claim.kind === 'leaver') return this.#endOf(claim) ?? TO_DO
    return { outcome: claim.kind === 'unclear' ? 'invalid' : claim.kind, reasons: [claim.reason] }
  }

  /** See RunDraft. `commit` settles the rows itself if this was not called. Rejects with LedgerWriteError. */
  async settle(signal: AbortSignal): Promise<void> {
    for (const turn of this.#settle()) await setImmediate(turn, { signal })
  }

  /** The work is done when the iteration ends. Between two steps of it the process can receive a signal to stop. */
  *#settle(): Generator<undefined, void> {
    if (this.#isSettled) return
    const { db, now } = this.#ledger
    try {
      // Skipped for a list that has no such rows, because it would read all rows several times.
      const mayHaveOpen = this.#hasDated && this.#hasUndated
      const settled = { by: 'reading', at: now().toISOString() } as const
      const open = mayHaveOpen ? endOpenContracts(db, this.#run, settled) : 0
      if (this.#hasRowsNotDue || open > 0) yield* endWhoIsNotDue(db, this.#run, settled)
      this.#isSettled = true
    } catch (error) {
      throw writeError(error)
    }
  }

  /** See RunDraft. Also returns the disk space that the list took. */
  async discard(): Promise<void> {
    this.#discard()
  }

  #discard(): void {
    const { db } = this.#ledger
    if (!db.isTransaction) return
    db.exec('ROLLBACK')
    giveSpaceBack(db)
  }

  /** Rejects with LedgerWriteError. */
  async commit(
    identity: RunIdentity,
    id: string,
    version: string,
  ): Promise<NewSession | { unfinished: SqliteRunReader }> {
    const key = keyOf(identity)
    try {
      const unfinished = this.#unfinished(key)
      if (unfinished !== undefined) {
        this.#discard()
        return { unfinished: new SqliteRunReader(this.#ledger.db, unfinished) }
      }
      Array.from(this.#settle())
      this.#markDuplicates(identity.options.matchName)
      return this.#insertRun(identity, key, id, version)
    } catch (error) {
      throw writeError(error)
    }
  }

  #unfinished(key: string): Pick<RunColumns, 'run' | 'id'> | undefined {
    return this.#ledger.db
      .prepare(
        // A run that was killed after its last row and before its report is unfinished: nobody has been told how it ended.
        `SELECT run, id FROM runs
         WHERE identity = ? AND (status IN ('running', 'stopped') OR (status = 'finished' AND reported IS NULL))
         ORDER BY run DESC LIMIT 1`,
      )
      .get(key) as Pick<RunColumns, 'run' | 'id'> | undefined
  }

  #insertRun({ site, list, options }: RunIdentity, key: string, id: string, version: string): NewSession {
    const { db, now } = this.#ledger
    const run = this.#run
    const started = now()
    db.prepare(
      `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
       VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
    ).run(run, id, key, site, JSON.stringify(list), JSON.stringify(options), started.toISOString(), version)
    const session = beginSession(this.#ledger, run, version, started)
    const joined = options.kind === 'run' ? joinUnfinished(db, { run, id, session }, started) : []
    db.exec('COMMIT')
    return { session: new SqliteRunSession(this.#ledger, { run, id }, session), joined }
  }

  /**
   * Ends all but the first of the rows that name the same user ID, or that have no ID and the same address, regardless of case,
   * or that have the same employee number. A row that is not due or cannot be used does not count as the first one, because
   * nothing is done for it. No index is used: maintaining one while a million rows are read costs ten times as much as sorting
   * them once.
   */
  #markDuplicates(matchName: boolean): void {
    this.#markDuplicatesBy('user_id', matchName)
    if (this.#hasRowsWithoutId) this.#markDuplicatesBy('email_key', matchName)
    if (hasAttributes(this.#ledger.db, this.#run)) this.#markDuplicatesBy('attribute', matchName)
  }

  #markDuplicatesBy(key: RepeatedKey, matchName: boolean): void {
    const rows = `run = $run AND (outcome IS NULL OR outcome IN ('not_attempted', 'protected')) AND ${key} IS NOT NULL`
    const { db } = this.#ledger
    const { changes } = db
      .prepare(
        `UPDATE rows SET outcome = 'duplicate', reasons = ${SAME_USER}, settled_by = 'reading'
         FROM (SELECT ${key} AS key, MIN(row) AS row FROM rows WHERE ${rows} GROUP BY ${key} HAVING COUNT(*) > 1) AS first
         WHERE ${rows} AND rows.${key} = first.key AND rows.row > first.row`,
      )
      .run({ run: this.#run })
    if (Number(changes) > 0) compareRepeated(db, this.#run, key, matchName)
  }
}

/** Equal for two runs exactly if they read the same list in the same way for the same purpose. */
function keyOf({ site, list, options }: RunIdentity): string {
  // The protected list is left out: if it grows, an unfinished run stays the same run and also protects the people who were
  // added. The language only says how a page reads. The kind comes last, because the migration that introduced it put it there.
  const { protect: _, language: __, kind, reading: all, ...meaning } = options
  // Who said how the list is read does not make another run, either.
  const { told: ___, remembered: ____, ...reading } = all
  return JSON.stringify([site, list.sha256, list.encoding, list.delimiter, { ...meaning, reading, kind }])
}

const TO_DO = { outcome: null, reasons: [] } as const
const NOBODY: ClaimedUser = { id: null, email: null, name: null }
