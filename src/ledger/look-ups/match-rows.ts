import type { DatabaseSync } from 'node:sqlite'
import { hasAttributes } from '../columns/attribute-sql.ts'

/**
 * Lets rows know the users that are on the pages kept: by the ID; without one, by the address; and where nobody has that, by the attribute. Of two
 * accounts with one address, or one value, nobody knows which is meant.
 */
export function matchRows(db: DatabaseSync, run: number): void {
  db.prepare(
    `UPDATE rows SET user = found.user, user_id = found.id FROM site_users AS found
     WHERE rows.run = $run AND found.run = $run AND rows.outcome IS NULL AND rows.user IS NULL AND rows.user_id = found.id`,
  ).run({ run })
  matchBy(db, run, 'email_key')
  if (hasAttributes(db, run)) matchBy(db, run, 'attribute')
}

/** Grouped first: joined row by row, SQLite would go through all users for each of a million rows. */
function matchBy(db: DatabaseSync, run: number, key: 'email_key' | 'attribute'): void {
  db.prepare(
    `UPDATE rows SET user = found.user, user_id = found.id
     FROM (SELECT ${key} AS key, MIN(id) AS id, user FROM site_users
           WHERE run = $run AND ${key} IS NOT NULL GROUP BY ${key} HAVING COUNT(*) = 1) AS found
     WHERE rows.run = $run AND rows.outcome IS NULL AND rows.user IS NULL AND rows.user_id IS NULL AND rows.${key} = found.key`,
  ).run({ run })
}
