import type { DatabaseSync } from 'node:sqlite'
import type { Settled } from './settled.ts'
import { sparedBy, STAYS, TO_DO, WHY_STAYS } from './due-rows.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'

/** SQL: a user ID, an address or an employee number as a key. The prefix keeps the kinds apart. */
const idKey = (id: string): string => `'id ' || ${id}`
const addressKey = (address: string): string => `'address ' || ${address}`
const numberKey = (number: string): string => `'number ' || ${number}`

/** `finds` is 0 for the address and the number of the account: they lead to this row, but not from this row to another one. */
const KEYS = [
  { key: idKey('rows.user_id'), finds: 1 },
  { key: addressKey(ADDRESS_KEY), finds: 1 },
  { key: addressKey(emailKeySql("rows.user ->> 'email'")), finds: 0 },
  { key: numberKey('rows.attribute'), finds: 1 },
  { key: numberKey("rows.user ->> 'attribute'"), finds: 0 },
] as const

/** The number of links to follow before other work gets a turn: some milliseconds. */
const LINKS_AT_ONCE = 1000

/**
 * Completes `endWhoIsNotDue` where one row leads to the next: follows each key once, however long the chain is. Making its tables
 * pays off only for such lists.
 */
export function* endLinkedRows(db: DatabaseSync, run: number, settled: Settled): Generator<undefined, void> {
  // `links`: the keys of the rows to do. `reached`: the keys of users who stay, the row that says so, and how many links away
  // that row is.
  db.exec(
    `CREATE TEMP TABLE links (key TEXT NOT NULL, row INTEGER NOT NULL, finds INTEGER NOT NULL);
     CREATE TEMP TABLE reached (key TEXT PRIMARY KEY, row INTEGER NOT NULL, distance INTEGER NOT NULL) WITHOUT ROWID;
     CREATE INDEX temp.reached_distance ON reached (distance);`,
  )
  try {
    for (const { key, finds } of KEYS) {
      db.prepare(
        `INSERT INTO links SELECT ${key}, row, ${finds} FROM rows WHERE ${TO_DO} AND ${key} IS NOT NULL`,
      ).run({ run })
    }
    db.exec('CREATE INDEX temp.links_key ON links (key); CREATE INDEX temp.links_row ON links (row)')
    for (const { key } of KEYS.filter(({ finds }) => finds === 1)) {
      db.prepare(
        `INSERT OR IGNORE INTO reached
         SELECT ${key}, MIN(row), 0 FROM rows WHERE ${STAYS} AND ${key} IS NOT NULL GROUP BY 1`,
      ).run({ run })
    }
    yield* reachAll(db)
    // The nearest of a row's keys counts. It was reached from another row, so two rows never name each other as the reason.
    db.prepare(
      `UPDATE rows SET outcome = 'not_due', ended = $at, settled_by = $by, reasons = ${sparedBy('found.by', 'found.why')}
       FROM (SELECT near.row AS row, near.by AS by, ${WHY_STAYS} AS why
             FROM (SELECT links.row AS row, reached.row AS by, MIN(distance) FROM links JOIN reached USING (key) GROUP BY links.row) AS near
             CROSS JOIN rows ON rows.run = $run AND rows.row = near.by) AS found
       WHERE run = $run AND rows.row = found.row`,
    ).run({ run, ...settled })
  } finally {
    db.exec('DROP TABLE IF EXISTS temp.links; DROP TABLE IF EXISTS temp.reached')
  }
}

function* reachAll(db: DatabaseSync): Generator<undefined, void> {
  const reachNext = db.prepare(
    `INSERT OR IGNORE INTO reached
     SELECT next.key, next.row, $distance + 1
     FROM reached CROSS JOIN links AS found USING (key) CROSS JOIN links AS next ON next.row = found.row AND next.finds
     WHERE reached.distance = $distance`,
  )
  let distance = 0
  while (Number(reachNext.run({ distance }).changes) > 0) {
    distance += 1
    if (distance % LINKS_AT_ONCE === 0) yield
  }
}
