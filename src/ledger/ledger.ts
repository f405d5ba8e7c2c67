import type { EndOfLeaver, NewSession, Plan, RunStore, TaskSession } from '../offboarding/ports/run-store.ts'
import { languageOf } from '../offboarding/text/language.ts'
import { isUnfinished, type RunOptions, type RunRecord } from '../offboarding/run/run.ts'
import type { DueSoon, Told, Waiting, WaitingOnSite } from '../offboarding/run/waiting.ts'
import { beginTask, findTask, type TaskRun } from './beginning/begin-task.ts'
import { silentRuns } from './forgetting/rows-of-user.ts'
import { LedgerForgetting } from './forgetting/ledger-forgetting.ts'
import { Pseudonyms } from './pseudonyms/pseudonyms.ts'
import { beginPlannedRun, findPlan } from './beginning/carry-out-plan.ts'
import { readRun, type RunColumns } from './columns/run-columns.ts'
import { DraftRun } from './beginning/draft-run.ts'
import { LedgerLayouts } from './layouts.ts'
import { forgetOldLookUps } from './look-ups/old-look-ups.ts'
import { LedgerRunReader } from './run-reader.ts'
import { LedgerRunSession } from './run-session.ts'
import { dueSoon } from './rules/due-soon.ts'
import { waitingByRun, waitingOn } from './rules/waits.ts'
import { beginSession } from './sessions.ts'
import type { LedgerAccess, OpenLedger } from './access.ts'
import { LedgerUnusableError } from './errors.ts'
import { GroupCommit } from './group-commit.ts'
import { KEY_FILE, LEDGER_FILE, openLedger, type LedgerOptions } from './open-ledger.ts'

export { KEY_FILE, LEDGER_FILE, type LedgerOptions }

/** Stores every run: its rows, each step before and after it was sent, and how each row ended. */
export class Ledger implements RunStore {
  readonly #access: LedgerAccess
  readonly #opened: Pick<OpenLedger, 'hold' | 'isHeld' | 'close'>
  readonly #pseudonyms: Pseudonyms
  /** What the operator should know about the ledger and its folder. */
  readonly notices: readonly string[]
  readonly layouts: LedgerLayouts

