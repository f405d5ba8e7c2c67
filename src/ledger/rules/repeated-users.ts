import type { Database } from '../database.ts'
import { isSameName, shareWord } from '../../offboarding/identity/same-name.ts'
import type { SAID } from '../../offboarding/reason-details.ts'
import { isReason, onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { hasAttributes } from '../columns/attribute-sql.ts'

/** The column by which rows name the same user, which rows are compared by it, and its name in reasons. */
const KEYS = {
  user_id: { which: 'rows.user_id IS NOT NULL', said: 'user_id' },
  // The address of a row with an ID has to be that of the ID's account: it is no key.
  email_key: { which: 'rows.email_key IS NOT NULL AND rows.user_id IS NULL', said: 'email' },
  attribute: { which: 'rows.attribute IS NOT NULL', said: 'attribute' },
} as const
export type RepeatedKey = keyof typeof KEYS

/** A column in which rows of one user may differ, and its name in reasons. */
type Compared = readonly [column: string, what: keyof typeof SAID]
const EMAIL: Compared = ['email_key', 'email']
const ID: Compared = ['claimed_id', 'user_id']
const ATTRIBUTE: Compared = ['attribute', 'attribute']

/** SQL: the end of a row that contradicts another row, `row`. */
const contradicts = (row: string, key: RepeatedKey, other: keyof typeof SAID): string =>
  `outcome = 'mismatch', settled_by = 'reading',
   reasons = ${onlyReason(reasonSql('contradicts_row', { row, same: `'${KEYS[key].said}'`, other: `'${other}'` }))}`

/** Compares the rows that name the same user: ends those that contradict each other, and completes the first row from later ones. */
export async function compareRepeated(
  db: Database,
  run: number,
  key: RepeatedKey,
  matchName: boolean,
): Promise<void> {
  await db.analyze('rows')
  const mismatches = await markContradictions(db, run, key, matchName)
  if (mismatches > 0 && !matchName) await endUnproved(db, run, key)
  if (key !== 'email_key') await completeClaim(db, run, key, ['email', 'email_key'])
  if (key === 'attribute') {
    await completeClaim(db, run, key, ['claimed_id'])
    await completeClaim(db, run, key, ['user_id'])
  } else if (await hasAttributes(db, run)) await completeClaim(db, run, key, ['attribute'])
  if (matchName) await completeClaim(db, run, key, ['name'])
}

/**
 * Copies what a later row says of the user to the row that is worked on, if that one does not say it: it has to be true of the
 * account, too. The first of the columns tells whether a row says it.
 */
async function completeClaim(
  db: Database,
  run: number,
  key: RepeatedKey,
  columns: readonly [column: string, ...more: string[]],
): Promise<void> {
  const [column] = columns
  const { which } = KEYS[key]
  await db.run(
    `UPDATE rows SET ${columns.map((each) => `${each} = later.${each}`).join()}
     FROM (SELECT rows.${key} AS key, MIN(rows.row) AS row FROM rows
           WHERE run = $run AND outcome = 'duplicate' AND ${which} AND rows.${column} IS NOT NULL GROUP BY 1) AS says
     CROSS JOIN rows AS later
     WHERE later.run = $run AND later.row = says.row AND rows.run = $run AND rows.outcome IS NULL AND ${which} AND rows.${key} = says.key AND rows.${column} IS NULL`,
    { run },
  )
}

/**
 * Ends a row as `mismatch`, not as `duplicate`, if it has the ID, address or employee number of an earlier row and differs from it
 * in another of these or in the name. It may mean a second leaver with a wrong ID, address or number, who would otherwise be
 * forgotten. Returns the number of rows with another name.
 */
async function markContradictions(
  db: Database,
  run: number,
  key: RepeatedKey,
  matchName: boolean,
): Promise<number> {
  if (key !== 'email_key') await contradict(db, run, key, EMAIL)
  if (key === 'attribute') await contradict(db, run, key, ID)
  else if (await hasAttributes(db, run)) await contradict(db, run, key, ATTRIBUTE)
  return contradictByName(db, run, key, matchName)
}

/**
 * SQL: each user's first row that has a value in `column`, `earlier`, and the users' keys; users of one row are left out. A `CROSS JOIN`
 * keeps SQLite from going through all rows for each row.
 */
const earlier = (key: RepeatedKey, column: string): string =>
  `(SELECT rows.${key} AS key, MIN(rows.row) AS row FROM rows
    WHERE run = $run AND rows.${column} IS NOT NULL AND ${KEYS[key].which}
      AND (outcome IS NULL OR outcome IN ('not_attempted', 'protected', 'duplicate'))
      AND rows.${key} IN (SELECT rows.${key} FROM rows WHERE run = $run AND outcome = 'duplicate' AND ${KEYS[key].which})
    GROUP BY 1) AS first
   CROSS JOIN rows AS earlier`

/** SQL: the rows to compare with `earlier` that differ from it. */
const differs = (key: RepeatedKey, column: string): string =>
  `earlier.run = $run AND earlier.row = first.row AND rows.run = $run AND rows.outcome = 'duplicate' AND ${KEYS[key].which} AND rows.${key} = first.key
   AND rows.${column} <> earlier.${column}`

const contradict = (
  db: Database,
  run: number,
  key: RepeatedKey,
  [column, other]: Compared,
): Promise<number> =>
  db.run(
    `UPDATE rows SET ${contradicts('earlier.row', key, other)} FROM ${earlier(key, column)} WHERE ${differs(key, column)}`,
    { run },
  )

/**
 * Compares the names. For lists whose names need not match, only two names without a common word contradict each other: two names
 * of one person, even after a marriage or in another spelling, nearly always share one.
 */
async function contradictByName(
  db: Database,
  run: number,
  key: RepeatedKey,
  matchName: boolean,
): Promise<number> {
  const isOther = (one: string, other: string): boolean =>
    matchName ? !isSameName(one, other) : shareWord(one, other) === false
  await db.script(
    'DROP TABLE IF EXISTS others; CREATE TEMP TABLE others (row INTEGER NOT NULL, earlier INTEGER NOT NULL)',
  )
  const pages = db.pages<[row: number, name: string, earlier: number, said: string]>(
    `SELECT rows.row, rows.name, earlier.row, earlier.name FROM rows CROSS JOIN ${earlier(key, 'name')} WHERE ${differs(key, 'name')}`,
    { run },
  )
  for await (const page of pages) {
    const found = page.filter(([, name, , said]) => isOther(name, said))
    await db.insert(
      'others',
      ['row', 'earlier'],
      found.map(([row, , first]) => [row, first]),
    )
  }
  const ended = await db.run(
    `UPDATE rows SET ${contradicts('others.earlier', key, 'name')} FROM others WHERE rows.run = $run AND rows.row = others.row`,
    { run },
  )
  await db.script('DROP TABLE others')
  return ended
}

/**
 * If one ID, address or employee number is on rows with the names of several people, as happens to rounded IDs, nobody knows whose
 * it is. Then all of these rows end, unless an address next to the ID, or an ID or address next to the number, will prove who has
 * it.
 */
async function endUnproved(db: Database, run: number, key: RepeatedKey): Promise<void> {
  const proofs = {
    user_id: 'email IS NOT NULL',
    email_key: 'FALSE',
    attribute: 'COALESCE(claimed_id, email) IS NOT NULL',
  }
  const { which } = KEYS[key]
  const hasOtherName = `outcome = 'mismatch' AND ${isReason('contradicts_row')} AND reasons ->> '$[0].other' = 'name'`
  await db.run(
    `UPDATE rows SET ${contradicts('other.row', key, 'name')}
     FROM (SELECT rows.${key} AS key, MIN(row) FILTER (WHERE ${hasOtherName}) AS row
           FROM rows WHERE run = $run AND ${which} GROUP BY 1
           HAVING COUNT(*) FILTER (WHERE ${hasOtherName}) > 0
             AND COUNT(*) FILTER (WHERE outcome IS DISTINCT FROM 'mismatch' AND ${proofs[key]}) = 0) AS other
     WHERE rows.run = $run AND ${which} AND rows.${key} = other.key
       AND (outcome IS NULL OR outcome IN ('not_attempted', 'duplicate'))`,
    { run },
  )
}
