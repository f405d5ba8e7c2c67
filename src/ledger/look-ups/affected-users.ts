import type { AffectedUser } from '../../offboarding/identity/affected-user.ts'
import type { Database } from '../database.ts'
import { waitsOf } from '../rules/waits.ts'

interface Columns extends Pick<AffectedUser, 'row' | 'userId' | 'name' | 'email' | 'waitsUntil'> {
  isLookedUp: 0 | 1
  isDeactivated: 0 | 1
  isUndated: 0 | 1
}

/** The first users to be touched by a run on rows after `row`, at most `count` of them. */
export async function affectedUsers(
  db: Database,
  run: number,
  row: number,
  count: number,
): Promise<AffectedUser[]> {
  const users = await db.all<Columns>(
    `SELECT rows.row, rows.user_id AS "userId", COALESCE(account ->> 'name', planned ->> 'name', name) AS name,
       COALESCE(account ->> 'email', planned ->> 'email', email) AS email, account IS NOT NULL AS "isLookedUp",
       (CAST(account ->> 'deactivated' AS INTEGER) = 1) IS TRUE
         AND (SELECT options ->> 'task' FROM runs WHERE run = $run) IS NULL AS "isDeactivated",
       leaves IS NOT DISTINCT FROM '' AS "isUndated",
       CASE WHEN rows.delete_after IS NULL THEN wait.delete_after END AS "waitsUntil"
     FROM rows LEFT JOIN (${waitsOf('(SELECT site FROM runs WHERE run = $run)')}) AS wait ON wait.user_id = rows.user_id
     WHERE rows.run = $run AND rows.row > $row AND rows.outcome IS NULL AND rows.user_id IS NOT NULL
     ORDER BY rows.row LIMIT $count`,
    { run, row, count },
  )
  return users.map(({ isLookedUp, isDeactivated, isUndated, ...user }) => ({
    ...user,
    isLookedUp: isLookedUp === 1,
    isDeactivated: isDeactivated === 1,
    isUndated: isUndated === 1,
  }))
}
