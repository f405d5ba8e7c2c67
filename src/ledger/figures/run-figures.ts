import type { DatabaseSync } from 'node:sqlite'
import type { Situation } from '../../offboarding/run/guards.ts'
import type { ChangeStep } from '../../offboarding/run/what-happens.ts'
import type { Policy } from '../../offboarding/policy.ts'
import type { Outcome } from '../../offboarding/outcome.ts'
import type { ReasonCount } from '../../offboarding/ports/run-reader.ts'
import { UNDATED_NAMED, type Undated } from '../../offboarding/run/undated.ts'
import type { ReasonCode } from '../../offboarding/reason.ts'
import type { RequestKind } from '../../offboarding/step.ts'
import { isReason } from '../columns/reason-sql.ts'
import { IS_ANNOUNCED, OUTCOME, REASONS } from '../columns/row-columns.ts'
import { countNameMismatches } from '../rules/name-mismatches.ts'
import { unknownRolesOf } from './unknown-roles.ts'

// The numbers of a run, for reports and guards.

/** The number of rows that have not ended and match `which`, which is SQL. */
export function countToDo(db: DatabaseSync, run: number, which = 'TRUE'): number {
  const { n } = db
    .prepare(`SELECT COUNT(*) AS n FROM rows WHERE run = ? AND outcome IS NULL AND ${which}`)
    .get(run) as { n: number }
  return n
}

/** The rows without a leave date that are to do, or were taken for due, on a list of leave dates. */
export function undatedOf(db: DatabaseSync, run: number, which: 'to_do' | 'due'): Undated {
  const isDue = "(outcome IS NULL OR outcome NOT IN ('invalid', 'not_due', 'duplicate'))"
  const rows = db.prepare(
    `SELECT row, COUNT(*) OVER () AS n FROM rows
     WHERE run = ? AND leaves = '' AND ${which === 'due' ? isDue : 'outcome IS NULL'} ORDER BY row LIMIT ?`,
  )
  const found = rows.all(run, UNDATED_NAMED) as unknown as { row: number; n: number }[]
  return { count: found[0]?.n ?? 0, rows: found.map(({ row }) => row) }
}

/** The number of rows for each outcome that occurred. Rows that have not ended count as `not_attempted`. */
export function outcomesOf(db: DatabaseSync, run: number): Partial<Record<Outcome, number>> {
  const counts = db
    .prepare(
      "SELECT COALESCE(outcome, 'not_attempted') AS outcome, COUNT(*) AS n FROM rows WHERE run = ? GROUP BY 1",
    )
    .all(run) as unknown as { outcome: Outcome; n: number }[]
  return Object.fromEntries(counts.map(({ outcome, n }) => [outcome, n]))
}

