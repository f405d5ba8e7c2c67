import type { Outcome } from '../../offboarding/outcome.ts'
import type { ReasonCount } from '../../offboarding/ports/run-reader.ts'
import { UNDATED_NAMED, type Undated } from '../../offboarding/run/undated.ts'
import type { ReasonCode } from '../../offboarding/reason.ts'
import type { RequestKind } from '../../offboarding/step.ts'
import { isReason } from '../columns/reason-sql.ts'
import { OUTCOME, REASONS } from '../columns/row-columns.ts'
import type { Database } from '../database.ts'

// The numbers of a run, for reports.

/** The number of rows that have not ended and match `which`, which is SQL. */
export function countToDo(db: Database, run: number, which = 'TRUE'): Promise<number> {
  return countOf(db, run, `SELECT COUNT(*) AS n FROM rows WHERE run = $run AND outcome IS NULL AND ${which}`)
}

/** The rows without a leave date that are to do, or were taken for due, on a list of leave dates. */
export async function undatedOf(db: Database, run: number, which: 'to_do' | 'due'): Promise<Undated> {
  const isDue = "(outcome IS NULL OR outcome NOT IN ('invalid', 'not_due', 'duplicate'))"
  const found = await db.all<{ row: number; n: number }>(
    `SELECT row, COUNT(*) OVER () AS n FROM rows
     WHERE run = ? AND leaves = '' AND ${which === 'due' ? isDue : 'outcome IS NULL'} ORDER BY row LIMIT ?`,
    [run, UNDATED_NAMED],
  )
  return { count: found[0]?.n ?? 0, rows: found.map(({ row }) => row) }
}

/** The number of rows for each outcome that occurred. Rows that have not ended count as `not_attempted`. */
export async function outcomesOf(db: Database, run: number): Promise<Partial<Record<Outcome, number>>> {
  const counts = await db.all<{ outcome: Outcome; n: number }>(
    `SELECT ${OUTCOME} AS outcome, COUNT(*) AS n FROM rows WHERE run = ? GROUP BY 1`,
    [run],
  )
  return Object.fromEntries(counts.map(({ outcome, n }) => [outcome, n]))
}

/** The number of rows for each outcome and the codes of their reasons. */
export async function reasonsOf(db: Database, run: number): Promise<ReasonCount[]> {
  // Most rows have the same reasons, which are read once.
  const counts = await db.all<{ outcome: Outcome; codes: string; rows: number }>(
    `SELECT outcome, codes, SUM(n) AS rows FROM (
       SELECT outcome, COALESCE((SELECT '["' || string_agg(value ->> 'code', '","' ORDER BY key) || '"]' FROM json_each(reasons)), '[]') AS codes, n
       FROM (SELECT ${OUTCOME} AS outcome, ${REASONS} AS reasons, COUNT(*) AS n FROM rows WHERE run = ? GROUP BY 1, 2) AS counted
     ) AS coded GROUP BY outcome, codes ORDER BY outcome, codes`,
    [run],
  )
  return counts.map((count) => ({ ...count, codes: JSON.parse(count.codes) as ReasonCode[] }))
}

/** The number of rows that the platform itself refused. */
export function countHandOver(db: Database, run: number): Promise<number> {
  const which = `outcome = 'refused' AND ${isReason('platform_refused')}`
  return countOf(db, run, `SELECT COUNT(*) AS n FROM rows WHERE run = $run AND ${which}`)
}

/** The number of requests until it ended for each row from `first` to `last` that has steps. */
export async function attemptsOf(
  db: Database,
  run: number,
  first: number,
  last: number,
): Promise<Map<number, number>> {
  const sums = await db.arrays<[row: number, attempts: number]>(
    `SELECT row, COALESCE(SUM(attempts), 0) FROM steps WHERE run = ? AND row BETWEEN ? AND ? AND action <> 'verify' GROUP BY row`,
    [run, first, last],
  )
  return new Map(sums)
}

/** The number of requests of each kind. */
export async function requestsOf(db: Database, run: number): Promise<Partial<Record<RequestKind, number>>> {
  const counts = await db.all<{ action: RequestKind; n: number }>(
    `SELECT action, SUM(n) AS n FROM (
       SELECT action, attempts + throttled AS n FROM steps WHERE run = $run
       UNION ALL SELECT 'list', attempts + throttled FROM pages WHERE run = $run
     ) AS asked WHERE n > 0 GROUP BY action`,
    { run },
  )
  return Object.fromEntries(counts.map(({ action, n }) => [action, n]))
}

/** The number of requests that a 429 turned away, whether or not they were retried. */
export function rejectedOf(db: Database, run: number): Promise<number> {
  return countOf(
    db,
    run,
    `SELECT COALESCE(SUM(throttled), 0) AS n FROM (
       SELECT throttled FROM steps WHERE run = $run UNION ALL SELECT throttled FROM pages WHERE run = $run
     ) AS asked`,
  )
}

/** The number of retries for each cause. */
export async function retriesOf(db: Database, run: number): Promise<Record<string, number>> {
  const counts = await db.all<{ cause: string; n: number }>(
    `SELECT cause.value AS cause, COUNT(*) AS n FROM (
       SELECT retries FROM steps WHERE run = $run UNION ALL SELECT retries FROM pages WHERE run = $run
     ) AS asked, json_each(asked.retries) AS cause
     WHERE asked.retries IS NOT NULL GROUP BY 1 ORDER BY 1`,
    { run },
  )
  return Object.fromEntries(counts.map(({ cause, n }) => [cause, n]))
}

/** The number of the site's users, as a page stated it; null if no page has. */
export async function siteUsersOf(db: Database, run: number): Promise<number | null> {
  const found = await db.get<{ told: number | null; seen: number }>(
    `SELECT MAX(users) AS told, (SELECT COUNT(*) FROM site_users WHERE run = $run) AS seen
     FROM pages WHERE run = $run AND purpose = 'look_up' AND answer = 'page'`,
    { run },
  )
  const { told, seen } = found ?? { told: null, seen: 0 }
  // The stated number cannot be right if more users were seen.
  return told === null ? null : Math.max(told, seen)
}

/** What a query counts of run `$run`, as `n`. */
async function countOf(db: Database, run: number, sql: string): Promise<number> {
  return (await db.get<{ n: number }>(sql, { run }))?.n ?? 0
}
