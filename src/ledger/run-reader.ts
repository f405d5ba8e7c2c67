import type { DatabaseSync } from 'node:sqlite'
import type { Leaver } from '../offboarding/leaver.ts'
import type { Outcome } from '../offboarding/outcome.ts'
import type { Confirmed, PassRecord, RowRecord, RunEnd, RunPace, RunRecord } from '../offboarding/run/run.ts'
import type { Step } from '../offboarding/step.ts'
import type { Limits, Situation } from '../offboarding/run/guards.ts'
import { addPace } from './add-pace.ts'
import { tellWhoIsLeftDeactivated } from './rules/left-deactivated.ts'
import { forgetOldLookUps, lookUpsExpire } from './rules/old-look-ups.ts'
import { beginPass, confirmPass, endPass, readPasses } from './sessions.ts'
import {
  attemptsOf,
  countToDo,
  outcomesOf,
  rejectedOf,
  requestsOf,
  retriesOf,
  situationOf,
} from './run-figures.ts'
import {
  IS_BEGUN,
  LEAVER_COLUMNS,
  OUTCOME,
  readLeaver,
  readRow,
  REPORT_COLUMNS,
  type LeaverColumns,
  type ReportColumns,
} from './columns/row-columns.ts'
import { rowPages } from './columns/row-pages.ts'
import { readRun, type RunColumns } from './columns/run-columns.ts'
import { RunLookUps } from './run-look-ups.ts'
import { retryRows } from './rules/retry-rows.ts'
import { RunJournal } from './run-journal.ts'
import { forgetSiteUsers } from './rules/forget-site-users.ts'
import { inTransaction } from './sqlite/transaction.ts'

/** One run in the ledger: what it is to do, its journal, and what came of it. */
export class RunEntry {
  readonly #db: DatabaseSync
  readonly #run: number
  readonly #now: () => Date
  /** Null as long as the run is only looked at. */
  #pass: number | null

  constructor(db: DatabaseSync, run: number, now: () => Date, pass: number | null = null) {
    this.#db = db
    this.#run = run
    this.#now = now
    this.#pass = pass
  }

  get record(): RunRecord {
    return readRun(
      this.#db.prepare('SELECT * FROM runs WHERE run = ?').get(this.#run) as unknown as RunColumns,
    )
  }

