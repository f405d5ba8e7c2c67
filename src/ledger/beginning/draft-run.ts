import { setImmediate } from 'node:timers/promises'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { Claim, ListRow, ClaimedUser } from '../../offboarding/leaver.ts'
import type { Outcome } from '../../offboarding/outcome.ts'
import type { Reason } from '../../offboarding/reason.ts'
import type { EndOfLeaver, NewSession, RunDraft, RunIdentity } from '../../offboarding/ports/run-store.ts'
import type { LedgerAccess } from '../access.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'
import { SAME_USER } from '../columns/reason-sql.ts'
import type { RunColumns } from '../columns/run-columns.ts'
import type { Value } from '../database.ts'
import { joinUnfinished } from '../rules/join-unfinished.ts'
import { endWhoIsNotDue } from '../rules/not-due.ts'
import { endOpenContracts } from '../rules/open-contracts.ts'
import { compareRepeated, type RepeatedKey } from '../rules/repeated-users.ts'
import { LedgerRunReader } from '../run-reader.ts'
import { LedgerRunSession } from '../run-session.ts'
import { beginSession } from '../sessions.ts'

const COLUMNS = [
  ...['run', 'row', 'line', 'cells', 'claimed_id', 'user_id', 'email', 'email_key', 'name', 'outcome'],
  ...['reasons', 'settled_by', 'leaves', 'attribute', 'claimed_email', 'claimed_attribute'],
]

/**
 * A list that is being read into the ledger in one transaction: nothing is stored before `commit`, so a broken list leaves no
 * trace.
 */
export class DraftRun implements RunDraft {
  readonly #ledger: LedgerAccess
  readonly #run: number
  readonly #endOf: EndOfLeaver
  #hasRowsWithoutId = false
  #hasRowsNotDue = false
  #hasDated = false
  #hasUndated = false
  #isSettled = false

  private constructor(ledger: LedgerAccess, run: number, endOf: EndOfLeaver) {
    this.#ledger = ledger
    this.#run = run
    this.#endOf = endOf
  }

  /** Rejects with LedgerWriteError. */
  static async begin(ledger: LedgerAccess, endOf: EndOfLeaver): Promise<DraftRun> {
    const { db } = ledger
    await db.begin()
    try {
      return new DraftRun(ledger, await db.nextRun(), endOf)
    } catch (error) {
      await db.rollback()
      throw db.writeError(error)
    }
  }

  /** Rejects with LedgerWriteError. */
  async add(rows: readonly ListRow[]): Promise<void> {
    const { db } = this.#ledger
    const values = rows.map((row) => this.#valuesOf(row))
    try {
      await db.insert('rows', COLUMNS, values)
    } catch (error) {
      throw db.writeError(error)
    }
  }

  #valuesOf({ row, line, cells, claim, leaves }: ListRow): Value[] {
    const { id, email, name, attribute = null } = claim.kind === 'invalid' ? NOBODY : claim
    const unusable = claim.kind === 'invalid' ? claim : null
    const { outcome, reasons } = this.#endOfClaim(claim)
    if (email !== null && id === null) this.#hasRowsWithoutId = true
    if (claim.kind === 'not_due' || claim.kind === 'unclear') this.#hasRowsNotDue = true
    if (leaves === '' && claim.kind === 'leaver') this.#hasUndated = true
    else if (leaves !== null && leaves !== '') this.#hasDated = true
    return [
      this.#run,
      row,
      line,
      JSON.stringify(cells),
      claim.id ?? null,
      id,
      email,
      email === null ? null : emailKey(email),
      name,
      outcome,
      reasons.length === 0 ? '[]' : JSON.stringify(reasons),
      outcome === null ? null : 'reading',
      leaves,
      attribute,
      typeof unusable?.email === 'string' ? emailKey(unusable.email) : null,
      unusable?.attribute ?? null,
    ]
  }

