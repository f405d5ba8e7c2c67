import type { DatabaseSync } from 'node:sqlite'
import { accountsAttribute, hasSameAttribute } from '../columns/attribute-sql.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'
import { reasonSql, withReason } from '../columns/reason-sql.ts'
import { IS_BEGUN } from '../columns/row-columns.ts'

/**
 * Adds a reason to the rows of users who stay (protected or not due) if an earlier run deactivated them and did not delete them,
 * as far as this ledger and the latest look-up know. The earlier run reported them as well, but perhaps nobody read that. Throws
 * SQLite's errors.
 */
export function tellWhoIsLeftDeactivated(db: DatabaseSync, run: number): void {
  const stays = `rows.run = $run AND rows.outcome IN ('protected', 'not_due') AND NOT ${IS_BEGUN}
    AND COALESCE(rows.user ->> 'deactivated', 1) = 1`
  if (db.prepare(`SELECT 1 FROM rows WHERE ${stays} LIMIT 1`).get({ run }) === undefined) return
  for (const [key, theirs, comparable] of [
    ['COALESCE(rows.user_id, rows.claimed_id)', 'was.user_id', 'TRUE'],
    [accountsAttribute('rows'), accountsAttribute('was'), hasSameAttribute('was.run')],
    [ADDRESS_KEY, `COALESCE(${emailKeySql("was.user ->> 'email'")}, ${emailKeySql('was.email')})`, 'TRUE'],
  ] as const) {
    db.prepare(
      `UPDATE rows SET reasons = ${withReason('json(was.more)', 'rows.reasons')}
       FROM (SELECT ${theirs} AS key, MAX(was.deactivated_at),
               ${reasonSql('deactivated_before', { on: 'SUBSTR(was.deactivated_at, 1, 10)', run: 'runs.id' })} AS more
             FROM rows AS was JOIN runs ON runs.run = was.run
             LEFT JOIN (SELECT user_id, MAX(answered) AS at FROM steps
                        WHERE action = 'reactivate' AND answer IS NOT 'rejected' GROUP BY 1) AS back
               ON back.user_id = was.user_id
             WHERE was.deactivated_at IS NOT NULL AND was.outcome <> 'deleted' AND runs.status IN ('finished', 'refused')
               AND runs.run <> $run AND ${comparable} AND runs.site = (SELECT site FROM runs WHERE run = $run)
               AND (back.at IS NULL OR back.at < was.deactivated_at)
               AND NOT EXISTS (SELECT 1 FROM rows AS over WHERE over.user_id = was.user_id AND (
                 over.outcome = 'deleted' OR over.outcome = 'reactivated' AND over.run > was.run))
             GROUP BY 1) AS was
       WHERE ${stays} AND ${key} = was.key AND NOT EXISTS (SELECT 1 FROM json_each(rows.reasons) WHERE value = was.more)`,
    ).run({ run })
  }
}