  /** Where the steps of this run are written down, by the pass that `resume` or the draft began. */
  journal(): RunJournal {
    return new RunJournal(this.#db, { run: this.#run, pass: this.#ownPass() }, this.#now)
  }

  /** Notes on whose word, and under which limits, people are touched from here on. Throws LedgerWriteError. */
  confirm(confirmed: Confirmed, limits: Limits): void {
    inTransaction(this.#db, () => {
      confirmPass(this.#db, this.#run, this.#ownPass(), confirmed, limits)
    })
  }

  /** Each time this run was begun or gone on with. */
  passes(): PassRecord[] {
    return readPasses(this.#db, this.#run)
  }

  /** Where what is looked up for this run is kept. */
  lookUps(): RunLookUps {
    return new RunLookUps(this.#db, this.#run, this.#now)
  }

  /** How many rows have no end yet. */
  countToDo(): number {
    return countToDo(this.#db, this.#run)
  }

  /** Users who are deactivated by this run, or may be, and are not deleted: whom nobody has finished with. */
  countBegun(): number {
    return countToDo(this.#db, this.#run, IS_BEGUN)
  }

  /** Whether anybody was touched, or may have been. */
  hasTouched(): boolean {
    const touched = this.#db.prepare('SELECT 1 FROM steps WHERE run = ? AND intended IS NOT NULL LIMIT 1')
    return touched.get(this.#run) !== undefined
  }

  /** The rows without an end, in list order, a page in memory at a time. Rows that end meanwhile do not disturb it. */
  *toDo(): Generator<Leaver> {
    const pages = rowPages<LeaverColumns>(this.#db, this.#run, LEAVER_COLUMNS, 'outcome IS NULL')
    for (const rows of pages) for (const row of rows) yield readLeaver(row)
  }

  /** The names of the first users to be touched, as the platform has them. */
  firstNames(count: number): string[] {
    const rows = this.#db
      .prepare(
        `SELECT COALESCE(user ->> 'name', user_id) AS name FROM rows
         WHERE run = ? AND outcome IS NULL AND user_id IS NOT NULL ORDER BY row LIMIT ?`,
      )
      .all(this.#run, count) as unknown as { name: string }[]
    return rows.map(({ name }) => name)
  }

  /** Of the users to be touched, those known to be deactivated already. */
  countDeactivated(): number {
    return countToDo(this.#db, this.#run, "user ->> 'deactivated' = 1")
  }

  /** Ends every row that is still to do in the same way: a plan, or a refusal. Throws LedgerWriteError. */
  endToDo(outcome: Outcome, detail: string, detailIfDeactivated = detail): void {
    this.#change(
      `UPDATE rows SET outcome = ?, detail = CASE WHEN user ->> 'deactivated' = 1 THEN ? ELSE ? END, ended = ?
       WHERE run = ? AND outcome IS NULL`,
      outcome,
      detailIfDeactivated,
      detail,
      this.#now().toISOString(),
      this.#run,
    )
  }

  /** Makes an unfinished run the running one again. Throws LedgerWriteError. */
  resume(version: string): void {
    const now = this.#now()
    inTransaction(this.#db, () => {
      this.#db
        .prepare(
          "UPDATE runs SET status = 'running', ended = NULL, exit_code = NULL, reported = NULL WHERE run = ?",
        )
        .run(this.#run)
      forgetOldLookUps(this.#db, this.#run, now)
      this.#pass = beginPass(this.#db, this.#run, version, now)
    })
  }

  /** When what was looked up proves nothing any more; null where this run goes by no look-up. */
  lookUpsExpire(): Date | null {
    return lookUpsExpire(this.#db, this.#run)
  }

  /** Forgets look-ups that are too old, and says whether there were any. Throws LedgerWriteError. */
  forgetOldLookUps(): boolean {
    return inTransaction(this.#db, () => forgetOldLookUps(this.#db, this.#run, this.#now()))
  }

  /** From now on whoever these entries name is protected, too. Throws LedgerWriteError. */
  protect(entries: readonly string[]): void {
    const { options } = this.record
    const protect = [...new Set([...options.protect, ...entries])]
    if (protect.length === options.protect.length) return
    this.#change(
      'UPDATE runs SET options = ? WHERE run = ?',
      JSON.stringify({ ...options, protect }),
      this.#run,
    )
  }

  /** Notes how the run ended, or where it stopped, and why it did. Throws LedgerWriteError. */
  close({ status, exitCode, reason }: RunEnd, pace?: RunPace): void {
    const sofar = this.record.pace
    const now = this.#now()
    // Together: a run that is over has no pass that is not, and the other way round.
    inTransaction(this.#db, () => {
      this.#db
        .prepare('UPDATE runs SET status = ?, exit_code = ?, pace = ?, ended = ? WHERE run = ?')
        .run(
          status,
          exitCode,
          JSON.stringify(pace === undefined ? sofar : addPace(sofar, pace)),
          now.toISOString(),
          this.#run,
        )
      if (this.#pass !== null) endPass(this.#db, this.#run, this.#pass, { ended: now, exitCode, reason })
      forgetSiteUsers(this.#db)
      tellWhoIsLeftDeactivated(this.#db, this.#run)
    })
  }

  /** Notes that the run's files were written and its result told: from now on the same list is a new run. Throws LedgerWriteError. */
  reported(): void {
    this.#change('UPDATE runs SET reported = ? WHERE run = ?', this.#now().toISOString(), this.#run)
  }

  /** The rows that reading the list, or making the plan, has settled, in list order. */
  *settled(): Generator<{ row: number; userId: string | null; outcome: Outcome }> {
    type Columns = [row: number, userId: string | null, outcome: Outcome]
    const which = "outcome IS NOT NULL AND outcome <> 'not_attempted'"
    const pages = rowPages<Columns>(this.#db, this.#run, 'row, user_id, outcome', which)
    for (const rows of pages) for (const [row, userId, outcome] of rows) yield { row, userId, outcome }
  }

  /** Every row, or every one with such an outcome, in list order, a page in memory at a time. */
  *rows(outcomes?: readonly Outcome[]): Generator<RowRecord> {
    const which =
      outcomes === undefined ? 'TRUE' : `${OUTCOME} IN (${outcomes.map((one) => `'${one}'`).join()})`
    for (const rows of rowPages<ReportColumns>(this.#db, this.#run, REPORT_COLUMNS, which)) {
      const attempts = attemptsOf(this.#db, this.#run, rows.at(0)?.[0] ?? 0, rows.at(-1)?.[0] ?? 0)
      for (const row of rows) yield readRow(row, attempts.get(row[0]) ?? 0)
    }
  }

  /** The cells of the rows that make up a list to try again. */
  retryRows(): Iterable<readonly string[]> {
    return retryRows(this.#db, this.#run)
  }

  /** What the guards look at. `since`: how far back the earlier runs of this site count. */
  situation(since: Date): Situation {
    return situationOf(this.#db, this.#run, since, this.lookUps().siteUsers())
  }

  /** How many rows ended in each outcome that occurred. */
  outcomes(): Partial<Record<Outcome, number>> {
    return outcomesOf(this.#db, this.#run)
  }

  /** How many requests were sent for each kind of step, and for pages. */
  requests(): Partial<Record<Step['do'] | 'list', number>> {
    return requestsOf(this.#db, this.#run)
  }

  /** How many requests a 429 turned away. */
  rejected(): number {
    return rejectedOf(this.#db, this.#run)
  }

  /** How many further attempts were made for each cause. */
  retries(): Record<string, number> {
    return retriesOf(this.#db, this.#run)
  }

  #ownPass(): number {
    if (this.#pass === null) throw new Error('a run that is only looked at is not written to')
    return this.#pass
  }

  #change(sql: string, ...values: (string | number)[]): void {
    inTransaction(this.#db, () => this.#db.prepare(sql).run(...values))
  }
}
