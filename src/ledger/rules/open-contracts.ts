import type { DatabaseSync } from 'node:sqlite'
import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import type { Settled } from './settled.ts'
import { sparedBy, TO_DO } from './due-rows.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'
import { ADDRESS_KEY } from '../columns/email-key-sql.ts'

// An ID that is only claimed is that of a row that cannot be used, which is nobody's.
const ID = 'COALESCE(rows.user_id, rows.claimed_id)'
const UNUSABLE = "run = $run AND outcome = 'invalid' AND user_id IS NULL AND claimed_id IS NOT NULL"

/**
 * Takes no row for a leaver's whose leave date is empty while another row has one for the same user: in exports with a row for each
 * contract it is the current one. Whose rows are all without a date stays due. Says how many rows it ended; the user's others are
 * for `endWhoIsNotDue`.
 */
export function endOpenContracts(db: DatabaseSync, run: number, settled: Settled): number {
  let ended = 0
  for (const key of [ID, ADDRESS_KEY, ...(hasAttributes(db, run) ? ['rows.attribute'] : [])]) {
    const { changes } = db
      .prepare(
        `UPDATE rows SET outcome = 'invalid', ended = $at, settled_by = $by,
           reasons = ${onlyReason(reasonSql('leave_date_missing', { row: 'dated.row' }))}
       FROM (SELECT ${key} AS key, MIN(row) AS row FROM rows
             WHERE (${TO_DO} OR ${UNUSABLE}) AND leaves <> '' AND ${key} IS NOT NULL GROUP BY 1) AS dated
       WHERE ${TO_DO} AND leaves = '' AND ${key} = dated.key`,
      )
      .run({ run, ...settled })
    ended += Number(changes)
  }
  // The other way round: the row without a date cannot be used.
  const { changes } = db
    .prepare(
      `UPDATE rows SET outcome = 'not_due', ended = $at, settled_by = $by,
         reasons = ${sparedBy('open.row', "'no_leave_date_and_unusable'")}
     FROM (SELECT ${ID} AS key, MIN(row) AS row FROM rows WHERE ${UNUSABLE} AND leaves = '' GROUP BY 1) AS open
     WHERE ${TO_DO} AND leaves <> '' AND ${ID} = open.key`,
    )
    .run({ run, ...settled })
  return ended + Number(changes)
}

/** Whether a run has rows with a leave date, and rows whose leave date is empty. */
export function hasDatedAndUndated(db: DatabaseSync, run: number): boolean {
  const rows = (which: string): string => `EXISTS (SELECT 1 FROM rows WHERE run = $run AND leaves ${which})`
  const { both } = db.prepare(`SELECT ${rows("= ''")} AND ${rows("<> ''")} AS both`).get({ run }) as {
    both: 0 | 1
  }
  return both === 1
}
