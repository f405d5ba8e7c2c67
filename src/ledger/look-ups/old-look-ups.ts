import { IS_NOT_BEGUN } from '../columns/row-columns.ts'
import type { Database } from '../database.ts'

/** An older look-up no longer proves who somebody is. */
const MAX_AGE_MS = 24 * 3_600_000

const NOT_BEGUN = `run = $run AND outcome IS NULL AND ${IS_NOT_BEGUN}`

/** When the oldest look-up that a run relies on becomes too old; null where it relies on none. */
export async function lookUpsExpire(db: Database, run: number): Promise<Date | null> {
  const oldest = await oldestLookUp(db, run)
  return oldest === null ? null : new Date(Date.parse(oldest) + MAX_AGE_MS)
}

/**
 * Forgets the look-ups of a run if they are too old, so that everybody is looked up again before they are touched, and compared
 * with the first look-up. Rows that were begun keep their user: the workflow finishes them. Returns whether anything was
 * forgotten.
 */
export async function forgetOldLookUps(db: Database, run: number, now: Date): Promise<boolean> {
  const expire = await lookUpsExpire(db, run)
  if (expire === null || now <= expire) return false
  // Duplicates that a look-up found are reset together with their first row, because the new look-up decides again which row is
  // first. A duplicate that was found while reading the list stays one, and so does a duplicate of a row that was begun or has
  // ended.
  await db.run(
    `UPDATE rows SET outcome = NULL, reasons = '[]', ended = NULL, settled_by = NULL
     WHERE run = $run AND outcome = 'duplicate' AND settled_by = 'look_up'
       AND user_id IN (SELECT user_id FROM rows WHERE ${NOT_BEGUN} AND user_id IS NOT NULL)`,
    { run },
  )
  await db.run(
    `UPDATE rows SET planned = COALESCE(planned, account), account = NULL, user_id = claimed_id WHERE ${NOT_BEGUN}`,
    { run },
  )
  // The pages are kept because their requests are counted.
  await db.run("UPDATE pages SET answer = 'old' WHERE run = ?", [run])
  await db.run('DELETE FROM site_users WHERE run = ?', [run])
  return true
}

/**
 * The time of the oldest look-up that is still relied on; null where there is none. A page that a later session reads again has a
 * new time. That does not make the look-up of a user on it younger, unless the page shows exactly the same data.
 */
async function oldestLookUp(db: Database, run: number): Promise<string | null> {
  const found = await db.get<{ oldest: string | null }>(
    `SELECT MIN(at) AS oldest FROM (
       SELECT answered AS at FROM pages WHERE run = $run AND purpose = 'look_up' AND answer <> 'old'
       UNION ALL
       SELECT (SELECT MAX(answered) FROM steps
               WHERE steps.run = rows.run AND steps.row = rows.row AND action IN ('read', 'find'))
       FROM rows WHERE ${NOT_BEGUN} AND account IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM site_users AS seen
                         WHERE seen.run = rows.run AND seen.id = rows.user_id AND seen.account = rows.account)) AS look_ups`,
    { run },
  )
  return found?.oldest ?? null
}
