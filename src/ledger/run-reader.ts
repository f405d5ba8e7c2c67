import type { Leaver } from '../offboarding/leaver.ts'
import type { Outcome } from '../offboarding/outcome.ts'
import type { ReasonCode } from '../offboarding/reason.ts'
import type {
  ReasonCount,
  RequestSpan,
  StatusCount,
  RunReader,
  SettledRow,
} from '../offboarding/ports/run-reader.ts'
import type { AffectedUser } from '../offboarding/identity/affected-user.ts'
import type { Situation } from '../offboarding/run/guards.ts'
import type { RowRecord, RunRecord, SessionRecord } from '../offboarding/run/run.ts'
import type { Verified } from '../offboarding/run/verified.ts'
import { changesOf } from '../offboarding/run/what-happens.ts'
import type { EndedWaits } from '../offboarding/run/waiting.ts'
import type { Undated } from '../offboarding/run/undated.ts'
import type { RequestKind } from '../offboarding/step.ts'
import type { Database } from './database.ts'
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
import { archivedImage, archivedLines } from './archive/archive-parts.ts'
import { affectedUsers } from './look-ups/affected-users.ts'
import { lookUpsExpire } from './look-ups/old-look-ups.ts'
import { countWhoWait, dueByDay } from './rules/waits.ts'
import { retryIds, retryRows } from './rules/retry-rows.ts'
import {
  attemptsOf,
  countHandOver,
  countToDo,
  outcomesOf,
  reasonsOf,
  rejectedOf,
  requestsOf,
  retriesOf,
  siteUsersOf,
  undatedOf,
} from './figures/run-figures.ts'
import { requestsByStatus } from './figures/requests-by-status.ts'
import { requestsOverTime } from './figures/requests-over-time.ts'
import { situationOf } from './figures/situation.ts'
import { readSessions } from './sessions.ts'
import { verifiedOf } from './verifications.ts'
import { hasToUndo } from './undo/deactivated-by.ts'

/** Reads one run from the ledger. */
export class LedgerRunReader implements RunReader {
  readonly #db: Database
  readonly #run: number
  readonly id: string

  constructor(db: Database, { run, id }: Pick<RunColumns, 'run' | 'id'>) {
    this.#db = db
    this.#run = run
    this.id = id
  }

  async record(): Promise<RunRecord> {
    const columns = await this.#db.get<RunColumns>('SELECT * FROM runs WHERE run = ?', [this.#run])
    return readRun(columns as RunColumns)
  }

