import type { DatabaseSync } from 'node:sqlite'
import { TO_DO } from './due-rows.ts'
import { ADDRESS_KEY } from '../columns/email-key-sql.ts'

// An ID that is only claimed is that of a row that cannot be used, which is nobody's.
const ID = 'COALESCE(rows.user_id, rows.claimed_id)'
const UNUSABLE = "run = $run AND outcome = 'invalid' AND user_id IS NULL AND claimed_id IS NOT NULL"

/**
 * Takes no row for a leaver's whose leave date is empty while another row has one for the same user: in exports with a row for each
 * contract it is the current one. Whose rows are all without a date stays due. Says how many rows it ended; the user's others are
 * for `endWhoIsNotDue`.
 */
export function endOpenContracts(db: DatabaseSync, run: number, now: Date): number {
  const at = now.toISOString()
  let ended = 0
  for (const key of [ID, ADDRESS_KEY]) {
    const { changes } = db
      .prepare(
        `UPDATE rows SET outcome = 'invalid', ended = $at,
         detail = 'the leave date is empty, while row ' || dated.row
           || ' says of the same user that they left: enter the date, or take this row out'
       FROM (SELECT ${key} AS key, MIN(row) AS row FROM rows
             WHERE (${TO_DO} OR ${UNUSABLE}) AND leaves <> '' AND ${key} IS NOT NULL GROUP BY 1) AS dated
       WHERE ${TO_DO} AND leaves = '' AND ${key} = dated.key`,
      )
      .run({ run, at })
    ended += Number(changes)
  }
  // The other way round: the row without a date cannot be used.
  const { changes } = db
    .prepare(
      `UPDATE rows SET outcome = 'not_due', ended = $at,
       detail = 'row ' || open.row || ' names the same user without a leave date and cannot be used, so they may not have left'
     FROM (SELECT ${ID} AS key, MIN(row) AS row FROM rows WHERE ${UNUSABLE} AND leaves = '' GROUP BY 1) AS open
     WHERE ${TO_DO} AND leaves <> '' AND ${ID} = open.key`,
    )
    .run({ run, at })
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