/** The number of rows for each outcome and the codes of their reasons. */
export function reasonsOf(db: DatabaseSync, run: number): ReasonCount[] {
  const counts = db
    .prepare(
      `SELECT ${OUTCOME} AS outcome, (SELECT json_group_array(value ->> 'code') FROM json_each(${REASONS})) AS codes, COUNT(*) AS rows
       FROM rows WHERE run = ? GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all(run) as unknown as { outcome: Outcome; codes: string; rows: number }[]
  return counts.map((count) => ({ ...count, codes: JSON.parse(count.codes) as ReasonCode[] }))
}

/** The number of rows that the platform itself refused. */
export function countHandOver(db: DatabaseSync, run: number): number {
  const { n } = db
    .prepare(
      `SELECT COUNT(*) AS n FROM rows WHERE run = ? AND outcome = 'refused' AND ${isReason('platform_refused')}`,
    )
    .get(run) as { n: number }
  return n
}

/** The number of requests until it ended for each row from `first` to `last` that has steps. */
export function attemptsOf(db: DatabaseSync, run: number, first: number, last: number): Map<number, number> {
  const sums = db.prepare(
    `SELECT row, COALESCE(SUM(attempts), 0) FROM steps WHERE run = ? AND row BETWEEN ? AND ? AND action <> 'verify' GROUP BY row`,
  )
  sums.setReturnArrays(true)
  return new Map(sums.all(run, first, last) as unknown as [row: number, attempts: number][])
}

/** The number of requests of each kind. */
export function requestsOf(db: DatabaseSync, run: number): Partial<Record<RequestKind, number>> {
  const counts = db
    .prepare(
      `SELECT action, SUM(n) AS n FROM (
         SELECT action, attempts + throttled AS n FROM steps WHERE run = $run
         UNION ALL SELECT 'list', attempts + throttled FROM pages WHERE run = $run
       ) WHERE n > 0 GROUP BY action`,
    )
    .all({ run }) as unknown as { action: RequestKind; n: number }[]
  return Object.fromEntries(counts.map(({ action, n }) => [action, n]))
}

/** The number of requests that a 429 turned away, whether or not they were retried. */
export function rejectedOf(db: DatabaseSync, run: number): number {
  const { n } = db
    .prepare(
      `SELECT COALESCE(SUM(throttled), 0) AS n FROM (
         SELECT throttled FROM steps WHERE run = $run UNION ALL SELECT throttled FROM pages WHERE run = $run
       )`,
    )
    .get({ run }) as { n: number }
  return n
}

/** The number of retries for each cause. */
export function retriesOf(db: DatabaseSync, run: number): Record<string, number> {
  const counts = db
    .prepare(
      `SELECT cause.value AS cause, COUNT(*) AS n FROM (
         SELECT retries FROM steps WHERE run = $run UNION ALL SELECT retries FROM pages WHERE run = $run
       ) AS asked, json_each(asked.retries) AS cause
       WHERE asked.retries IS NOT NULL GROUP BY 1 ORDER BY 1`,
    )
    .all({ run }) as unknown as { cause: string; n: number }[]
  return Object.fromEntries(counts.map(({ cause, n }) => [cause, n]))
}

/** The number of the site's users, as a page stated it; null if no page has. */
export function siteUsersOf(db: DatabaseSync, run: number): number | null {
  const { told, seen } = db
    .prepare(
      `SELECT MAX(users) AS told, (SELECT COUNT(*) FROM site_users WHERE run = $run) AS seen
       FROM pages WHERE run = $run AND purpose = 'look_up' AND answer = 'page'`,
    )
    .get({ run }) as { told: number | null; seen: number }
  // The stated number cannot be right if more users were seen.
  return told === null ? null : Math.max(told, seen)
}

/** SQL: whether the platform was asked about the row and found no user for it. */
const NOBODY_FOUND = "outcome IN ('not_found', 'mismatch') AND settled_by IS NOT 'reading'"
/** SQL: whether a run deleted the user, as this ledger knows, or an undo finds nobody any more. */
const KNOWN_TO_BE_DELETED = `(${isReason('deleted_before')} OR ${isReason('rehired')} OR ${isReason('gone_for_good')})`

/** SQL: the ID on the row is nobody's, and the address on it somebody's. An ID of somebody else may be a mistake of another kind. */
const FOREIGN_ID = `outcome = 'mismatch' AND claimed_id IS NOT NULL AND ${isReason('address_is_of')}`

/** SQL: the users whom a run of this site touched by this change since `$since`, or may have, and when they were deleted. */
const TOUCHED: Readonly<Record<ChangeStep, string>> = {
  deactivate: 'SELECT run, user_id, NULL AS deleted FROM rows WHERE deactivated_at >= $since',
  delete: 'SELECT run, user_id, deleted_at AS deleted FROM rows WHERE deleted_at >= $since',
  reactivate: `SELECT run, user_id, NULL AS deleted FROM rows WHERE outcome = 'reactivated' AND ended >= $since AND NOT ${isReason('was_active')}`,
}

/** How many other users all runs of this site touched by one change since `since`, and how many of them were gone when the site's users were counted. */
function recentlyTouched(
  db: DatabaseSync,
  run: number,
  since: Date,
  change: ChangeStep,
): Pick<Situation, 'recent' | 'recentlyDeleted'> {
  // A user who was deleted after the count of the site's users is included in that count.
  return db
    .prepare(
      `SELECT COUNT(DISTINCT user_id) AS recent,
         COUNT(DISTINCT CASE WHEN deleted < (SELECT MIN(answered) FROM pages WHERE run = $run AND purpose = 'look_up' AND answer = 'page')
                             THEN user_id END) AS recentlyDeleted
       FROM (${TOUCHED[change]}
             -- A step that was announced and not answered may have been carried out.
             UNION ALL SELECT run, user_id, NULL FROM steps
               WHERE intended >= $since AND (answered IS NULL OR may_have_arrived = 1) AND action = '${change}'
                 AND run IN (SELECT run FROM runs WHERE ended IS NULL OR ended >= $since))
       WHERE run IN (SELECT run FROM runs WHERE site = (SELECT site FROM runs WHERE run = $run))
         AND user_id NOT IN (SELECT user_id FROM rows WHERE run = $run AND outcome IS NULL AND user_id IS NOT NULL)`,
    )
    .get({ run, since: since.toISOString() }) as unknown as Pick<Situation, 'recent' | 'recentlyDeleted'>
}

/**
 * The numbers that the guards check. `recent` counts users of all runs of this site since `since`: those touched by one of
 * `changes`, whichever has more.
 */
export function situationOf(
  db: DatabaseSync,
  run: number,
  since: Date,
  {
    siteUsers,
    changes,
    roles,
  }: { siteUsers: number | null; changes: readonly ChangeStep[]; roles: Policy['roles'] },
): Situation {
  const counted = db
    .prepare(
      `SELECT COUNT(*) AS rows,
         COALESCE(SUM(outcome IS NULL), 0) AS toDo,
         COALESCE(SUM(outcome IS 'invalid'), 0) AS invalid,
         COALESCE(SUM((user IS NOT NULL OR ${NOBODY_FOUND}) AND NOT ${KNOWN_TO_BE_DELETED}), 0) AS lookedUp,
         COALESCE(SUM(outcome IS 'mismatch' AND settled_by IS 'reading'), 0) AS contradicting,
         -- In a run that continues, a user who was found once and has vanished since says nothing about the list.
         COALESCE(SUM(${NOBODY_FOUND} AND NOT ${KNOWN_TO_BE_DELETED}
                      AND NOT (outcome = 'not_found' AND user IS NOT NULL AND ${IS_ANNOUNCED})), 0) AS unknown,
         COALESCE(SUM(${FOREIGN_ID}), 0) AS foreignIds
       FROM rows WHERE run = ?`,
    )
    .get(run) as unknown as Pick<
    Situation,
    'rows' | 'toDo' | 'invalid' | 'lookedUp' | 'contradicting' | 'unknown' | 'foreignIds'
  >
  const recent = changes.map((change) => recentlyTouched(db, run, since, change).recent)
  const { recentlyDeleted } = recentlyTouched(db, run, since, 'delete')
  const first = db
    .prepare("SELECT http_status AS status FROM pages WHERE run = ? AND purpose = 'look_up' AND page = 0")
    .get(run) as { status: number | null } | undefined
  return {
    ...counted,
    recent: Math.max(0, ...recent),
    recentlyDeleted,
    ...countNameMismatches(db, run),
    siteUsers,
    unknownRoles: unknownRolesOf(db, run, roles),
    countStatus: first?.status ?? null,
  }
}
