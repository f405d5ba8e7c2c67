import type { DatabaseSync } from 'node:sqlite'
import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import type { Settled } from './settled.ts'
import { TO_DO } from './due-rows.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'

// A row that cannot be used names nobody: what it says of somebody stands in columns of its own.
const ID = 'COALESCE(rows.user_id, rows.claimed_id)'
const ADDRESS = `COALESCE(${ADDRESS_KEY}, ${emailKeySql('rows.claimed_email')})`
const ATTRIBUTE = 'COALESCE(rows.attribute, rows.claimed_attribute)'
const UNUSABLE = "run = $run AND outcome = 'invalid' AND COALESCE(user_id, email, attribute) IS NULL"

/**
 * If rows with an empty leave date are due: ends those of them whose user has another row with a leave date. In an export with a row for
 * each contract, the row without a date is the current contract. A user whose rows all have no date stays due. Returns the number of
 * rows it ended; call `endWhoIsNotDue` afterwards for the user's other rows.
 */
export function endOpenContracts(db: DatabaseSync, run: number, settled: Settled): number {
  let ended = 0
  for (const key of [ID, ADDRESS, ...(hasAttributes(db, run) ? [ATTRIBUTE] : [])]) {
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
