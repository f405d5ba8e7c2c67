import type { Database } from '../database.ts'
import { canSucceedLater, OUTCOMES } from '../../offboarding/outcome.ts'
import { accountsAddress, ADDRESS_KEY } from '../columns/address-keys.ts'
import { fromJson, isTexts } from '../columns/from-json.ts'
import { isReason } from '../columns/reason-sql.ts'
import { OUTCOME } from '../columns/row-columns.ts'

/** Whoever an undo has spared stays. */
const CAN_SUCCEED = `(${OUTCOME} IN (${OUTCOMES.filter(canSucceedLater)
  .map((outcome) => `'${outcome}'`)
  .join()}) AND NOT ${isReason('undone_by')})`
const ACCOUNTS_KEY = accountsAddress('rows')

/**
 * The cells, in list order, of the rows that could succeed in a later run, and of every row that is needed to judge them: one
 * with another address for the same ID, or with a leave date to come. Without these, a run of the rest would delete people whom
 * the whole list spared. If it is not known yet which user a row means, every row that may speak for somebody who stays is
 * included. This is SQL because a million rows may have to be compared with each other.
 */
export async function* retryRows(db: Database, run: number): AsyncGenerator<readonly (readonly string[])[]> {
  const pages = db.pages<[cells: string]>(
    `WITH retried AS MATERIALIZED (
       SELECT claimed_id, user_id, ${ADDRESS_KEY} AS address, ${ACCOUNTS_KEY} AS accounts_address, attribute,
         account ->> 'attribute' AS accounts_attribute, account IS NULL AS is_unknown
       FROM rows WHERE run = $run AND ${CAN_SUCCEED})
     SELECT cells FROM rows WHERE run = $run AND (
       ${CAN_SUCCEED}
       OR (outcome IN ('duplicate', 'not_due', 'invalid', 'mismatch') AND (
         ${isAmong(['claimed_id', 'user_id'], ['claimed_id', 'user_id'])}
         OR ${isAmong([ADDRESS_KEY, ACCOUNTS_KEY], ['address', 'accounts_address'])}
         OR ${isAmong(['attribute', "account ->> 'attribute'"], ['attribute', 'accounts_attribute'])}
         OR (outcome IN ('not_due', 'invalid') AND COALESCE(claimed_id, user_id, email, attribute) IS NOT NULL
             AND EXISTS (SELECT 1 FROM retried WHERE is_unknown)))))
     ORDER BY row`,
    { run },
  )
  for await (const page of pages)
    yield page.map(([cells]) => fromJson(cells, isTexts, 'what is kept of a row'))
}

/**
 * The user IDs of the rows to retry that had come as far as the work itself. Only for these may the ID stand for the whole row: all
 * rows of the list had been compared by then, and look-ups had shown who has the ID. A row that ended earlier could be spared by
 * what another row says, or by its own leave date.
 */
export async function* retryIds(db: Database, run: number): AsyncGenerator<readonly string[]> {
  const pages = db.pages<[userId: string]>(
    `SELECT user_id FROM rows WHERE run = ? AND settled_by = 'work' AND user_id IS NOT NULL AND ${CAN_SUCCEED} ORDER BY row`,
    [run],
  )
  for await (const page of pages) yield page.map(([userId]) => userId)
}

/** SQL: whether one of these columns of the row equals one of those columns of a row that is retried. */
const isAmong = (ofRow: readonly string[], ofRetried: readonly string[]): string =>
  ofRow.flatMap((one) => ofRetried.map((other) => `${one} IN (SELECT ${other} FROM retried)`)).join(' OR ')
