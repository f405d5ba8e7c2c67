import type { Policy } from '../../offboarding/policy.ts'
import type { Situation } from '../../offboarding/run/guards.ts'
import type { ChangeStep } from '../../offboarding/run/what-happens.ts'
import { isReason } from '../columns/reason-sql.ts'
import { IS_ANNOUNCED } from '../columns/row-columns.ts'
import type { Database } from '../database.ts'
import { countNameMismatches } from '../rules/name-mismatches.ts'
import { unknownRolesOf } from './unknown-roles.ts'

/** SQL: whether the platform was asked about the row and found no user for it. */
const NOBODY_FOUND = "outcome IN ('not_found', 'mismatch') AND settled_by IS DISTINCT FROM 'reading'"
/** SQL: whether a run deleted the user, as this ledger knows, or an undo finds nobody any more. */
const KNOWN_TO_BE_DELETED = `(${isReason('deleted_before')} OR ${isReason('rehired')} OR ${isReason('gone_for_good')})`

/** SQL: the ID on the row is nobody's, and the address on it somebody's. An ID of somebody else may be a mistake of another kind. */
const FOREIGN_ID = `outcome = 'mismatch' AND claimed_id IS NOT NULL AND ${isReason('address_is_of')}`

/** SQL: the users whom a run of this site touched by this change since `$since`, or may have, and when they were deleted. */
const TOUCHED: Readonly<Record<ChangeStep, string>> = {
  deactivate: 'SELECT run, user_id, CAST(NULL AS TEXT) AS deleted FROM rows WHERE deactivated_at >= $since',
  delete: 'SELECT run, user_id, deleted_at AS deleted FROM rows WHERE deleted_at >= $since',
  reactivate: `SELECT run, user_id, CAST(NULL AS TEXT) AS deleted FROM rows WHERE outcome = 'reactivated' AND ended >= $since AND NOT ${isReason('was_active')}`,
}

/** What the guards check of the rows. */
type Counted = Pick<
  Situation,
  'rows' | 'toDo' | 'invalid' | 'lookedUp' | 'contradicting' | 'unknown' | 'foreignIds'
>
type Recent = Pick<Situation, 'recent' | 'recentlyDeleted'>

/** How many other users all runs of this site touched by one change since `since`, and how many of them were gone when the site's users were counted. */
async function recentlyTouched(db: Database, run: number, since: Date, change: ChangeStep): Promise<Recent> {
  // A user who was deleted after the count of the site's users is included in that count.
  // Joined, since PostgreSQL compares each with all that are NOT IN a long list.
  const found = await db.get<Recent>(
    `WITH listed AS MATERIALIZED (SELECT user_id AS id FROM rows WHERE run = $run AND outcome IS NULL AND user_id IS NOT NULL)
     SELECT COUNT(DISTINCT user_id) AS recent,
       COUNT(DISTINCT CASE WHEN deleted < (SELECT MIN(answered) FROM pages WHERE run = $run AND purpose = 'look_up' AND answer = 'page')
                           THEN user_id END) AS "recentlyDeleted"
     FROM (${TOUCHED[change]}
           -- A step that was announced and not answered may have been carried out.
           UNION ALL SELECT run, user_id, NULL FROM steps
             WHERE intended >= $since AND (answered IS NULL OR may_have_arrived = 1) AND action = '${change}'
               AND run IN (SELECT run FROM runs WHERE ended IS NULL OR ended >= $since)) AS touched
     LEFT JOIN listed ON listed.id = touched.user_id
     WHERE listed.id IS NULL AND run IN (SELECT run FROM runs WHERE site = (SELECT site FROM runs WHERE run = $run))`,
    { run, since: since.toISOString() },
  )
  return found ?? { recent: 0, recentlyDeleted: 0 }
}

async function counted(db: Database, run: number): Promise<Counted> {
  const found = await db.get<Counted>(
    `SELECT COUNT(*) AS rows,
       COUNT(*) FILTER (WHERE outcome IS NULL) AS "toDo",
       COUNT(*) FILTER (WHERE outcome = 'invalid') AS invalid,
       COUNT(*) FILTER (WHERE (account IS NOT NULL OR ${NOBODY_FOUND}) AND NOT ${KNOWN_TO_BE_DELETED}) AS "lookedUp",
       COUNT(*) FILTER (WHERE outcome = 'mismatch' AND settled_by = 'reading') AS contradicting,
       -- In a run that continues, a user who was found once and has vanished since says nothing about the list.
       COUNT(*) FILTER (WHERE ${NOBODY_FOUND} AND NOT ${KNOWN_TO_BE_DELETED}
                        AND NOT (outcome = 'not_found' AND account IS NOT NULL AND ${IS_ANNOUNCED})) AS unknown,
       COUNT(*) FILTER (WHERE ${FOREIGN_ID}) AS "foreignIds"
     FROM rows WHERE run = ?`,
    [run],
  )
  return found as Counted
}

/**
 * The numbers that the guards check. `recent` counts users of all runs of this site since `since`: those touched by one of
 * `changes`, whichever has more.
 */
export async function situationOf(
  db: Database,
  run: number,
  since: Date,
  {
    siteUsers,
    changes,
    roles,
  }: { siteUsers: number | null; changes: readonly ChangeStep[]; roles: Policy['roles'] },
): Promise<Situation> {
  const recent: number[] = []
  for (const change of changes) recent.push((await recentlyTouched(db, run, since, change)).recent)
  const { recentlyDeleted } = await recentlyTouched(db, run, since, 'delete')
  const first = await db.get<{ status: number | null }>(
    "SELECT http_status AS status FROM pages WHERE run = ? AND purpose = 'look_up' AND page = 0",
    [run],
  )
  return {
    ...(await counted(db, run)),
    recent: Math.max(0, ...recent),
    recentlyDeleted,
    ...(await countNameMismatches(db, run)),
    siteUsers,
    unknownRoles: await unknownRolesOf(db, run, roles),
    countStatus: first?.status ?? null,
  }
}
