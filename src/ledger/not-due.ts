import type { DatabaseSync } from 'node:sqlite'
import { emailKeySql } from './email-key-sql.ts'
import { IS_BEGUN } from './row-columns.ts'

/**
 * Leaves alone whoever is due by one row and by another is not, or may not be, since it cannot be used; exports with a row for each
 * contract are like that, and who has one still works here. Rows are one user's by their ID, by the address on them, or by the
 * address of the account that was found.
 */
export function endWhoIsNotDue(db: DatabaseSync, run: number, now: Date): void {
  const toDo = `run = $run AND (outcome IS NULL OR outcome = 'not_attempted') AND NOT ${IS_BEGUN}`
  for (const [key, staying] of [
    ['rows.user_id', 'user_id'],
    [`COALESCE(rows.email_key, ${emailKeySql('rows.email')})`, 'email_key'],
    [emailKeySql("rows.user ->> 'email'"), 'email_key'],
  ] as const) {
    db.prepare(
      `UPDATE rows SET outcome = 'not_due', ended = $at,
         detail = 'row ' || stays.row || stays.why
       FROM (SELECT ${staying} AS key, MIN(row) AS row,
               CASE outcome WHEN 'invalid' THEN ' names the same user and cannot be used, so they may not have left'
                 ELSE ' has a leave date to come for the same user' END AS why FROM rows
             WHERE run = $run AND outcome IN ('not_due', 'invalid') AND ${staying} IS NOT NULL GROUP BY 1) AS stays
       WHERE ${toDo} AND ${key} = stays.key`,
    ).run({ run, at: now.toISOString() })
  }
}
