import type { DatabaseSync } from 'node:sqlite'
import type { AffectedUser } from '../../offboarding/identity/affected-user.ts'
import { waitsOf } from '../rules/waits.ts'

interface Columns extends Pick<AffectedUser, 'row' | 'userId' | 'name' | 'email' | 'waitsUntil'> {
  isLookedUp: 0 | 1
  isDeactivated: 0 | 1
  isUndated: 0 | 1
}

/** The first users to be touched by a run on rows after `row`, at most `count` of them. Throws SQLite's errors. */
export function affectedUsers(db: DatabaseSync, run: number, row: number, count: number): AffectedUser[] {
  const users = db
    .prepare(
      `SELECT rows.row, rows.user_id AS userId, COALESCE(user ->> 'name', planned ->> 'name', name) AS name,
         COALESCE(user ->> 'email', planned ->> 'email', email) AS email, user IS NOT NULL AS isLookedUp,
         
         COALESCE(user ->> 'deactivated' = 1, 0) AND (SELECT options ->> 'task' FROM runs WHERE run = $run) IS NULL AS isDeactivated, leaves IS '' AS isUndated,
         CASE WHEN rows.delete_after IS NULL THEN wait.delete_after END AS waitsUntil
       FROM rows LEFT JOIN (${waitsOf('(SELECT site FROM runs WHERE run = $run)')}) AS wait ON wait.user_id = rows.user_id
       WHERE rows.run = $run AND rows.row > $row AND rows.outcome IS NULL AND rows.user_id IS NOT NULL
       ORDER BY rows.row LIMIT $count`,
    )
    .all({ run, row, count }) as unknown as Columns[]
  return users.map(({ isLookedUp, isDeactivated, isUndated, ...user }) => ({
    ...user,
    isLookedUp: isLookedUp === 1,
    isDeactivated: isDeactivated === 1,
    isUndated: isUndated === 1,
  }))
}
