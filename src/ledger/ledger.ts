import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { isUnfinished, type RunRecord } from '../offboarding/run/run.ts'
import { carryOutPlan, findPlan, type Plan } from './carry-out-plan.ts'
import { DraftRun, type EndOfLeaver } from './draft-run.ts'
import { LedgerUnusableError } from './sqlite/errors.ts'
import type { Joined } from './rules/join-unfinished.ts'
import { openDatabase, type OpenDatabase } from './sqlite/open-database.ts'
import { RunEntry } from './run-reader.ts'
import { readRun, type RunColumns } from './columns/run-columns.ts'

/** The ledger's file name within `--out`. */
export const LEDGER_FILE = 'ledger.sqlite'

export interface LedgerOptions {
  /** The folder of the ledger: `--out`. */
  folder: string
  /** Whether to begin a new ledger where there is none. */
  create: boolean
  /** Whether nothing will be written, so that the ledger may lie where nobody can write. */
  onlyToRead?: boolean
  now: () => Date
}

/** The SQLite file that remembers every run: its rows, each step before and after it was sent, and how each row ended. */
export class Ledger {
  readonly #db: DatabaseSync
  readonly #close: () => void
  readonly #now: () => Date
  /** What whoever runs the tool should know about the ledger's folder. */
  readonly notices: readonly string[]

  private constructor({ db, close, notices }: OpenDatabase, now: () => Date) {
    this.notices = notices
    this.#db = db
    this.#close = close
    this.#now = now
  }

  /** Opens the ledger for this process alone. Throws LedgerInUseError, LedgerUnusableError or LedgerWriteError. */
  static open({ folder, now, ...options }: LedgerOptions): Ledger {
    return new Ledger(openDatabase(join(folder, LEDGER_FILE), { ...options, now: now() }), now)
  }

  close(): void {
    this.#close()
  }

  /** Begins to read a list into a new run. `endOf`: for a run that does not act, what becomes of each leaver. */
  draft(endOf: EndOfLeaver = () => null): DraftRun {
    return new DraftRun(this.#db, this.#now, endOf)
  }

  /** A plan that may be carried out. Throws LedgerUnusableError. */
  plan(id: string, site: string): Plan {
    return findPlan(this.#db, id, site)
  }

  /** Begins, or goes on with, the run that carries out a plan. Throws LedgerWriteError. */
  carryOutPlan(
    plan: Plan,
    { id, version }: { id: string; version: string },
  ): { entry: RunEntry; joined: Joined[] } {
    return carryOutPlan(this.#db, plan, { id, version, now: this.#now })
  }

  /** All runs, oldest first. */
  runs(): RunRecord[] {
    const rows = this.#db.prepare('SELECT * FROM runs ORDER BY run').all() as unknown as RunColumns[]
    return rows.map(readRun)
  }

  /** The unfinished runs of a site that have begun to touch somebody, oldest first. Any other has left nothing to finish. */
  unfinished(site: string): RunRecord[] {
    return this.runs().filter(
      (run) => run.site === site && isUnfinished(run) && this.run(run.id).hasTouched(),
    )
  }

  /** One run by its ID, or the latest. Throws LedgerUnusableError where there is none. */
  run(id?: string): RunEntry {
    const found = (
      id === undefined
        ? this.#db.prepare('SELECT run FROM runs ORDER BY run DESC LIMIT 1').get()
        : this.#db.prepare('SELECT run FROM runs WHERE id = ?').get(id)
    ) as { run: number } | undefined
    if (found === undefined) {
      throw new LedgerUnusableError(
        id === undefined
          ? 'the ledger holds no run yet'
          : `the ledger holds no run "${id}"; \`runs\` lists them`,
      )
    }
    return new RunEntry(this.#db, found.run, this.#now)
  }
}
