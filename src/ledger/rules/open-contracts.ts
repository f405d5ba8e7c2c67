import type { Database } from '../database.ts'
import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import type { Settled } from './settled.ts'
import { TO_DO } from './due-rows.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'
import { ADDRESS_KEY } from '../columns/address-keys.ts'

// A row that cannot be used names nobody: what it says of somebody stands in columns of its own.
const ID = 'COALESCE(rows.user_id, rows.claimed_id)'
const ADDRESS = `COALESCE(${ADDRESS_KEY}, rows.claimed_email)`
const ATTRIBUTE = 'COALESCE(rows.attribute, rows.claimed_attribute)'
const UNUSABLE = "run = $run AND outcome = 'invalid' AND COALESCE(user_id, email, attribute) IS NULL"

/**
 * If rows with an empty leave date are due: ends those of them whose user has another row with a leave date. In an export with a row for
 * each contract, the row without a date is the current contract. A user whose rows all have no date stays due. Returns the number of
 * rows it ended; call `endWhoIsNotDue` afterwards for the user's other rows.
 */
export async function endOpenContracts(db: Database, run: number, settled: Settled): Promise<number> {
  await db.analyze('rows')
  let ended = 0
  for (const key of [ID, ADDRESS, ...((await hasAttributes(db, run)) ? [ATTRIBUTE] : [])]) {
    ended += await db.run(
      `UPDATE rows SET outcome = 'invalid', ended = $at, settled_by = $by,
           reasons = ${onlyReason(reasonSql('leave_date_missing', { row: 'dated.row' }))}
       FROM (SELECT ${key} AS key, MIN(row) AS row FROM rows
             WHERE (${TO_DO} OR ${UNUSABLE}) AND leaves <> '' AND ${key} IS NOT NULL GROUP BY 1) AS dated
       WHERE ${TO_DO} AND leaves = '' AND ${key} = dated.key`,
      { run, ...settled },
    )
  }
  return ended
}

/** Whether a run has rows with a leave date, and rows that are to do without one. */
export async function hasDatedAndUndated(db: Database, run: number): Promise<boolean> {
  const rows = (which: string): string => `EXISTS (SELECT 1 FROM rows WHERE run = $run AND ${which})`
  const undated = rows("leaves = '' AND (outcome IS NULL OR outcome = 'not_attempted')")
  const both = await db.get(`SELECT 1 AS found WHERE ${undated} AND ${rows("leaves <> ''")}`, { run })
  return both !== undefined
}
