import type { DatabaseSync } from 'node:sqlite'
import { emailKeySql } from '../columns/email-key-sql.ts'
import type { SAID } from '../../offboarding/reason-details.ts'
import { isReason, onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'

/** A column, SQL for whether it differs from that of an earlier row, and its name in reasons. */
type Compared = readonly [column: string, differs: string, what: keyof typeof SAID]

const EMAIL: Compared = ['email', `${emailKeySql('rows.email')} <> ${emailKeySql('earlier.said')}`, 'email']
const ID: Compared = ['claimed_id', 'rows.claimed_id <> earlier.said', 'user_id']
const ATTRIBUTE: Compared = ['attribute', 'rows.attribute <> earlier.said', 'attribute']
const NAME: Compared = ['name', 'NOT is_same_name(rows.name, earlier.said)', 'name']
/**
 * For lists whose names need not match: two names of one person, even after a marriage or in another spelling, nearly always
 * share a word.
 */
const NO_COMMON_WORD: Compared = ['name', 'share_no_word(rows.name, earlier.said)', 'name']

/** The column by which rows name the same user, and its name in reasons. */
const KEYS = { user_id: 'user_id', email_key: 'email', attribute: 'attribute' } as const
export type RepeatedKey = keyof typeof KEYS

/** SQL: the reasons of a row that contradicts another row, `row`. */
const contradicts = (row: string, key: RepeatedKey, other: keyof typeof SAID): string =>
  onlyReason(reasonSql('contradicts_row', { row, same: `'${KEYS[key]}'`, other: `'${other}'` }))

/** Compares the rows that name the same user: ends those that contradict each other, and completes the first row from later ones. */
export function compareRepeated(db: DatabaseSync, run: number, key: RepeatedKey, matchName: boolean): void {
  const mismatches = markContradictions(db, run, key, matchName)
  if (mismatches > 0 && !matchName) endUnproved(db, run, key)
  if (key !== 'email_key') completeClaim(db, run, key, 'email')
  if (key === 'attribute') {
    completeClaim(db, run, key, 'claimed_id')
    completeClaim(db, run, key, 'user_id')
  } else if (hasAttributes(db, run)) completeClaim(db, run, key, 'attribute')
  if (matchName) completeClaim(db, run, key, 'name')
}

/**
 * Copies what a later row says of the user to the row that is worked on, if that one does not say it: it has to be true of the
 * account, too.
 */
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
 * Ends a row as `mismatch`, not as `duplicate`, if it has the ID, address or employee number of an earlier row and differs from it
 * in another of these or in the name. It may mean a second leaver with a wrong ID, address or number, who would otherwise be
 * forgotten. Returns the number of rows with another name.
 */
function markContradictions(db: DatabaseSync, run: number, key: RepeatedKey, matchName: boolean): number {
  if (key !== 'email_key') contradict(db, run, key, EMAIL)
  if (key === 'attribute') contradict(db, run, key, ID)
  else if (hasAttributes(db, run)) contradict(db, run, key, ATTRIBUTE)
  return contradict(db, run, key, matchName ? NAME : NO_COMMON_WORD)
}

function contradict(
  db: DatabaseSync,
  run: number,
  key: RepeatedKey,
  [column, differs, other]: Compared,
): number {
  // Each row is compared with the user's first row that has a value. SQLite takes `said` from the row that has the minimum.
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
 * If one ID, address or employee number is on rows with the names of several people, as happens to rounded IDs, nobody knows whose
 * it is. Then all of these rows end, unless an address next to the ID, or an ID or address next to the number, will prove who has
 * it.
 */
function endUnproved(db: DatabaseSync, run: number, key: RepeatedKey): void {
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
