import type { DatabaseSync } from 'node:sqlite'
import { IS_BEGUN } from './row-columns.ts'

/**
 * Leaves alone whoever is due by one row and by another is not, or may not be, since its date cannot be read; exports with a row
 * for each contract are like that, and who has one still works here. Rows are one user's by their ID, by the address on them, or by the address of the account that was found.
 */
export function endWhoIsNotDue(db: DatabaseSync, run: number, now: Date): void {
  const toDo = `run = $run AND (outcome IS NULL OR outcome = 'not_attempted') AND NOT ${IS_BEGUN}`
  for (const [key, staying] of [
    ['rows.user_id', 'user_id'],
    ['COALESCE(rows.email_key, LOWER(rows.email))', 'email_key'],
    ["LOWER(rows.user ->> 'email')", 'email_key'],
  ] as const) {
    db.prepare(
      `UPDATE rows SET outcome = 'not_due', ended = $at,
         detail = 'row ' || stays.row || ' has a leave date ' || stays.how || ' for the same user'
       FROM (SELECT ${staying} AS key, MIN(row) AS row,
               CASE outcome WHEN 'invalid' THEN 'that cannot be read' ELSE 'to come' END AS how FROM rows
             WHERE run = $run AND outcome IN ('not_due', 'invalid') AND ${staying} IS NOT NULL GROUP BY 1) AS stays
       WHERE ${toDo} AND ${key} = stays.key`,
    ).run({ run, at: now.toISOString() })
  }
}
