import type { DatabaseSync } from 'node:sqlite'

/**
 * Deletes the users that were found by paging through the site, for all runs that have ended. Most of them are on no list, and a
 * row stores what it needs of its own user. A stopped run keeps them, because it continues with them. Throws SQLite's errors.
 */
export function forgetSiteUsers(db: DatabaseSync): void {
  db.exec(
    "DELETE FROM site_users WHERE run IN (SELECT run FROM runs WHERE status IN ('finished', 'refused'))",
  )
}
