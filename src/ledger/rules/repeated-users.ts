import type { DatabaseSync } from 'node:sqlite'
import { emailKeySql } from '../columns/email-key-sql.ts'
import type { SAID } from '../../offboarding/reason-details.ts'
import { isReason, onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'

/** A column, SQL for whether it says something else than on an earlier row, and what it holds. */
type Said = readonly [column: string, differs: string, what: keyof typeof SAID]

const EMAIL: Said = ['email', `${emailKeySql('rows.email')} <> ${emailKeySql('earlier.said')}`, 'email']
const ID: Said = ['claimed_id', 'rows.claimed_id <> earlier.said', 'user_id']
const ATTRIBUTE: Said = ['attribute', 'rows.attribute <> earlier.said', 'attribute']
const NAME: Said = ['name', 'NOT is_same_name(rows.name, earlier.said)', 'name']
/** Where names need not match: of one person's, spelled or married otherwise, something is nearly always the same. */
const STRANGER: Said = ['name', 'are_strangers(rows.name, earlier.said)', 'name']

/** The column that made rows those of one user, and what is said of it. */
const KEYS = { user_id: 'user_id', email_key: 'email', attribute: 'attribute' } as const
export type RepeatedKey = keyof typeof KEYS

/** SQL: the reasons of a row that contradicts another one, `row`. */
const contradicts = (row: string, key: RepeatedKey, other: keyof typeof SAID): string =>
  onlyReason(reasonSql('contradicts_row', { row, same: `'${KEYS[key]}'`, other: `'${other}'` }))

/** Compares the rows that name one user: those which contradict each other, and what a later one adds. */
export function compareRepeated(db: DatabaseSync, run: number, key: RepeatedKey, matchName: boolean): void {
  const strangers = markContradictions(db, run, key, matchName)
  if (strangers > 0 && !matchName) distrust(db, run, key)
  if (key !== 'email_key') completeClaim(db, run, key, 'email')
  if (key === 'attribute') {
    completeClaim(db, run, key, 'claimed_id')
    completeClaim(db, run, key, 'user_id')
  } else if (hasAttributes(db, run)) completeClaim(db, run, key, 'attribute')
  if (matchName) completeClaim(db, run, key, 'name')
}

/** What a later row says of a user has to be true, too, where the row that is done does not say it. */
function completeClaim(
  db: DatabaseSync,
  run: number,
  key: RepeatedKey,
  column: 'email' | 'name' | 'attribute' | 'claimed_id' | 'user_id',
): void {
  db.prepare(
    `UPDATE rows SET ${column} = later.said
     FROM (SELECT ${key} AS key, MIN(row), ${column} AS said FROM rows
           WHERE run = $run AND outcome = 'duplicate' AND ${column} IS NOT NULL GROUP BY ${key}) AS later
     WHERE run = $run AND outcome IS NULL AND rows.${key} = later.key AND rows.${column} IS NULL`,
  ).run({ run })
}

/**
 * A row with the ID, or the employee number, of an earlier one and somebody else's address, or name, is no `duplicate`: it may mean a second leaver by a mistaken
 * ID, or address, who would be forgotten. Returns how many have another name.
 */
function markContradictions(db: DatabaseSync, run: number, key: RepeatedKey, matchName: boolean): number {
  if (key !== 'email_key') contradict(db, run, key, EMAIL)
  if (key === 'attribute') contradict(db, run, key, ID)
  else if (hasAttributes(db, run)) contradict(db, run, key, ATTRIBUTE)
  return contradict(db, run, key, matchName ? NAME : STRANGER)
}

function contradict(db: DatabaseSync, run: number, key: RepeatedKey, [column, differs, other]: Said): number {
  // Compared with the first row of the user that says anything: SQLite takes `said` from the row that has the minimum.
  const { changes } = db
    .prepare(
      `UPDATE rows SET outcome = 'mismatch', settled_by = 'reading', reasons = ${contradicts('earlier.row', key, other)}
       FROM (SELECT ${key} AS key, MIN(row) AS row, ${column} AS said FROM rows
             WHERE run = $run AND ${column} IS NOT NULL
               AND (outcome IS NULL OR outcome IN ('not_attempted', 'protected', 'duplicate'))
               AND ${key} IN (SELECT ${key} FROM rows WHERE run = $run AND outcome = 'duplicate')
             GROUP BY ${key}) AS earlier
       WHERE run = $run AND outcome = 'duplicate' AND rows.${key} = earlier.key AND rows.${column} IS NOT NULL AND ${differs}`,
    )
    .run({ run })
  return Number(changes)
}

/**
 * Where one ID, or one address, stands beside the names of several people, as rounded IDs do, nobody knows whose it is, and none of the
 * rows is done; unless an address beside the ID, or either beside an employee number, will prove who has it.
 */
function distrust(db: DatabaseSync, run: number, key: RepeatedKey): void {
  const proofs = {
    user_id: 'email IS NOT NULL',
    email_key: '0',
    attribute: 'COALESCE(claimed_id, email) IS NOT NULL',
  }
  const proves = `outcome IS NOT 'mismatch' AND ${proofs[key]}`
  db.prepare(
    `UPDATE rows SET outcome = 'mismatch', settled_by = 'reading', reasons = ${contradicts('other.row', key, 'name')}
     FROM (SELECT ${key} AS key, MAX(${proves}) AS proved,
             MIN(CASE WHEN outcome = 'mismatch' AND ${isReason('contradicts_row')} AND reasons ->> '$[0].other' = 'name' THEN row END) AS row
           FROM rows WHERE run = $run AND ${key} IS NOT NULL GROUP BY ${key}) AS other
     WHERE run = $run AND rows.${key} = other.key AND other.row IS NOT NULL AND NOT other.proved
       AND (outcome IS NULL OR outcome IN ('not_attempted', 'duplicate'))`,
  ).run({ run })
}
