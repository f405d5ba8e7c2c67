import { accountsAddress, ADDRESS_KEY } from '../columns/address-keys.ts'
import { accountsAttribute, hasSameAttribute } from '../columns/attribute-sql.ts'
import { reasonSql, withReason } from '../columns/reason-sql.ts'
import { IS_NOT_BEGUN } from '../columns/row-columns.ts'
import type { Database } from '../database.ts'
import { isReactivated } from './waits.ts'

const REASON = reasonSql('deactivated_before', { on: 'SUBSTR(was.deactivated_at, 1, 10)', run: 'runs.id' })

/**
 * Adds a reason to the rows of users who stay (protected or not due) if an earlier run deactivated them and did not delete them,
 * as far as this ledger and the latest look-up know. The earlier run reported them as well, but perhaps nobody read that.
 */
export async function tellWhoIsLeftDeactivated(db: Database, run: number): Promise<void> {
  const stays = `rows.run = $run AND rows.outcome IN ('protected', 'not_due') AND ${IS_NOT_BEGUN}
    AND COALESCE(CAST(rows.account ->> 'deactivated' AS INTEGER), 1) = 1`
  if ((await db.get(`SELECT 1 FROM rows WHERE ${stays} LIMIT 1`, { run })) === undefined) return
  for (const [key, theirs, comparable] of [
    ['COALESCE(rows.user_id, rows.claimed_id)', 'was.user_id', 'TRUE'],
    [accountsAttribute('rows'), accountsAttribute('was'), hasSameAttribute('was.run')],
    [ADDRESS_KEY, `COALESCE(${accountsAddress('was')}, was.email_key)`, 'TRUE'],
  ] as const) {
    await db.run(
      `UPDATE rows SET reasons = ${withReason('was.more', 'rows.reasons')}
       FROM (SELECT key, more
             FROM (SELECT CAST(${theirs} AS TEXT) AS key, ${REASON} AS more, ROW_NUMBER() OVER (
                     PARTITION BY ${theirs} ORDER BY was.deactivated_at DESC, was.run, was.row) AS place
                   FROM rows AS was JOIN runs ON runs.run = was.run
                   LEFT JOIN (SELECT user_id, MAX(answered) AS at FROM steps
                              WHERE action = 'reactivate' AND answer IS DISTINCT FROM 'rejected' GROUP BY 1) AS back
                     ON back.user_id = was.user_id
                   WHERE was.deactivated_at IS NOT NULL AND was.outcome <> 'deleted' AND runs.status IN ('finished', 'refused')
                     AND runs.run <> $run AND ${comparable} AND runs.site = (SELECT site FROM runs WHERE run = $run)
                     AND (back.at IS NULL OR back.at < was.deactivated_at)
                     AND NOT EXISTS (SELECT 1 FROM rows AS gone WHERE gone.user_id = was.user_id AND gone.outcome = 'deleted')
                     AND NOT EXISTS (
                       SELECT 1 FROM rows AS over WHERE over.user_id = was.user_id AND over.run > was.run AND ${isReactivated('over')})) AS before
             WHERE place = 1) AS was
       WHERE ${stays} AND ${key} = was.key AND instr(rows.reasons, was.more) = 0`,
      { run },
    )
  }
}
