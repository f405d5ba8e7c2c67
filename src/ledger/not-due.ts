import type { DatabaseSync } from 'node:sqlite'
import { ADDRESS_KEY, emailKeySql } from './email-key-sql.ts'
import { IS_BEGUN } from './row-columns.ts'

/** SQL: rows of run `$run` that are to do, or would be in a dry run, and that nothing was begun for. */
export const TO_DO = `run = $run AND (outcome IS NULL OR outcome = 'not_attempted') AND NOT ${IS_BEGUN}`

/**
 * Leaves alone whoever is due by one row and by another is not, or may not be, since it cannot be used; exports with a row for each
 * contract are like that, and who has one still works here. Rows are one user's by their ID, by the address on them, or by the
 * address of the account that was found.
 */
export function endWhoIsNotDue(db: DatabaseSync, run: number, now: Date): void {
  // Again, since whom one row spares by the address another may name by the ID.
  while (endOnce(db, run, now) > 0);
}

function endOnce(db: DatabaseSync, run: number, now: Date): number {
  let ended = 0
  for (const [key, staying] of [
    ['rows.user_id', 'rows.user_id'],
    [ADDRESS_KEY, ADDRESS_KEY],
    [emailKeySql("rows.user ->> 'email'"), ADDRESS_KEY],
  ] as const) {
    const { changes } = db
      .prepare(
        `UPDATE rows SET outcome = 'not_due', ended = $at,
         detail = 'row ' || stays.row || stays.why
       FROM (SELECT ${staying} AS key, MIN(row) AS row,
               CASE WHEN outcome = 'invalid' AND leaves = '' THEN ' has no leave date for the same user, so they may not have left'
                 WHEN outcome = 'invalid' THEN ' names the same user and cannot be used, so they may not have left'
                 ELSE ' has a leave date to come for the same user' END AS why FROM rows
             WHERE run = $run AND outcome IN ('not_due', 'invalid') AND ${staying} IS NOT NULL GROUP BY 1) AS stays
       WHERE ${TO_DO} AND ${key} = stays.key`,
      )
      .run({ run, at: now.toISOString() })
    ended += Number(changes)
  }
  return ended
}
