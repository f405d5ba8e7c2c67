import type { DatabaseSync } from 'node:sqlite'
import { IS_BEGUN } from './row-columns.ts'

/** What was found out longer ago than this proves nothing about who somebody is. */
const MAX_AGE_MS = 24 * 3_600_000

/**
 * Forgets what a run that goes on had looked up, if it was too long ago, so that everybody is looked up again before they are touched.
 * Rows that were begun keep what is known: those are the workflow's to finish. Throws what SQLite does.
 */
export function forgetOldLookUps(db: DatabaseSync, run: number, now: Date): void {
  // The first page is what every looking up begins with.
  const begun = db
    .prepare("SELECT answered FROM pages WHERE run = ? AND page = 0 AND answer <> 'old'")
    .get(run) as { answered: string } | undefined
  if (begun === undefined || now.getTime() - Date.parse(begun.answered) <= MAX_AGE_MS) return
  const forgotten = `run = $run AND outcome IS NULL AND NOT ${IS_BEGUN}`
  // With a row, those that turned out to mean its user: which of them comes first is found out anew. A duplicate that reading the list
  // has settled has no time of its end, and one of a row that was begun or has ended stays what it is.
  db.prepare(
    `UPDATE rows SET outcome = NULL, detail = '', ended = NULL
     WHERE run = $run AND outcome = 'duplicate' AND ended IS NOT NULL
       AND user_id IN (SELECT user_id FROM rows WHERE ${forgotten} AND user_id IS NOT NULL)`,
  ).run({ run })
  db.prepare(`UPDATE rows SET user = NULL, user_id = claimed_id WHERE ${forgotten}`).run({ run })
  // The pages stay for what they cost.
  db.prepare("UPDATE pages SET answer = 'old' WHERE run = ?").run(run)
  db.prepare('DELETE FROM site_users WHERE run = ?').run(run)
}
