import type { DatabaseSync } from 'node:sqlite'

/**
 * Forgets whom paging through the site has shown, as far as no run needs it any more: most of them are on no list, and what a row has to
 * know of its user stands with the row. A run that was stopped goes on with it. Throws what SQLite does.
 */
export function forgetSiteUsers(db: DatabaseSync): void {
  db.exec(
    "DELETE FROM site_users WHERE run IN (SELECT run FROM runs WHERE status IN ('finished', 'refused'))",
  )
}
