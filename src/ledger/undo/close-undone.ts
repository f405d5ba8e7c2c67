import { reasonsJson } from '../columns/reason-sql.ts'
import type { Database } from '../database.ts'

/**
 * Closes a run that is undone, if it is unfinished: whatever it has not done is not done any more, so that it deactivates nobody
 * again. `by`: the undo.
 */
export async function closeUndone(db: Database, undoes: string, by: string, now: Date): Promise<void> {
  const at = now.toISOString()
  const closed = await db.get<{ run: number }>(
    `UPDATE runs SET status = 'finished', ended = $at, exit_code = 3, reported = $at
     WHERE id = $undoes AND status IN ('running', 'stopped') RETURNING run`,
    { at, undoes },
  )
  if (closed === undefined) return
  await db.run(
    `UPDATE rows SET outcome = 'not_attempted', reasons = $reasons, ended = $at WHERE run = $run AND outcome IS NULL`,
    { reasons: reasonsJson({ code: 'undone_by', run: by }), at, run: closed.run },
  )
}