  private constructor(
    opened: OpenLedger,
    pseudonyms: Pseudonyms,
    notices: readonly string[],
    { now, configurationSha256 = null }: Pick<LedgerOptions, 'now' | 'configurationSha256'>,
  ) {
    this.#pseudonyms = pseudonyms
    this.notices = notices
    const { db } = opened
    this.#access = { db, writes: new GroupCommit(db), now, configurationSha256 }
    this.layouts = new LedgerLayouts(this.#access)
    this.#opened = opened
  }

  /**
   * Opens the ledger for this process alone; on a server, the site that it will work on. Rejects with LedgerInUseError,
   * LedgerUnusableError or LedgerWriteError.
   */
  static async open(options: LedgerOptions): Promise<Ledger> {
    const opened = await openLedger(options)
    try {
      const pseudonyms = await Pseudonyms.open(opened.keys)
      const silent = await silentRuns(opened.db, await pseudonyms.keyName())
      const place = (options.server ?? null) === null ? ` (${KEY_FILE})` : ''
      return new Ledger(opened, pseudonyms, [...opened.notices, ...noticesOf(silent, place)], options)
    } catch (error) {
      await opened.close()
      throw error
    }
  }

  /** Keeps all other processes away from a site, where that was not done already. Rejects with LedgerInUseError, and with LedgerWriteError. */
  async hold(site: string): Promise<void> {
    await this.#opened.hold(site)
  }

  /** Whether all other processes are still kept away. Asked before each request: a process may have been stopped for long. Never rejects. */
  isHeld(): Promise<boolean> {
    return this.#opened.isHeld()
  }

  async close(): Promise<void> {
    await this.#opened.close()
  }

  async draft(endOf: EndOfLeaver = () => null): Promise<DraftRun> {
    return DraftRun.begin(this.#access, endOf)
  }

  /** Rejects with LedgerUnusableError where there is no such run, and with LedgerWriteError. */
  async resume(id: string, version: string): Promise<LedgerRunSession> {
    const { db, writes, now } = this.#access
    const run = await this.#find(id)
    const session = await writes.write(async () => {
      const started = now()
      await db.run(
        "UPDATE runs SET status = 'running', ended = NULL, exit_code = NULL, reported = NULL WHERE run = ?",
        [run.run],
      )
      await forgetOldLookUps(db, run.run, started)
      return beginSession(this.#access, run.run, version, started)
    })
    return new LedgerRunSession(this.#access, run, session)
  }

  /** Rejects with LedgerUnusableError. */
  async plan(id: string, site: string): Promise<Plan> {
    return findPlan(this.#access.db, id, site)
  }

  /** Rejects with LedgerWriteError. */
  async carryOutPlan(plan: Plan, as: { id: string; version: string }): Promise<NewSession> {
    if (plan.begun === null) return beginPlannedRun(this.#access, plan, as)
    return { session: await this.resume(plan.begun.id, as.version), joined: [] }
  }

  /** Rejects with LedgerWriteError. */
  async purge(site: string, options: RunOptions, as: { id: string; version: string }): Promise<TaskSession> {
    const columns = ['User ID', 'Email', 'Name', 'Waits since run', 'Row of that run']
    return this.#beginOrResume(
      { site, options, identity: ['purge'], list: { name: 'grace periods', columns } },
      as,
    )
  }

  /** Rejects with LedgerWriteError. */
  async undo(site: string, options: RunOptions, as: { id: string; version: string }): Promise<TaskSession> {
    const { undoes = '' } = options
    const columns = ['User ID', 'Email', 'Name']
    return this.#beginOrResume(
      { site, options, identity: ['undo', undoes], list: { name: `run ${undoes}`, columns } },
      as,
    )
  }

  async #beginOrResume(task: TaskRun, as: { id: string; version: string }): Promise<TaskSession> {
    const unfinished = await findTask(this.#access.db, task)
    if (unfinished !== null)
      return { session: await this.resume(unfinished, as.version), joined: [], resumed: true }
    return { session: await beginTask(this.#access, task, as), joined: [], resumed: false }
  }

  /** Rejects with LedgerUnusableError where there is no such run, and with LedgerWriteError. */
  async verify(id: string, version: string): Promise<LedgerRunSession> {
    const { writes, now } = this.#access
    const run = await this.#find(id)
    const session = await writes.write(() => beginSession(this.#access, run.run, version, now(), 'verify'))
    return new LedgerRunSession(this.#access, run, session)
  }

  async waiting(site: string): Promise<WaitingOnSite> {
    return waitingOn(this.#access.db, site)
  }

  async dueSoon(site: string, period: { after: Date; until: Date; told: Told | null }): Promise<DueSoon> {
    return dueSoon(this.#access.db, site, period)
  }

  async waitingByRun(): Promise<ReadonlyMap<string, Waiting>> {
    return waitingByRun(this.#access.db)
  }

  async runs(): Promise<RunRecord[]> {
    return (await this.#access.db.all<RunColumns>('SELECT * FROM runs ORDER BY run')).map(readRun)
  }

  async unfinished(site: string): Promise<RunRecord[]> {
    const found: RunRecord[] = []
    for (const run of await this.runs()) {
      if (run.site !== site || !isUnfinished(run)) continue
      if (await (await this.run(run.id)).hasTouched()) found.push(run)
    }
    return found
  }

  /** Rejects with LedgerUnusableError where there is no such run. */
  async run(id?: string): Promise<LedgerRunReader> {
    return new LedgerRunReader(this.#access.db, await this.#find(id))
  }

  /** Rejects with LedgerUnusableError where there is no such run, and with LedgerWriteError. */
  async protect(id: string, entries: readonly string[]): Promise<void> {
    const { options } = await (await this.run(id)).record()
    const protect = [...new Set([...options.protect, ...entries])]
    if (protect.length === options.protect.length) return
    await this.#change(
      'UPDATE runs SET options = ? WHERE id = ?',
      JSON.stringify({ ...options, protect }),
      id,
    )
  }

  /** Rejects with LedgerUnusableError where there is no such run, and with LedgerWriteError. */
  async useLanguage(id: string, language: string): Promise<void> {
    const { options } = await (await this.run(id)).record()
    if (languageOf(options.language) === language) return
    await this.#change(
      'UPDATE runs SET options = ? WHERE id = ?',
      JSON.stringify({ ...options, language }),
      id,
    )
  }

  /** Rejects with LedgerWriteError. */
  async markReported(id: string): Promise<void> {
    await this.#change('UPDATE runs SET reported = ? WHERE id = ?', this.#access.now().toISOString(), id)
  }

  /** Erases who runs were about. */
  forgetting(): LedgerForgetting {
    return new LedgerForgetting(this.#access, this.#pseudonyms)
  }

  async #find(id?: string): Promise<Pick<RunColumns, 'run' | 'id'>> {
    const { db } = this.#access
    const found = await (id === undefined
      ? db.get<RunColumns>('SELECT run, id FROM runs ORDER BY run DESC LIMIT 1')
      : db.get<RunColumns>('SELECT run, id FROM runs WHERE id = ?', [id]))
    if (found !== undefined) return found
    throw new LedgerUnusableError(
      id === undefined
        ? 'the ledger holds no run yet'
        : `the ledger holds no run "${id}"; \`runs\` lists them, with names like 20261123T184500Z-3f9c`,
    )
  }

  async #change(sql: string, ...values: string[]): Promise<void> {
    const { db, writes } = this.#access
    await writes.write(() => db.run(sql, values))
  }
}

/** `place`: where the key belongs, in words. */
const noticesOf = (silent: readonly string[], place: string): string[] =>
  silent.length === 0
    ? []
    : [
        `whoever these forgotten runs deleted is not recognized, since the key of their pseudonyms${place} is gone: ${silent.join(', ')}`,
      ]
