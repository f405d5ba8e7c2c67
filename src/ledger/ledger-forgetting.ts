import type { DatabaseSync } from 'node:sqlite'
import type { Candidate, Forgetting, UserRow } from '../offboarding/ports/forgetting.ts'
import type { FileBefore, Forgotten } from '../offboarding/run/run.ts'
import type { Pseudonyms } from './pseudonyms/pseudonyms.ts'
import { osUser } from './sessions.ts'
import type { LedgerAccess } from './access.ts'
import { CUT_LOG_OFF, VACUUM } from './sqlite/ledger-database.ts'
import { writeError } from './sqlite/write-error.ts'
import { eraseRun } from './forgetting/erase-run.ts'
import { candidates } from './forgetting/forgettable-runs.ts'
import { rowsOfUser, silentRuns } from './forgetting/rows-of-user.ts'

/** Erases who the runs of the SQLite ledger were about. */
export class LedgerForgetting implements Forgetting {
  readonly #ledger: LedgerAccess
  readonly #pseudonyms: Pseudonyms

  constructor(ledger: LedgerAccess, pseudonyms: Pseudonyms) {
    this.#ledger = ledger
    this.#pseudonyms = pseudonyms
  }

  async candidates(): Promise<Candidate[]> {
    return candidates(this.#ledger.db)
  }

  /** Rejects with LedgerWriteError. */
  async erase(id: string, files: readonly FileBefore[]): Promise<void> {
    const { db, writes, now } = this.#ledger
    const key = this.#makeKey()
    const forgotten: Forgotten = { at: now().toISOString(), done: null, osUser: osUser(), key, files }
    await writes.write(() => {
      const { run } = db.prepare('SELECT run FROM runs WHERE id = ?').get(id) as { run: number }
      const { changes } = db
        .prepare('UPDATE runs SET forgotten = ? WHERE run = ? AND forgotten IS NULL')
        .run(JSON.stringify(forgotten), run)
      if (Number(changes) === 0) return
      eraseRun(db, run, (kind, text) => (text === null ? null : this.#pseudonyms.of(kind, text)))
    })
  }

  /** Rejects with LedgerWriteError. */
  async finish(runs: readonly string[]): Promise<void> {
    const { db, writes, now } = this.#ledger
    clearFreeSpace(db)
    const at = now().toISOString()
    const done = db.prepare("UPDATE runs SET forgotten = json_set(forgotten, '$.done', ?) WHERE id = ?")
    await writes.write(() => {
      for (const run of runs) done.run(at, run)
    })
  }

  async rowsOf(who: string): Promise<UserRow[]> {
    return rowsOfUser(this.#ledger.db, who)
  }

  async silentRuns(): Promise<string[]> {
    return silentRuns(this.#ledger.db, this.#pseudonyms.keyName)
  }

  #makeKey(): string {
    try {
      return this.#pseudonyms.makeKey()
    } catch (error) {
      throw writeError(error)
    }
  }
}

/**
 * Builds the file anew without what is free in it, and truncates the log, which held pages as they were. Deleted data is
 * overwritten anyway (`secure_delete`), but perhaps not by whoever wrote to this file before. Throws LedgerWriteError.
 */
function clearFreeSpace(db: DatabaseSync): void {
  try {
    db.exec(VACUUM)
    db.exec(CUT_LOG_OFF)
  } catch (error) {
    throw writeError(error)
  }
}
