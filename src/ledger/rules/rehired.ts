import type { DatabaseSync } from 'node:sqlite'
import { accountsAttribute, hasSameAttribute } from '../columns/attribute-sql.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'
import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { TO_DO } from './due-rows.ts'

/**
 * Ends rows whose user this ledger deleted on or after the leave date on the list, and who has an account again. Lists that only
 * ever grow still name somebody who was rehired. A later leave date on any row of that user means that they leave again; a
 * missing one says nothing.
 */
export function endWhoWasRehired(db: DatabaseSync, run: number, now: Date): void {
  for (const [key, theirs, comparable] of [
    ['rows.user_id', 'gone.user_id', 'TRUE'],
    [accountsAttribute('rows'), accountsAttribute('gone'), hasSameAttribute('gone.run')],
    [ADDRESS_KEY, `COALESCE(${emailKeySql("gone.user ->> 'email'")}, ${emailKeySql('gone.email')})`, 'TRUE'],
  ] as const) {
    db.prepare(
      `UPDATE rows SET outcome = 'mismatch', ended = $at, settled_by = 'look_up',
         reasons = ${onlyReason(reasonSql('rehired', { on: 'SUBSTR(gone.at, 1, 10)', run: 'gone.id', left: 'said.leaves' }))}
       FROM (SELECT ${theirs} AS key, MAX(gone.deleted_at) AS at, runs.id AS id
             FROM rows AS gone JOIN runs ON runs.run = gone.run
             WHERE gone.outcome = 'deleted' AND gone.run <> $run AND ${comparable}
               AND runs.site = (SELECT site FROM runs WHERE run = $run)
             GROUP BY 1) AS gone
       JOIN (SELECT ${key} AS key, MAX(leaves) AS leaves FROM rows WHERE run = $run AND leaves <> '' GROUP BY 1) AS said
         ON said.key = gone.key AND said.leaves <= SUBSTR(gone.at, 1, 10)
       WHERE ${TO_DO} AND rows.user IS NOT NULL AND rows.leaves <> '' AND ${key} = gone.key`,
    ).run({ run, at: now.toISOString() })
  }
}
