import type { Reason } from '../offboarding/reason.ts'
import { reasonsJson } from './columns/reason-sql.ts'
import type { RunSession } from '../offboarding/ports/run-session.ts'
import type { Limits } from '../offboarding/run/guards.ts'
import type { Confirmed, RunEnd, RunPace } from '../offboarding/run/run.ts'
import { RunArchive } from './archive/run-archive.ts'
import { addPace } from './add-pace.ts'
import { factsOfTaken } from './columns/taken-rows.ts'
import { closeUndone } from './undo/close-undone.ts'
import { takeUndone } from './undo/take-undone.ts'
import { RunVerifications } from './verifications.ts'
import type { RunColumns } from './columns/run-columns.ts'
import { forgetRecords } from './look-ups/forget-records.ts'
import { forgetSiteUsers } from './look-ups/forget-site-users.ts'
import { tellWhoIsLeftDeactivated } from './rules/left-deactivated.ts'
import { endWhoWaitsOn, takeDue, tellWhoWaited } from './rules/waits.ts'
import { forgetOldLookUps } from './look-ups/old-look-ups.ts'
import { RunJournal } from './run-journal.ts'
import { RunLookUps } from './run-look-ups.ts'
import { LedgerRunReader } from './run-reader.ts'
import { confirmSession, endSession } from './sessions.ts'
import type { LedgerAccess } from './access.ts'

/** One process's work on a run in the ledger. */
export class LedgerRunSession implements RunSession {
  readonly #ledger: LedgerAccess
  readonly #run: number
  readonly #session: number
  readonly run: LedgerRunReader

  /** `session`: its number, from 1, which `beginSession` returned. */
  constructor(ledger: LedgerAccess, run: Pick<RunColumns, 'run' | 'id'>, session: number) {
    this.#ledger = ledger
    this.#run = run.run
    this.#session = session
    this.run = new LedgerRunReader(ledger.db, run)
  }

  journal(): RunJournal {
    return new RunJournal(this.#ledger, { run: this.#run, session: this.#session })
  }

  lookUps(): RunLookUps {
    return new RunLookUps(this.#ledger, this.#run)
  }

  archive(): RunArchive {
    return new RunArchive(this.#ledger, this.#run)
  }

  async confirm(confirmed: Confirmed, limits: Limits): Promise<void> {
    const { db, writes, now } = this.#ledger
    const { undoes } = (await this.run.record()).options
    // In one transaction: at no time may both the undo and the run that it undoes work on a user.
    await writes.write(async () => {
      await confirmSession(db, this.#run, this.#session, confirmed, limits)
      if (undoes !== undefined) await closeUndone(db, undoes, this.run.id, now())
    })
  }

  async endToDo(reason: Reason, reasonIfDeactivated = reason): Promise<void> {
    const { db, writes, now } = this.#ledger
    const at = now().toISOString()
    await writes.write(() =>
      db.run(
        `UPDATE rows SET outcome = 'not_attempted', ended = ?,
           reasons = CASE WHEN CAST(account ->> 'deactivated' AS INTEGER) = 1 THEN ? ELSE ? END
         WHERE run = ? AND outcome IS NULL`,
        [at, reasonsJson(reasonIfDeactivated), reasonsJson(reason), this.#run],
      ),
    )
  }

  async takeDue(until: Date): Promise<void> {
    const { db, writes, now } = this.#ledger
    const run = this.#run
    const { list } = await this.run.record()
    await writes.write(async () => {
      if (list.rows === 0) {
        const facts = { ...list, ...(await takeDue(db, run, until)) }
        await db.run('UPDATE runs SET list = ? WHERE run = ?', [JSON.stringify(facts), run])
      }
      await endWhoWaitsOn(db, run, { until, at: now() })
    })
  }

  async takeUndone(): Promise<void> {
    const { db, writes, now } = this.#ledger
    const run = this.#run
    const { list, options } = await this.run.record()
    const { undoes } = options
    if (undoes === undefined) return
    await writes.write(async () => {
      await takeUndone(db, { run, undoes, at: now() })
      const facts = { ...list, ...(await factsOfTaken(db, run)) }
      await db.run('UPDATE runs SET list = ? WHERE run = ?', [JSON.stringify(facts), run])
    })
  }

  forgetOldLookUps(): Promise<boolean> {
    const { db, writes, now } = this.#ledger
    return writes.write(() => forgetOldLookUps(db, this.#run, now()))
  }

  verifications(): RunVerifications {
    return new RunVerifications(this.#ledger, { run: this.#run, session: this.#session })
  }

  async closeVerification({ exitCode, reason }: Omit<RunEnd, 'status'>, pace?: RunPace): Promise<void> {
    const { db, writes, now } = this.#ledger
    const { pace: sofar } = await this.run.record()
    const ended = now()
    await writes.write(async () => {
      const sum = JSON.stringify(pace === undefined ? sofar : addPace(sofar, pace))
      await db.run('UPDATE runs SET pace = ? WHERE run = ?', [sum, this.#run])
      await endSession(db, this.#run, this.#session, { ended, exitCode, reason })
    })
  }

  async close({ status, exitCode, reason }: RunEnd, pace?: RunPace): Promise<void> {
    const { db, writes, now } = this.#ledger
    const { pace: sofar, options } = await this.run.record()
    const ended = now()
    // Run and session are closed in one transaction, so that neither is over without the other.
    await writes.write(async () => {
      await db.run('UPDATE runs SET status = ?, exit_code = ?, pace = ?, ended = ? WHERE run = ?', [
        status,
        exitCode,
        JSON.stringify(pace === undefined ? sofar : addPace(sofar, pace)),
        ended.toISOString(),
        this.#run,
      ])
      await endSession(db, this.#run, this.#session, { ended, exitCode, reason })
      // Nobody had to be asked where there was nobody to reactivate.
      if (options.undoes !== undefined && options.kind === 'run' && status === 'finished')
        await closeUndone(db, options.undoes, this.run.id, ended)
      await forgetSiteUsers(db, this.#run)
      if (status === 'finished' || status === 'refused') await forgetRecords(db, this.#run)
      await tellWhoIsLeftDeactivated(db, this.#run)
      if (options.task === undefined) await tellWhoWaited(db, this.#run)
    })
  }
}
