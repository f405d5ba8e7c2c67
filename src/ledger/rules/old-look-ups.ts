import type { DatabaseSync } from 'node:sqlite'
import { IS_BEGUN } from '../columns/row-columns.ts'

/** What was found out longer ago than this proves nothing about who somebody is. */
const MAX_AGE_MS = 24 * 3_600_000

const NOT_BEGUN = `run = $run AND outcome IS NULL AND NOT ${IS_BEGUN}`

/** When what a run has looked up proves nothing any more; null where it goes by no look-up. */
export function lookUpsExpire(db: DatabaseSync, run: number): Date | null {
  const oldest = oldestLookUp(db, run)
  return oldest === null ? null : new Date(Date.parse(oldest) + MAX_AGE_MS)
}

/**
 * Forgets what a run had looked up, if it was too long ago, so that everybody is looked up again before they are touched, and compared with
 * who they were then. Rows that were begun keep what is known: those are the workflow's to finish. Returns whether anything was forgotten.
 * Throws what SQLite does.
 */
export function forgetOldLookUps(db: DatabaseSync, run: number, now: Date): boolean {
  const expire = lookUpsExpire(db, run)
  if (expire === null || now <= expire) return false
  // With a row, those that turned out to mean its user: which of them comes first is found out anew. A duplicate that reading the list
  // has settled stays one, and so does that of a row that was begun or has ended.
  db.prepare(
    `UPDATE rows SET outcome = NULL, reasons = '[]', ended = NULL, settled_by = NULL
     WHERE run = $run AND outcome = 'duplicate' AND settled_by = 'look_up'
       AND user_id IN (SELECT user_id FROM rows WHERE ${NOT_BEGUN} AND user_id IS NOT NULL)`,
  ).run({ run })
  db.prepare(
    `UPDATE rows SET planned = COALESCE(planned, user), user = NULL, user_id = claimed_id WHERE ${NOT_BEGUN}`,
  ).run({ run })
  // The pages stay for what they cost.
  db.prepare("UPDATE pages SET answer = 'old' WHERE run = ?").run(run)
  db.prepare('DELETE FROM site_users WHERE run = ?').run(run)
  return true
}

/**
 * When the oldest of what is still gone by was found out, or null where nothing was. A page that a later session asks for again has a new
 * time, and makes nobody's look-up any younger, unless it shows the very same of them.
 */
function oldestLookUp(db: DatabaseSync, run: number): string | null {
  const { oldest } = db
    .prepare(
      `SELECT MIN(at) AS oldest FROM (
         SELECT answered AS at FROM pages WHERE run = $run AND purpose = 'look_up' AND answer <> 'old'
         UNION ALL
         SELECT (SELECT MAX(answered) FROM steps
                 WHERE steps.run = rows.run AND steps.row = rows.row AND action IN ('read', 'find'))
         FROM rows WHERE ${NOT_BEGUN} AND user IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM site_users AS seen
                           WHERE seen.run = rows.run AND seen.id = rows.user_id AND seen.user = rows.user))`,
    )
    .get({ run }) as { oldest: string | null }
  return oldest
}
