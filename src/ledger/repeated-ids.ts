import type { DatabaseSync } from 'node:sqlite'
import { emailKeySql } from './email-key-sql.ts'

const EMAIL = [
  'email',
  `${emailKeySql('rows.email')} <> ${emailKeySql('earlier.said')}`,
  'e-mail address',
] as const
const NAME = ['name', 'NOT is_same_name(rows.name, earlier.said)', 'name'] as const

/** Compares the rows that name one user: those which contradict each other, and what a later one adds. */
export function compareRepeated(db: DatabaseSync, run: number, matchName: boolean): void {
  markContradictions(db, run, matchName)
  completeClaim(db, run, 'email')
  if (matchName) completeClaim(db, run, 'name')
}

/** What a later row says of a user has to be true, too, where the row that is done does not say it. */
function completeClaim(db: DatabaseSync, run: number, column: 'email' | 'name'): void {
  db.prepare(
    `UPDATE rows SET ${column} = later.said
     FROM (SELECT user_id AS id, MIN(row), ${column} AS said FROM rows
           WHERE run = $run AND outcome = 'duplicate' AND ${column} IS NOT NULL GROUP BY user_id) AS later
     WHERE run = $run AND outcome IS NULL AND rows.user_id = later.id AND rows.${column} IS NULL`,
  ).run({ run })
}

/**
 * A row with the ID of an earlier one and somebody else's address, or name where names are to match, is no `duplicate`: it may mean
 * a second leaver by a mistaken ID, who would be forgotten.
 */
function markContradictions(db: DatabaseSync, run: number, matchName: boolean): void {
  for (const [column, contradicts, what] of matchName ? [EMAIL, NAME] : [EMAIL]) {
    // Compared with the first row of the user that says anything: SQLite takes `said` from the row that has the minimum.
    db.prepare(
      `UPDATE rows SET outcome = 'mismatch', detail = 'row ' || earlier.row || ' has the same user ID and another ${what}'
       FROM (SELECT user_id AS id, MIN(row) AS row, ${column} AS said FROM rows
             WHERE run = $run AND ${column} IS NOT NULL
               AND (outcome IS NULL OR outcome IN ('not_attempted', 'protected', 'duplicate'))
               AND user_id IN (SELECT user_id FROM rows WHERE run = $run AND outcome = 'duplicate')
             GROUP BY user_id) AS earlier
       WHERE run = $run AND outcome = 'duplicate' AND rows.user_id = earlier.id AND rows.${column} IS NOT NULL AND ${contradicts}`,
    ).run({ run })
  }
}
