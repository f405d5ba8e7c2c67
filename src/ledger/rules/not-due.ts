import type { Database } from '../database.ts'
import type { Settled } from './settled.ts'
import { sparedBy, STAYS, TO_DO, WHY_FIRST_STAYS } from './due-rows.ts'
import { accountsAddress, ADDRESS_KEY } from '../columns/address-keys.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'
import { endLinkedRows } from './linked-rows.ts'

/** SQL for what a row to do, and a row of a user who stays, have in common. */
const KEYS = [
  ['rows.user_id', 'rows.user_id'],
  [ADDRESS_KEY, ADDRESS_KEY],
  [accountsAddress('rows'), ADDRESS_KEY],
] as const
const ATTRIBUTE_KEYS = [
  ['rows.attribute', 'rows.attribute'],
  ["rows.account ->> 'attribute'", 'rows.attribute'],
] as const

/**
 * A row that is spared by its address may spare another one by its ID, so the rule runs several times. Long chains are left to
 * `endLinkedRows`.
 */
const MAX_ROUNDS = 3

/**
 * Ends the due rows of a user if another row of that user is not due, or cannot be used and so may not be due. Exports with a row
 * for each contract are like that: a user with one open contract still works here. Rows belong to the same user if they share the
 * user ID, the address or employee number on the row, or those of the account that was found. The work is done when the iteration
 * ends; other work may run between two steps.
 */
export async function* endWhoIsNotDue(
  db: Database,
  run: number,
  settled: Settled,
): AsyncGenerator<undefined, void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if ((await endOnce(db, run, settled)) === 0) return
    yield
  }
  yield* endLinkedRows(db, run, settled)
}

async function endOnce(db: Database, run: number, settled: Settled): Promise<number> {
  await db.analyze('rows')
  let ended = 0
  for (const [key, staying] of (await hasAttributes(db, run)) ? [...KEYS, ...ATTRIBUTE_KEYS] : KEYS) {
    ended += await db.run(
      `UPDATE rows SET outcome = 'not_due', ended = $at, settled_by = $by,
         reasons = ${sparedBy('stays.row', 'stays.why')}
       FROM (SELECT ${staying} AS key, MIN(row) AS row, ${WHY_FIRST_STAYS} AS why FROM rows
             WHERE ${STAYS} AND ${staying} IS NOT NULL GROUP BY 1) AS stays
       WHERE ${TO_DO} AND ${key} = stays.key`,
      { run, ...settled },
    )
  }
  return ended
}
