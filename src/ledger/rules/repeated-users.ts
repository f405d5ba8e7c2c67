import type { DatabaseSync } from 'node:sqlite'
import { emailKeySql } from '../columns/email-key-sql.ts'
import { isReason, onlyReason, reasonSql } from '../columns/reason-sql.ts'

const EMAIL = ['email', `${emailKeySql('rows.email')} <> ${emailKeySql('earlier.said')}`, 'email'] as const
const NAME = ['name', 'NOT is_same_name(rows.name, earlier.said)', 'name'] as const
/**
 * For lists whose names need not match: two names of one person, even after a marriage or in another spelling, nearly always
 * share a word.
 */
const NO_COMMON_WORD = ['name', 'share_no_word(rows.name, earlier.said)', 'name'] as const

/** The column by which rows name the same user, and its name in reasons. */
const KEYS = { user_id: 'user_id', email_key: 'email' } as const
export type RepeatedKey = keyof typeof KEYS

/** SQL: the reasons of a row that contradicts another row, `row`. */
const contradicts = (row: string, key: RepeatedKey, other: 'email' | 'name'): string =>
  onlyReason(reasonSql('contradicts_row', { row, same: `'${KEYS[key]}'`, other: `'${other}'` }))

/** Compares the rows that name the same user: ends those that contradict each other, and completes the first row from later ones. */
export function compareRepeated(db: DatabaseSync, run: number, key: RepeatedKey, matchName: boolean): void {
  const mismatches = markContradictions(db, run, key, matchName)
  if (mismatches > 0 && !matchName) endUnproved(db, run, key)
  if (key !== 'email_key') completeClaim(db, run, key, 'email')
  if (matchName) completeClaim(db, run, key, 'name')
}

/**
 * Copies the address or the name of a later row to the row that is worked on, if that one has none: it has to be true of the
 * account, too.
 */
function completeClaim(db: DatabaseSync, run: number, key: RepeatedKey, column: 'email' | 'name'): void {
  db.prepare(
    `UPDATE rows SET ${column} = later.said
     FROM (SELECT ${key} AS key, MIN(row), ${column} AS said FROM rows
           WHERE run = $run AND outcome = 'duplicate' AND ${column} IS NOT NULL GROUP BY ${key}) AS later
     WHERE run = $run AND outcome IS NULL AND rows.${key} = later.key AND rows.${column} IS NULL`,
  ).run({ run })
}

/**
 * Ends a row as `mismatch`, not as `duplicate`, if it has the ID (or address) of an earlier row and another address or name. It
 * may mean a second leaver with a wrong ID or address, who would otherwise be forgotten. Returns the number of rows with another
 * name.
 */
function markContradictions(db: DatabaseSync, run: number, key: RepeatedKey, matchName: boolean): number {
  if (key !== 'email_key') contradict(db, run, key, EMAIL)
  return contradict(db, run, key, matchName ? NAME : NO_COMMON_WORD)
}

function contradict(
  db: DatabaseSync,
  run: number,
  key: RepeatedKey,
  [column, differs, other]: typeof EMAIL | typeof NAME | typeof NO_COMMON_WORD,
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
 * If one ID or one address is on rows with the names of several people, as happens to rounded IDs, nobody knows whose it is. Then
 * all of these rows end, unless an address next to the ID will prove who has it.
 */
function endUnproved(db: DatabaseSync, run: number, key: RepeatedKey): void {
  const proves = key === 'user_id' ? `outcome IS NOT 'mismatch' AND email IS NOT NULL` : '0'
  db.prepare(
    `UPDATE rows SET outcome = 'mismatch', settled_by = 'reading', reasons = ${contradicts('other.row', key, 'name')}
     FROM (SELECT ${key} AS key, MAX(${proves}) AS proved,
             MIN(CASE WHEN outcome = 'mismatch' AND ${isReason('contradicts_row')} AND reasons ->> '$[0].other' = 'name' THEN row END) AS row
           FROM rows WHERE run = $run AND ${key} IS NOT NULL GROUP BY ${key}) AS other
     WHERE run = $run AND rows.${key} = other.key AND other.row IS NOT NULL AND NOT other.proved
       AND (outcome IS NULL OR outcome IN ('not_attempted', 'duplicate'))`,
  ).run({ run })
}
