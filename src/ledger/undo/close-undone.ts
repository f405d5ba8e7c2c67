import type { DatabaseSync } from 'node:sqlite'
import { reasonsJson } from '../columns/reason-sql.ts'

/**
 * Closes a run that is undone, if it is unfinished: whatever it has not done is not done any more, so that it deactivates nobody
 * again. `by`: the undo. Throws SQLite's errors.
 */
export function closeUndone(db: DatabaseSync, undoes: string, by: string, now: Date): void {
  const at = now.toISOString()
  const closed = db
    .prepare(
      `UPDATE runs SET status = 'finished', ended = ?, exit_code = 3, reported = ? WHERE id = ? AND status IN ('running', 'stopped')
       RETURNING run`,
    )
    .get(at, at, undoes) as { run: number } | undefined
  if (closed === undefined) return
  db.prepare(
    `UPDATE rows SET outcome = 'not_attempted', reasons = ?, ended = ? WHERE run = ? AND outcome IS NULL`,
  ).run(reasonsJson({ code: 'undone_by', run: by }), at, closed.run)
}
