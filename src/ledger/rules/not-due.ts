import type { DatabaseSync } from 'node:sqlite'
import type { Settled } from './settled.ts'
import { sparedBy, STAYS, TO_DO, WHY_STAYS } from './due-rows.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'
import { endLinkedRows } from './linked-rows.ts'

/** What a row to do and one that stays have in common: SQL of the one, and of the other. */
const KEYS = [
  ['rows.user_id', 'rows.user_id'],
  [ADDRESS_KEY, ADDRESS_KEY],
  [emailKeySql("rows.user ->> 'email'"), ADDRESS_KEY],
] as const
const ATTRIBUTE_KEYS = [
  ['rows.attribute', 'rows.attribute'],
  ["rows.user ->> 'attribute'", 'rows.attribute'],
] as const

/** Whom one row spares by the address another may name by the ID. A list that goes on like that has chains, which take other means. */
const MAX_ROUNDS = 3

/**
 * Leaves alone whoever is due by one row and by another is not, or may not be, since it cannot be used; exports with a row for each
 * contract are like that, and who has one still works here. Rows are one user's by their ID, by the address or the employee
 * number on them, or by those of the account that was found. Done when iterated to the end; between two pieces of the work, others may have a turn.
 */
export function* endWhoIsNotDue(db: DatabaseSync, run: number, settled: Settled): Generator<undefined, void> {
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    if (endOnce(db, run, settled) === 0) return
    yield
  }
  yield* endLinkedRows(db, run, settled)
}

function endOnce(db: DatabaseSync, run: number, settled: Settled): number {
  let ended = 0
  for (const [key, staying] of hasAttributes(db, run) ? [...KEYS, ...ATTRIBUTE_KEYS] : KEYS) {
    const { changes } = db
      .prepare(
        `UPDATE rows SET outcome = 'not_due', ended = $at, settled_by = $by,
         reasons = ${sparedBy('stays.row', 'stays.why')}
       FROM (SELECT ${staying} AS key, MIN(row) AS row, ${WHY_STAYS} AS why FROM rows
             WHERE ${STAYS} AND ${staying} IS NOT NULL GROUP BY 1) AS stays
       WHERE ${TO_DO} AND ${key} = stays.key`,
      )
      .run({ run, ...settled })
    ended += Number(changes)
  }
  return ended
}