  #endOfClaim(claim: Claim): { outcome: Outcome | null; reasons: readonly Reason[] } {
    if (claim.kind === 'leaver') return this.#endOf(claim) ?? TO_DO
    return { outcome: claim.kind === 'unclear' ? 'invalid' : claim.kind, reasons: [claim.reason] }
  }

  /** See RunDraft. `commit` settles the rows itself if this was not called. Rejects with LedgerWriteError. */
  async settle(signal: AbortSignal): Promise<void> {
    for await (const turn of this.#settle()) await setImmediate(turn, { signal })
  }

  /** The work is done when the iteration ends. Between two steps of it the process can receive a signal to stop. */
  async *#settle(): AsyncGenerator<undefined, void> {
    if (this.#isSettled) return
    const { db, now } = this.#ledger
    try {
      // Skipped for a list that has no such rows, because it would read all rows several times.
      const mayHaveOpen = this.#hasDated && this.#hasUndated
      const settled = { by: 'reading', at: now().toISOString() } as const
      const open = mayHaveOpen ? await endOpenContracts(db, this.#run, settled) : 0
      if (this.#hasRowsNotDue || open > 0) yield* endWhoIsNotDue(db, this.#run, settled)
      this.#isSettled = true
    } catch (error) {
      throw this.#ledger.db.writeError(error)
    }
  }

  /** See RunDraft. Also returns the disk space that the list took. */
  async discard(): Promise<void> {
    await this.#ledger.db.rollback()
  }

  /** Rejects with LedgerWriteError. */
  async commit(
    identity: RunIdentity,
    id: string,
    version: string,
  ): Promise<NewSession | { unfinished: LedgerRunReader }> {
    const key = keyOf(identity)
    try {
      const unfinished = await this.#unfinished(key)
      if (unfinished !== undefined) {
        await this.discard()
        return { unfinished: new LedgerRunReader(this.#ledger.db, unfinished) }
      }
      for (const steps = this.#settle(); (await steps.next()).done !== true;);
      await this.#markDuplicates(identity.options.matchName)
      return await this.#insertRun(identity, key, id, version)
    } catch (error) {
      throw this.#ledger.db.writeError(error)
    }
  }

  #unfinished(key: string): Promise<Pick<RunColumns, 'run' | 'id'> | undefined> {
    return this.#ledger.db.get(
      // A run that was killed after its last row and before its report is unfinished: nobody has been told how it ended.
      `SELECT run, id FROM runs
       WHERE identity = ? AND (status IN ('running', 'stopped') OR (status = 'finished' AND reported IS NULL))
       ORDER BY run DESC LIMIT 1`,
      [key],
    )
  }

  async #insertRun(
    { site, list, options }: RunIdentity,
    key: string,
    id: string,
    version: string,
  ): Promise<NewSession> {
    const { db, now } = this.#ledger
    const run = this.#run
    const started = now()
    await db.run(
      `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
       VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
      [run, id, key, site, JSON.stringify(list), JSON.stringify(options), started.toISOString(), version],
    )
    const session = await beginSession(this.#ledger, run, version, started)
    const joined = options.kind === 'run' ? await joinUnfinished(db, { run, id, session }, started) : []
    await db.commit()
    return { session: new LedgerRunSession(this.#ledger, { run, id }, session), joined }
  }

  /**
   * Ends all but the first of the rows that name the same user ID, or that have no ID and the same address, regardless of case,
   * or that have the same employee number. A row that is not due or cannot be used does not count as the first one, because
   * nothing is done for it. No index is used: maintaining one while a million rows are read costs ten times as much as sorting
   * them once.
   */
  async #markDuplicates(matchName: boolean): Promise<void> {
    await this.#markDuplicatesBy('user_id', matchName)
    if (this.#hasRowsWithoutId) await this.#markDuplicatesBy('email_key', matchName)
    if (await hasAttributes(this.#ledger.db, this.#run)) await this.#markDuplicatesBy('attribute', matchName)
  }

  async #markDuplicatesBy(key: RepeatedKey, matchName: boolean): Promise<void> {
    // A row with an ID may have another's address by mistake, so it is left to look-ups.
    const which = key === 'email_key' ? `user_id IS NULL AND ${key} IS NOT NULL` : `${key} IS NOT NULL`
    const rows = `run = $run AND (outcome IS NULL OR outcome IN ('not_attempted', 'protected')) AND ${which}`
    const { db } = this.#ledger
    const ended = await db.run(
      `UPDATE rows SET outcome = 'duplicate', reasons = ${SAME_USER}, settled_by = 'reading'
       FROM (SELECT ${key} AS key, MIN(row) AS row FROM rows WHERE ${rows} GROUP BY ${key} HAVING COUNT(*) > 1) AS first
       WHERE ${rows} AND rows.${key} = first.key AND rows.row > first.row`,
      { run: this.#run },
    )
    if (ended > 0) await compareRepeated(db, this.#run, key, matchName)
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
