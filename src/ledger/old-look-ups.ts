import type { DatabaseSync } from 'node:sqlite'
import { IS_BEGUN } from './row-columns.ts'

/** What was found out longer ago than this proves nothing about who somebody is. */
const MAX_AGE_MS = 24 * 3_600_000

/**
 * Forgets what a run that goes on had looked up, if any of it is too old, so that everybody is looked up again before they are touched.
 * Rows that were begun keep what is known: those are the workflow's to finish. Throws what SQLite does.
 */
export function forgetOldLookUps(db: DatabaseSync, run: number, now: Date): void {
  const { oldest } = db
    .prepare(
      `SELECT MIN(answered) AS oldest FROM (
         SELECT answered FROM pages WHERE run = $run AND answer <> 'old'
         UNION ALL SELECT answered FROM steps JOIN rows USING (run, row)
                   WHERE run = $run AND action IN ('read', 'find') AND outcome IS NULL AND user IS NOT NULL)`,
    )
    .get({ run }) as { oldest: string | null }
  if (oldest === null || now.getTime() - Date.parse(oldest) <= MAX_AGE_MS) return
  db.prepare(
    `UPDATE rows SET user = NULL, user_id = claimed_id
     WHERE run = ? AND outcome IS NULL AND user IS NOT NULL AND NOT ${IS_BEGUN}`,
  ).run(run)
  // The pages stay for what they cost.
  db.prepare("UPDATE pages SET answer = 'old' WHERE run = ?").run(run)
  db.prepare('DELETE FROM site_users WHERE run = ?').run(run)
}