  async sessions(): Promise<SessionRecord[]> {
    return readSessions(this.#db, this.#run)
  }

  async *rows(outcomes?: readonly Outcome[]): AsyncGenerator<readonly RowRecord[]> {
    const which =
      outcomes === undefined ? 'TRUE' : `${OUTCOME} IN (${outcomes.map((one) => `'${one}'`).join()})`
    yield* this.#rows(which)
  }

  async rowsNumbered(numbers: readonly number[]): Promise<readonly RowRecord[]> {
    if (numbers.length === 0) return []
    const found: RowRecord[] = []
    for await (const rows of this.#rows(`row IN (${numbers.join()})`)) found.push(...rows)
    return found
  }

  async *#rows(which: string): AsyncGenerator<readonly RowRecord[]> {
    for await (const rows of rowPages<ReportColumns>(this.#db, this.#run, REPORT_COLUMNS, which)) {
      const [first, last] = [rows.at(0)?.[0] ?? 0, rows.at(-1)?.[0] ?? 0]
      const attempts = await attemptsOf(this.#db, this.#run, first, last)
      yield rows.map((row) => readRow(row, attempts.get(row[0]) ?? 0))
    }
  }

  async *retryRows(): AsyncGenerator<readonly (readonly string[])[]> {
    yield* retryRows(this.#db, this.#run)
  }

  async *retryIds(): AsyncGenerator<readonly string[]> {
    yield* retryIds(this.#db, this.#run)
  }

  async *settled(): AsyncGenerator<readonly SettledRow[]> {
    type Columns = [row: number, userId: string | null, outcome: Outcome, reason: ReasonCode | null]
    const which = "outcome IS NOT NULL AND outcome <> 'not_attempted'"
    const columns = "row, user_id, outcome, reasons ->> '$[0].code'"
    for await (const rows of rowPages<Columns>(this.#db, this.#run, columns, which))
      yield rows.map(([row, userId, outcome, reason]) => ({ row, userId, outcome, reason }))
  }

  async *toDo(): AsyncGenerator<readonly Leaver[]> {
    for await (const rows of rowPages<LeaverColumns>(this.#db, this.#run, LEAVER_COLUMNS, 'outcome IS NULL'))
      yield rows.map(readLeaver)
  }

  async outcomes(): Promise<Partial<Record<Outcome, number>>> {
    return outcomesOf(this.#db, this.#run)
  }

  async reasons(): Promise<readonly ReasonCount[]> {
    return reasonsOf(this.#db, this.#run)
  }

  async countHandOver(): Promise<number> {
    return countHandOver(this.#db, this.#run)
  }

  async countToDo(): Promise<number> {
    return countToDo(this.#db, this.#run)
  }

  async countBegun(): Promise<number> {
    return countToDo(this.#db, this.#run, IS_BEGUN)
  }

  async countDeactivated(): Promise<number> {
    return countToDo(this.#db, this.#run, "CAST(account ->> 'deactivated' AS INTEGER) = 1")
  }

  async dueByDay(): Promise<Record<string, number>> {
    return dueByDay(this.#db, this.#run)
  }

  async countWaiting(): Promise<EndedWaits> {
    return countWhoWait(this.#db, this.#run)
  }

  async verified(): Promise<Verified | null> {
    return verifiedOf(this.#db, this.#run)
  }

  async hasTouched(): Promise<boolean> {
    const touched = 'SELECT 1 FROM steps WHERE run = ? AND intended IS NOT NULL LIMIT 1'
    return (await this.#db.get(touched, [this.#run])) !== undefined
  }

  async hasToUndo(): Promise<boolean> {
    return hasToUndo(this.#db, this.#run)
  }

  async undated(which: 'to_do' | 'due'): Promise<Undated> {
    return undatedOf(this.#db, this.#run, which)
  }

  async affected(row: number, count: number): Promise<readonly AffectedUser[]> {
    return affectedUsers(this.#db, this.#run, row, count)
  }

  async countSaved(): Promise<number> {
    const saved = await this.#db.get<{ n: number }>(
      'SELECT COUNT(DISTINCT row) AS n FROM steps WHERE run = ? AND record_sha256 IS NOT NULL',
      [this.#run],
    )
    return saved?.n ?? 0
  }

  async savedRecord(row: number): Promise<string | null> {
    const saved = await this.#db.get<{ sha256: string }>(
      'SELECT record_sha256 AS sha256 FROM steps WHERE run = ? AND row = ? AND record_sha256 IS NOT NULL LIMIT 1',
      [this.#run, row],
    )
    return saved?.sha256 ?? null
  }

  archivedLines(): AsyncGenerator<readonly string[]> {
    return archivedLines(this.#db, this.#run)
  }

  archivedImage(file: string): AsyncGenerator<Uint8Array> {
    return archivedImage(this.#db, this.#run, file)
  }

  async requests(): Promise<Partial<Record<RequestKind, number>>> {
    return requestsOf(this.#db, this.#run)
  }

  async requestsByStatus(): Promise<readonly StatusCount[]> {
    return requestsByStatus(this.#db, this.#run)
  }

  async requestsOverTime(unit: 'second' | 'minute'): Promise<readonly RequestSpan[]> {
    return requestsOverTime(this.#db, this.#run, unit)
  }

  async rejected(): Promise<number> {
    return rejectedOf(this.#db, this.#run)
  }

  async retries(): Promise<Record<string, number>> {
    return retriesOf(this.#db, this.#run)
  }

  async situation(since: Date): Promise<Situation> {
    const { options } = await this.record()
    const siteUsers = await siteUsersOf(this.#db, this.#run)
    return situationOf(this.#db, this.#run, since, {
      siteUsers,
      changes: changesOf(options),
      roles: options.roles,
    })
  }

  async lookUpsExpire(): Promise<Date | null> {
    return lookUpsExpire(this.#db, this.#run)
  }
}
