import type { DatabaseSync } from 'node:sqlite'
import type { Leaver, Progress } from '../offboarding/leaver.ts'
import type { Outcome } from '../offboarding/outcome.ts'
import type { RowRecord, RunPace, RunRecord, RunStatus } from '../offboarding/run.ts'
import type { Step } from '../offboarding/step.ts'
import type { User } from '../offboarding/user.ts'
import { beginPass, endPass } from './passes.ts'
import { readRun, type RunColumns } from './run-columns.ts'
import { RunJournal } from './run-journal.ts'
import { writeError } from './write-error.ts'

const PAGE = 500

/** What a report of an unfinished run says of a row that has not ended: as far as is known, what state the user is in. */
const NOT_ENDED = `
  CASE
    WHEN EXISTS (SELECT 1 FROM steps WHERE steps.run = rows.run AND steps.row = rows.row AND action = 'delete'
                 AND (answered IS NULL OR may_have_arrived = 1))
      THEN 'the run stopped after a delete was sent; whether it was carried out is settled when the run goes on'
    WHEN deactivated_at IS NOT NULL THEN 'the run stopped; the user is deactivated, not deleted'
    WHEN EXISTS (SELECT 1 FROM steps WHERE steps.run = rows.run AND steps.row = rows.row AND action = 'deactivate'
                 AND (answered IS NULL OR may_have_arrived = 1))
      THEN 'the run stopped after a deactivation was sent; whether it was carried out is settled when the run goes on'
    ELSE 'the run stopped before this row'
  END`

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
    if (this.#pass === null) throw new Error('a run that is only looked at has no journal')
    return new RunJournal(this.#db, { run: this.#run, pass: this.#pass }, this.#now)
  }

  /** How many rows have a user and no end yet. */
  countToDo(): number {
    const { n } = this.#db
      .prepare('SELECT COUNT(*) AS n FROM rows WHERE run = ? AND outcome IS NULL')
      .get(this.#run) as { n: number }
    return n
  }

  /** The rows without an end, in list order, a page in memory at a time. Rows that end meanwhile do not disturb it. */
  *toDo(): Generator<Leaver> {
    const page = this.#db.prepare(
      `SELECT row, user_id, user, deactivated_at,
         EXISTS (SELECT 1 FROM steps WHERE steps.run = rows.run AND steps.row = rows.row
                 AND action = 'deactivate' AND (answered IS NULL OR may_have_arrived = 1)) AS deactivation_intended,
         EXISTS (SELECT 1 FROM steps WHERE steps.run = rows.run AND steps.row = rows.row
                 AND action = 'delete' AND (answered IS NULL OR may_have_arrived = 1)) AS deletion_intended
       FROM rows WHERE run = ? AND row > ? AND outcome IS NULL ORDER BY row LIMIT ${PAGE}`,
    )
    for (let last = 0; ;) {
      const rows = page.all(this.#run, last) as unknown as ToDoColumns[]
      for (const row of rows) yield readLeaver(row)
      const end = rows.at(-1)
      if (end === undefined) return
      last = end.row
    }
  }

  /** Ends every row that is still to do in the same way: a dry run, or a refusal. Throws LedgerWriteError. */
  endToDo(outcome: Outcome, detail: string): void {
    this.#change(
      'UPDATE rows SET outcome = ?, detail = ?, ended = ? WHERE run = ? AND outcome IS NULL',
      outcome,
      detail,
      this.#now().toISOString(),
      this.#run,
    )
  }

  /** Makes an unfinished run the running one again. Throws LedgerWriteError. */
  resume(version: string): void {
    this.#change(
      "UPDATE runs SET status = 'running', ended = NULL, exit_code = NULL, reported = NULL WHERE run = ?",
      this.#run,
    )
    try {
      this.#pass = beginPass(this.#db, this.#run, version, this.#now())
    } catch (error) {
      throw writeError(error)
    }
  }

  /** Notes how the run ended, or where it stopped. Throws LedgerWriteError. */
  close(status: RunStatus, exitCode: number, pace?: RunPace): void {
    const sofar = this.record.pace
    this.#change(
      'UPDATE runs SET status = ?, exit_code = ?, pace = ?, ended = ? WHERE run = ?',
      status,
      exitCode,
      JSON.stringify(pace === undefined ? sofar : addPace(sofar, pace)),
      this.#now().toISOString(),
      this.#run,
    )
    if (this.#pass !== null) endPass(this.#db, this.#run, this.#pass, this.#now())
  }

  /** Notes that the run's files were written and its result told: from now on the same list is a new run. Throws LedgerWriteError. */
  reported(): void {
    this.#change('UPDATE runs SET reported = ? WHERE run = ?', this.#now().toISOString(), this.#run)
  }

  /** The rows that have ended so far, in list order. */
  *ended(): Generator<{ row: number; userId: string | null; outcome: Outcome }> {
    const rows = this.#db
      .prepare(
        'SELECT row, user_id AS userId, outcome FROM rows WHERE run = ? AND outcome IS NOT NULL ORDER BY row',
      )
      .iterate(this.#run) as unknown as Iterable<{ row: number; userId: string | null; outcome: Outcome }>
    yield* rows
  }

  /** Every row, in list order. */
  *rows(): Generator<RowRecord> {
    const rows = this.#db
      .prepare(
        `SELECT row, cells, user_id, COALESCE(outcome, 'not_attempted') AS outcome, http_status, deactivated_at, deleted_at,
           CASE WHEN outcome IS NULL THEN ${NOT_ENDED} ELSE detail END AS detail,
           (SELECT COALESCE(SUM(attempts), 0) FROM steps WHERE steps.run = rows.run AND steps.row = rows.row) AS attempts
         FROM rows WHERE run = ? ORDER BY row`,
      )
      .iterate(this.#run) as unknown as Iterable<RowColumns>
    for (const row of rows) yield readRow(row)
  }

  /** How many rows ended in each outcome that occurred. */
  outcomes(): Partial<Record<Outcome, number>> {
    const counts = this.#db
      .prepare(
        "SELECT COALESCE(outcome, 'not_attempted') AS outcome, COUNT(*) AS n FROM rows WHERE run = ? GROUP BY 1",
      )
      .all(this.#run) as unknown as { outcome: Outcome; n: number }[]
    return Object.fromEntries(counts.map(({ outcome, n }) => [outcome, n]))
  }

  /** How many requests were sent for each kind of step. */
  requests(): Partial<Record<Step['do'], number>> {
    const counts = this.#db
      .prepare(
        'SELECT action, SUM(attempts + throttled) AS n FROM steps WHERE run = ? AND attempts + throttled > 0 GROUP BY action',
      )
      .all(this.#run) as unknown as { action: Step['do']; n: number }[]
    return Object.fromEntries(counts.map(({ action, n }) => [action, n]))
  }

  /** How many further attempts were made for each cause. */
  retries(): Record<string, number> {
    const counts = this.#db
      .prepare(
        `SELECT cause.value AS cause, COUNT(*) AS n FROM steps, json_each(steps.retries) AS cause
         WHERE run = ? AND steps.retries IS NOT NULL GROUP BY 1 ORDER BY 1`,
      )
      .all(this.#run) as unknown as { cause: string; n: number }[]
    return Object.fromEntries(counts.map(({ cause, n }) => [cause, n]))
  }

  #change(sql: string, ...values: (string | number)[]): void {
    try {
      this.#db.prepare(sql).run(...values)
    } catch (error) {
      throw writeError(error)
    }
  }
}

/** The waits of an earlier pass and of this one together. */
function addPace(earlier: RunPace, pace: RunPace): RunPace {
  return {
    quotaWaitMs: Math.round(earlier.quotaWaitMs + pace.quotaWaitMs),
    retryWaitMs: Math.round(earlier.retryWaitMs + pace.retryWaitMs),
    outageMs: Math.round(earlier.outageMs + pace.outageMs),
    quotaShareUsed: pace.quotaShareUsed ?? earlier.quotaShareUsed,
  }
}

interface ToDoColumns {
  row: number
  user_id: string
  user: string | null
  deactivated_at: string | null
  deactivation_intended: 0 | 1
  deletion_intended: 0 | 1
}

function readLeaver(columns: ToDoColumns): Leaver {
  const deactivation: Progress['deactivation'] =
    columns.deactivated_at !== null ? 'done' : columns.deactivation_intended === 1 ? 'intended' : 'none'
  return {
    row: columns.row,
    userId: columns.user_id,
    known: columns.user === null ? null : (JSON.parse(columns.user) as User),
    progress: { deactivation, deletion: columns.deletion_intended === 1 ? 'intended' : 'none' },
  }
}

interface RowColumns {
  row: number
  cells: string
  user_id: string | null
  outcome: Outcome
  detail: string
  http_status: number | null
  attempts: number
  deactivated_at: string | null
  deleted_at: string | null
}

function readRow(columns: RowColumns): RowRecord {
  return {
    row: columns.row,
    cells: JSON.parse(columns.cells) as string[],
    userId: columns.user_id,
    outcome: columns.outcome,
    detail: columns.detail,
    status: columns.http_status,
    attempts: columns.attempts,
    deactivatedAt: columns.deactivated_at,
    deletedAt: columns.deleted_at,
  }
}
