import type { DatabaseSync } from 'node:sqlite'
import { canSucceedLater, OUTCOMES } from '../../offboarding/outcome.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'
import { fromJson, isTexts } from '../columns/from-json.ts'
import { OUTCOME } from '../columns/row-columns.ts'

const CAN_SUCCEED = `${OUTCOME} IN (${OUTCOMES.filter(canSucceedLater)
  .map((outcome) => `'${outcome}'`)
  .join()})`
/** Rows that are in memory at a time. */
const PAGE = 500
const ACCOUNT_KEY = emailKeySql("rows.user ->> 'email'")

/**
 * The cells of the rows that could end well in a later run, in list order, and with them of every row that held something against one of
 * these, or proved something: another address for the same ID, a leave date to come. Without those, a run of the rest would delete whom the
 * whole list has spared. Where nobody knows yet whom a row means, each row that may speak for somebody who stays is kept. SQL, since a
 * million rows may have to be compared with each other.
 */
export function* retryRows(db: DatabaseSync, run: number): Generator<readonly (readonly string[])[]> {
  const rows = db.prepare(
    `WITH retried AS MATERIALIZED (
       SELECT claimed_id, user_id, ${ADDRESS_KEY} AS address, ${ACCOUNT_KEY} AS account, attribute, user ->> 'attribute' AS accounts_attribute, user
       FROM rows WHERE run = $run AND ${CAN_SUCCEED})
     SELECT cells FROM rows WHERE run = $run AND (
       ${CAN_SUCCEED}
       OR (outcome IN ('duplicate', 'not_due', 'invalid', 'mismatch') AND (
         ${isAmong(['claimed_id', 'user_id'], ['claimed_id', 'user_id'])}
         OR ${isAmong([ADDRESS_KEY, ACCOUNT_KEY], ['address', 'account'])}
         OR ${isAmong(['attribute', "user ->> 'attribute'"], ['attribute', 'accounts_attribute'])}
         OR (outcome IN ('not_due', 'invalid') AND COALESCE(claimed_id, user_id, email, attribute) IS NOT NULL
             AND EXISTS (SELECT 1 FROM retried WHERE user IS NULL)))))
     ORDER BY row`,
  )
  rows.setReturnArrays(true)
  let page: (readonly string[])[] = []
  for (const [cells] of rows.iterate({ run }) as unknown as Iterable<[cells: string]>) {
    if (page.push(fromJson(cells, isTexts, 'what is kept of a row')) < PAGE) continue
    yield page
    page = []
  }
  yield page
}

/** SQL: one of these of a row is one of those of a row that is tried again. */
const isAmong = (ofRow: readonly string[], ofRetried: readonly string[]): string =>
  ofRow.flatMap((one) => ofRetried.map((other) => `${one} IN (SELECT ${other} FROM retried)`)).join(' OR ')
