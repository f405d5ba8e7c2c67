import type { DatabaseSync } from 'node:sqlite'
import { ADDRESS_KEY, emailKeySql } from './email-key-sql.ts'
import { TO_DO } from './not-due.ts'

/**
 * Leaves alone whoever this ledger has deleted since the day they left by the row, and who is there again: lists that are kept, and only
 * ever grow, say the same of somebody who was hired again. A row with a later leave date is news, and one without any says nothing.
 */
export function endWhoReturned(db: DatabaseSync, run: number, now: Date): void {
  const earlier = `FROM rows AS gone JOIN runs ON runs.run = gone.run
    WHERE gone.outcome = 'deleted' AND gone.run <> $run AND runs.site = (SELECT site FROM runs WHERE run = $run)`
  for (const [key, theirs] of [
    ['rows.user_id', 'gone.user_id'],
    [ADDRESS_KEY, `COALESCE(${emailKeySql("gone.user ->> 'email'")}, ${emailKeySql('gone.email')})`],
  ] as const) {
    db.prepare(
      `UPDATE rows SET outcome = 'mismatch', ended = $at,
         detail = 'the user who left on ' || leaves || ' was deleted on ' || SUBSTR(gone.at, 1, 10) || ' by run ' || gone.id
           || ', so this account is a newer one: were they hired again?'
       FROM (SELECT ${theirs} AS key, MAX(gone.deleted_at) AS at, runs.id AS id ${earlier} GROUP BY 1) AS gone
       WHERE ${TO_DO} AND user IS NOT NULL AND leaves <> '' AND ${key} = gone.key AND leaves <= SUBSTR(gone.at, 1, 10)`,
    ).run({ run, at: now.toISOString() })
  }
}
