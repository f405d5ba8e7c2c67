import type { Candidate, Forgetting, UserRow } from '../../offboarding/ports/forgetting.ts'
import type { FileBefore, Forgotten } from '../../offboarding/run/run.ts'
import type { LedgerAccess } from '../access.ts'
import { fromJson, isForgotten } from '../columns/from-json.ts'
import type { RunColumns } from '../columns/run-columns.ts'
import type { Pseudonyms } from '../pseudonyms/pseudonyms.ts'
import { osUser } from '../sessions.ts'
import { eraseRun } from './erase-run.ts'
import { candidates } from './forgettable-runs.ts'
import { rowsOfUser, silentRuns } from './rows-of-user.ts'

/** Erases who the runs of the ledger were about. */
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
    const key = await this.#makeKey()
    const forgotten: Forgotten = { at: now().toISOString(), done: null, osUser: osUser(), key, files }
    await writes.write(async () => {
      const found = await db.get<Pick<RunColumns, 'run'>>(
        'UPDATE runs SET forgotten = ? WHERE id = ? AND forgotten IS NULL RETURNING run',
        [JSON.stringify(forgotten), id],
      )
      if (found === undefined) return
      await eraseRun(db, found.run, (kind, text) => (text === null ? null : this.#pseudonyms.of(kind, text)))
    })
  }

  /** Rejects with LedgerWriteError. */
  async finish(runs: readonly string[]): Promise<void> {
    const { db, writes, now } = this.#ledger
    await db.clearFreeSpace()
    const done = now().toISOString()
    await writes.write(async () => {
      for (const id of runs) {
        const run = await db.get<{ forgotten: string | null }>('SELECT forgotten FROM runs WHERE id = ?', [
          id,
        ])
        if (run === undefined || run.forgotten === null) continue
        const forgotten = fromJson(run.forgotten, isForgotten, `how run ${id} was forgotten`)
        await db.run('UPDATE runs SET forgotten = ? WHERE id = ?', [
          JSON.stringify({ ...forgotten, done }),
          id,
        ])
      }
    })
  }

  async rowsOf(who: string): Promise<UserRow[]> {
    return rowsOfUser(this.#ledger.db, who)
  }

  async silentRuns(): Promise<string[]> {
    return silentRuns(this.#ledger.db, await this.#pseudonyms.keyName())
  }

  async #makeKey(): Promise<string> {
    try {
      return await this.#pseudonyms.makeKey()
    } catch (error) {
      throw this.#ledger.db.writeError(error)
    }
  }
}
