import { hasAttributes } from '../columns/attribute-sql.ts'
import type { Database } from '../database.ts'

/**
 * Lets rows know the users that are on the pages kept: by the ID; without one, by the address; and where nobody has that, by the attribute. Of two
 * accounts with one address, or one value, nobody knows which is meant.
 */
export async function matchRows(db: Database, run: number): Promise<void> {
  await db.analyze('site_users')
  await db.run(
    `UPDATE rows SET account = found.account, user_id = found.id FROM site_users AS found
     WHERE rows.run = $run AND found.run = $run AND rows.outcome IS NULL AND rows.account IS NULL AND rows.user_id = found.id`,
    { run },
  )
  await matchBy(db, run, 'email_key')
  if (await hasAttributes(db, run)) await matchBy(db, run, 'attribute')
}

/** Grouped first: joined row by row, SQLite would go through all users for each of a million rows. */
async function matchBy(db: Database, run: number, key: 'email_key' | 'attribute'): Promise<void> {
  await db.run(
    `UPDATE rows SET account = found.account, user_id = found.id
     FROM (SELECT ${key} AS key, MIN(id) AS id, MIN(account) AS account FROM site_users
           WHERE run = $run AND ${key} IS NOT NULL GROUP BY ${key} HAVING COUNT(*) = 1) AS found
     WHERE rows.run = $run AND rows.outcome IS NULL AND rows.account IS NULL AND rows.user_id IS NULL AND rows.${key} = found.key`,
    { run },
  )
}
