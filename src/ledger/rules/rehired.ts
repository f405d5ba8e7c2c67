import type { DatabaseSync } from 'node:sqlite'
import { accountsAttribute, hasSameAttribute } from '../columns/attribute-sql.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'
import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { pseudonymSql } from '../pseudonyms/pseudonyms.ts'
import { TO_DO } from './due-rows.ts'

/** SQL for whom a row means, whom a row of an earlier run, `gone`, meant, and whether the two can be compared. */
type Keys = readonly (readonly [key: string, theirs: string, comparable: string])[]

const KEYS: Keys = [
  ['rows.user_id', 'gone.user_id', 'TRUE'],
  [accountsAttribute('rows'), accountsAttribute('gone'), hasSameAttribute('gone.run')],
  [ADDRESS_KEY, `COALESCE(${emailKeySql("gone.user ->> 'email'")}, ${emailKeySql('gone.email')})`, 'TRUE'],
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

/** SQL: whom earlier runs of the site deleted, and when and by which run last. */
const deleted = (theirs: string, comparable: string): string =>
  `(SELECT ${theirs} AS key, MAX(gone.deleted_at) AS at, runs.id AS id
    FROM rows AS gone JOIN runs ON runs.run = gone.run
    WHERE gone.outcome = 'deleted' AND gone.run <> $run AND ${comparable}
      AND runs.site = (SELECT site FROM runs WHERE run = $run)
    GROUP BY 1) AS gone`

/** SQL: the end of a row. `gone` and `said` name the tables of the deletion and of the leave date. */
const end = (
  gone: string,
  said: string,
): string => `outcome = 'mismatch', ended = $at, settled_by = 'look_up',
  reasons = ${onlyReason(reasonSql('rehired', { on: `SUBSTR(${gone}.at, 1, 10)`, run: `${gone}.id`, left: `${said}.leaves` }))}`
const MAY_BE_REHIRED = `${TO_DO} AND rows.user IS NOT NULL AND rows.leaves <> ''`

/**
 * Ends rows whose user this ledger deleted on or after the leave date on the list, and who has an account again. Lists that only
 * ever grow still name somebody who was rehired. A later leave date on any row of that user means that they leave again; a
 * missing one says nothing.
 */
export function endWhoWasRehired(db: DatabaseSync, run: number, now: Date): void {
  const values = { run, at: now.toISOString() }
  for (const [key, theirs, comparable] of KEYS) {
    db.prepare(
      `UPDATE rows SET ${end('gone', 'said')}
       FROM ${deleted(theirs, comparable)}
       JOIN (SELECT ${key} AS key, MAX(leaves) AS leaves FROM rows WHERE run = $run AND leaves <> '' GROUP BY 1) AS said
         ON said.key = gone.key AND said.leaves <= SUBSTR(gone.at, 1, 10)
       WHERE ${MAY_BE_REHIRED} AND ${key} = gone.key`,
    ).run(values)
  }
  if (db.prepare(`SELECT 1 FROM runs WHERE ${FORGOTTEN} LIMIT 1`).get() === undefined) return
  for (const keys of FORGOTTEN_KEYS) endByPseudonyms(db, values, keys)
}

/** Makes the pseudonym of each row once: within a join SQLite would make it again and again. */
function endByPseudonyms(
  db: DatabaseSync,
  values: { run: number; at: string },
  [key, theirs, comparable]: Keys[number],
): void {
  db.exec('CREATE TEMP TABLE meant (key TEXT, row INTEGER NOT NULL, leaves TEXT NOT NULL)')
  try {
    db.prepare(`INSERT INTO meant SELECT ${key}, row, leaves FROM rows WHERE run = ? AND leaves <> ''`).run(
      values.run,
    )
    db.exec('CREATE INDEX temp.meant_key ON meant (key)')
    db.prepare(
      `UPDATE rows SET ${end('found', 'found')}
       FROM (SELECT meant.row AS row, gone.at AS at, gone.id AS id, said.leaves AS leaves
             FROM ${deleted(theirs, comparable)}
             JOIN (SELECT key, MAX(leaves) AS leaves FROM meant GROUP BY key) AS said
               ON said.key = gone.key AND said.leaves <= SUBSTR(gone.at, 1, 10)
             JOIN meant ON meant.key = gone.key) AS found
       WHERE ${MAY_BE_REHIRED} AND rows.row = found.row`,
    ).run(values)
  } finally {
    db.exec('DROP TABLE temp.meant')
  }
}
