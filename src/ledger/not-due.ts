import type { DatabaseSync } from 'node:sqlite'
import { IS_BEGUN } from './row-columns.ts'

/**
 * Leaves alone whoever is due by one row and not due by another, as exports with a row for each contract have it: they still work
 * here. Rows are one user's by their ID, by the address on them, or by the address of the account that was found.
 */
export function endWhoIsNotDue(db: DatabaseSync, run: number, now: Date): void {
  const toDo = `run = $run AND (outcome IS NULL OR outcome = 'not_attempted') AND NOT ${IS_BEGUN}`
  for (const [key, staying] of [
    ['rows.user_id', 'user_id'],
    ['COALESCE(rows.email_key, LOWER(rows.email))', 'email_key'],
    ["LOWER(rows.user ->> 'email')", 'email_key'],
  ] as const) {
    db.prepare(
      `UPDATE rows SET outcome = 'not_due', detail = 'row ' || stays.row || ' has a leave date to come for the same user', ended = $at
       FROM (SELECT ${staying} AS key, MIN(row) AS row FROM rows
             WHERE run = $run AND outcome = 'not_due' AND ${staying} IS NOT NULL GROUP BY 1) AS stays
       WHERE ${toDo} AND ${key} = stays.key`,
    ).run({ run, at: now.toISOString() })
  }
}
