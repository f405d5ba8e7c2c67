import type { Database } from '../database.ts'
import { accountsAttribute, hasSameAttribute } from '../columns/attribute-sql.ts'
import { accountsAddress, ADDRESS_KEY } from '../columns/address-keys.ts'
import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { pseudonymSql } from '../pseudonyms/pseudonyms.ts'
import { TO_DO } from './due-rows.ts'

/** SQL for whom a row means, whom a row of an earlier run, `gone`, meant, and whether the two can be compared. */
type Keys = readonly (readonly [key: string, theirs: string, comparable: string])[]

// Where only one side of a comparison is a column, SQLite does without an index: the other side has to be a TEXT, too.
const KEYS: Keys = [
  ['rows.user_id', 'gone.user_id', 'TRUE'],
  [accountsAttribute('rows'), accountsAttribute('gone'), hasSameAttribute('gone.run')],
  [ADDRESS_KEY, `CAST(COALESCE(${accountsAddress('gone')}, gone.email_key) AS TEXT)`, 'TRUE'],
]
const FORGOTTEN = 'runs.forgotten IS NOT NULL'
/** The same for runs that were forgotten, of which pseudonyms are left. */
const FORGOTTEN_KEYS: Keys = [
  [pseudonymSql('id', 'rows.user_id'), 'gone.user_id', FORGOTTEN],
  [
    pseudonymSql('attribute', accountsAttribute('rows')),
    'gone.attribute',
    `${FORGOTTEN} AND ${hasSameAttribute('gone.run')}`,
  ],
  [pseudonymSql('email', ADDRESS_KEY), 'gone.email_key', FORGOTTEN],
]

/**
 * SQL: whom earlier runs of the site deleted, and when and by which run last: `latest` is the time and the run's ID. An ID apart would need
 * a window, for which SQLite goes through all of these for each row.
 */
const deleted = (theirs: string, comparable: string): string =>
  `(SELECT ${theirs} AS key, MAX(gone.deleted_at || ' ' || runs.id) AS latest
    FROM rows AS gone JOIN runs ON runs.run = gone.run
    WHERE gone.outcome = 'deleted' AND gone.run <> $run AND ${comparable}
      AND runs.site = (SELECT site FROM runs WHERE run = $run)
    GROUP BY 1) AS gone`
const dayOf = (latest: string): string => `SUBSTR(${latest}, 1, 10)`
const runOf = (latest: string): string => `SUBSTR(${latest}, instr(${latest}, ' ') + 1)`

/** SQL: the end of a row. `gone` and `said` name the tables of the deletion and of the leave date. */
const end = (
  gone: string,
  said: string,
): string => `outcome = 'mismatch', ended = $at, settled_by = 'look_up',
  reasons = ${onlyReason(reasonSql('rehired', { on: dayOf(`${gone}.latest`), run: runOf(`${gone}.latest`), left: `${said}.leaves` }))}`
const MAY_BE_REHIRED = `${TO_DO} AND rows.account IS NOT NULL AND rows.leaves <> ''`

/**
 * Ends rows whose user this ledger deleted on or after the leave date on the list, and who has an account again. Lists that only
 * ever grow still name somebody who was rehired. A later leave date on any row of that user means that they leave again; a
 * missing one says nothing.
 */
export async function endWhoWasRehired(db: Database, run: number, now: Date): Promise<void> {
  await db.analyze('runs')
  await db.analyze('rows')
  const values = { run, at: now.toISOString() }
  for (const [key, theirs, comparable] of KEYS) {
    await db.run(
      `UPDATE rows SET ${end('gone', 'said')}
       FROM ${deleted(theirs, comparable)}
       JOIN (SELECT ${key} AS key, MAX(leaves) AS leaves FROM rows WHERE run = $run AND leaves <> '' GROUP BY 1) AS said
         ON said.key = gone.key AND said.leaves <= ${dayOf('gone.latest')}
       WHERE ${MAY_BE_REHIRED} AND ${key} = gone.key`,
      values,
    )
  }
  if ((await db.get(`SELECT 1 FROM runs WHERE ${FORGOTTEN} LIMIT 1`)) === undefined) return
  for (const keys of FORGOTTEN_KEYS) await endByPseudonyms(db, values, keys)
}

/**
 * Makes the pseudonym of each row once: within a join it would be made again and again. To be called within a transaction: if that is
 * rolled back, the table is gone, too.
 */
async function endByPseudonyms(
  db: Database,
  values: { run: number; at: string },
  [key, theirs, comparable]: Keys[number],
): Promise<void> {
  await db.script(
    `DROP TABLE IF EXISTS meant;
     CREATE TEMP TABLE meant (key TEXT, row INTEGER NOT NULL, leaves TEXT NOT NULL)`,
  )
  await db.run(`INSERT INTO meant SELECT ${key}, row, leaves FROM rows WHERE run = ? AND leaves <> ''`, [
    values.run,
  ])
  await db.script('CREATE INDEX meant_key ON meant (key)')
  await db.analyze('meant')
  await db.run(
    `UPDATE rows SET ${end('found', 'found')}
     FROM (SELECT meant.row AS row, gone.latest AS latest, said.leaves AS leaves
           FROM ${deleted(theirs, comparable)}
           JOIN (SELECT key, MAX(leaves) AS leaves FROM meant GROUP BY key) AS said
             ON said.key = gone.key AND said.leaves <= ${dayOf('gone.latest')}
           JOIN meant ON meant.key = gone.key) AS found
     WHERE ${MAY_BE_REHIRED} AND rows.row = found.row`,
    values,
  )
  await db.script('DROP TABLE meant')
}
