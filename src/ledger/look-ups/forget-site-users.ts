import type { Database } from '../database.ts'

/**
 * Deletes the users that were found by paging through the site of a run, for all runs of that site that have ended. Most of them are on no
 * list, and a row stores what it needs of its own user. A stopped run keeps them, because it continues with them.
 */
export async function forgetSiteUsers(db: Database, run: number): Promise<void> {
  await db.run(
    `DELETE FROM site_users WHERE run IN (SELECT run FROM runs WHERE status IN ('finished', 'refused')
       AND site = (SELECT site FROM runs WHERE run = ?))`,
    [run],
  )
}
