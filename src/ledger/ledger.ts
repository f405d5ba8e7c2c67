import { join } from 'node:path'
import type { EndOfLeaver, NewSession, Plan, RunStore, TaskSession } from '../offboarding/ports/run-store.ts'
import { languageOf } from '../offboarding/text/language.ts'
import { isUnfinished, type RunOptions, type RunRecord } from '../offboarding/run/run.ts'
import type { DueSoon, Told, Waiting, WaitingOnSite } from '../offboarding/run/waiting.ts'
import { beginTask, findTask, type TaskRun } from './begin-task.ts'
import { silentRuns } from './forgetting/rows-of-user.ts'
import { LedgerForgetting } from './ledger-forgetting.ts'
import { Pseudonyms } from './pseudonyms/pseudonyms.ts'
import { beginPlannedRun, findPlan } from './carry-out-plan.ts'
import { readRun, type RunColumns } from './columns/run-columns.ts'
import { DraftRun } from './draft-run.ts'
import { SqliteLayouts } from './layouts.ts'
import { forgetOldLookUps } from './look-ups/old-look-ups.ts'
import { SqliteRunReader } from './run-reader.ts'
import { SqliteRunSession } from './run-session.ts'
import { dueSoon } from './rules/due-soon.ts'
import { waitingByRun, waitingOn } from './rules/waits.ts'
import { beginSession } from './sessions.ts'
import type { LedgerAccess } from './access.ts'
import { LedgerUnusableError } from './errors.ts'
import { GroupCommit } from './group-commit.ts'
import { openDatabase, type OpenDatabase } from './opening/open-database.ts'

/** The ledger's file name within `--out`. */
export const LEDGER_FILE = 'ledger.sqlite'
/** The key of the pseudonyms, beside it. */
export const KEY_FILE = 'ledger.pseudonyms.key'

export interface LedgerOptions {
  /** The folder of the ledger: `--out`. */
  folder: string
  /** Whether to make a new ledger if there is none. */
  create: boolean
  /** Whether the caller will only read, so that the ledger may be on a read-only volume. */
  onlyToRead?: boolean
  /** Of the configuration file whose settings this process uses; null without one, which is the default. */
  configurationSha256?: string | null
  now: () => Date
}

/** The SQLite file that stores every run: its rows, each step before and after it was sent, and how each row ended. */
export class Ledger implements RunStore {
  readonly #access: LedgerAccess
  readonly #close: () => void
  readonly #pseudonyms: Pseudonyms
  /** What the operator should know about the ledger and its folder. */
  readonly notices: readonly string[]
  readonly layouts: SqliteLayouts

  private constructor(
    { db, close, notices }: OpenDatabase,
    pseudonyms: Pseudonyms,
    { now, configurationSha256 = null }: Pick<LedgerOptions, 'now' | 'configurationSha256'>,
  ) {
    this.#pseudonyms = pseudonyms
    pseudonyms.register(db)
    this.notices = [...notices, ...noticesOf(silentRuns(db, pseudonyms.keyName))]
    this.#access = { db, writes: new GroupCommit(db), now, configurationSha256 }
    this.layouts = new SqliteLayouts(this.#access)
    this.#close = close
  }

  /** Opens the ledger exclusively for this process. Throws LedgerInUseError, LedgerUnusableError or LedgerWriteError. */
  static open({ folder, configurationSha256 = null, now, ...options }: LedgerOptions): Ledger {
    const opened = openDatabase(join(folder, LEDGER_FILE), { ...options, now: now() })
    try {
      return new Ledger(opened, new Pseudonyms(join(folder, KEY_FILE)), { now, configurationSha256 })
    } catch (error) {
      opened.close()
      throw error
    }
  }

  close(): void {
    this.#close()
  }

  async draft(endOf: EndOfLeaver = () => null): Promise<DraftRun> {
    return new DraftRun(this.#access, endOf)
  }

  /** Rejects with LedgerUnusableError where there is no such run, and with LedgerWriteError. */
  async resume(id: string, version: string): Promise<SqliteRunSession> {
    const { db, writes, now } = this.#access
    const run = this.#find(id)
    const session = await writes.write(() => {
      const started = now()
      db.prepare(
        "UPDATE runs SET status = 'running', ended = NULL, exit_code = NULL, reported = NULL WHERE run = ?",
      ).run(run.run)
      forgetOldLookUps(db, run.run, started)
      return beginSession(this.#access, run.run, version, started)
    })
    return new SqliteRunSession(this.#access, run, session)
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
    const unfinished = findTask(this.#access.db, task)
    if (unfinished !== null)
      return { session: await this.resume(unfinished, as.version), joined: [], resumed: true }
    return { session: await beginTask(this.#access, task, as), joined: [], resumed: false }
  }

  /** Rejects with LedgerUnusableError where there is no such run, and with LedgerWriteError. */
  async verify(id: string, version: string): Promise<SqliteRunSession> {
    const { writes, now } = this.#access
    const run = this.#find(id)
    const session = await writes.write(() => beginSession(this.#access, run.run, version, now(), 'verify'))
    return new SqliteRunSession(this.#access, run, session)
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
    const rows = this.#access.db.prepare('SELECT * FROM runs ORDER BY run').all()
    return (rows as unknown as RunColumns[]).map(readRun)
  }

  async unfinished(site: string): Promise<RunRecord[]> {
    const found: RunRecord[] = []
    for (const run of await this.runs()) {
      if (run.site !== site || !isUnfinished(run)) continue
      if (await new SqliteRunReader(this.#access.db, this.#find(run.id)).hasTouched()) found.push(run)
    }
    return found
  }

  /** Rejects with LedgerUnusableError where there is no such run. */
  async run(id?: string): Promise<SqliteRunReader> {
    return new SqliteRunReader(this.#access.db, this.#find(id))
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

  #find(id?: string): Pick<RunColumns, 'run' | 'id'> {
    const { db } = this.#access
    const found =
      id === undefined
        ? db.prepare('SELECT run, id FROM runs ORDER BY run DESC LIMIT 1').get()
        : db.prepare('SELECT run, id FROM runs WHERE id = ?').get(id)
    if (found !== undefined) return found as unknown as Pick<RunColumns, 'run' | 'id'>
    throw new LedgerUnusableError(
      id === undefined
        ? 'the ledger holds no run yet'
        : `the ledger holds no run "${id}"; \`runs\` lists them, with names like 20261123T184500Z-3f9c`,
    )
  }

  async #change(sql: string, ...values: string[]): Promise<void> {
    const { db, writes } = this.#access
    await writes.write(() => db.prepare(sql).run(...values))
  }
}

const noticesOf = (silent: readonly string[]): string[] =>
  silent.length === 0
    ? []
    : [
        `whoever these forgotten runs deleted is not recognized, since the key of their pseudonyms (${KEY_FILE}) is gone: ${silent.join(', ')}`,
      ]
