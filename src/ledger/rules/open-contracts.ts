import type { DatabaseSync } from 'node:sqlite'
import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import type { Settled } from './settled.ts'
import { TO_DO } from './due-rows.ts'
import { ADDRESS_KEY } from '../columns/email-key-sql.ts'

// An ID that is only claimed is that of a row that cannot be used, which is nobody's.
const ID = 'COALESCE(rows.user_id, rows.claimed_id)'
const UNUSABLE = "run = $run AND outcome = 'invalid' AND user_id IS NULL AND claimed_id IS NOT NULL"

/**
 * Where rows without a leave date are due: takes none for a leaver's while another row has a date for the same user, since in exports with
 * a row for each contract it is the current one. Whose rows are all without a date stays due. Says how many rows it ended; the user's
 * others are for `endWhoIsNotDue`.
 */
export function endOpenContracts(db: DatabaseSync, run: number, settled: Settled): number {
  let ended = 0
  for (const key of [ID, ADDRESS_KEY]) {
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
  return ended
}

/** Whether a run has rows with a leave date, and rows that are to do without one. */
export function hasDatedAndUndated(db: DatabaseSync, run: number): boolean {
  const rows = (which: string): string => `EXISTS (SELECT 1 FROM rows WHERE run = $run AND ${which})`
  const undated = rows("leaves = '' AND (outcome IS NULL OR outcome = 'not_attempted')")
  const { both } = db.prepare(`SELECT ${undated} AND ${rows("leaves <> ''")} AS both`).get({ run }) as {
    both: 0 | 1
  }
  return both === 1
}
