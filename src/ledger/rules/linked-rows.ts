import type { Database } from '../database.ts'
import type { Settled } from './settled.ts'
import { sparedBy, STAYS, TO_DO, WHY_STAYS } from './due-rows.ts'
import { accountsAddress, ADDRESS_KEY } from '../columns/address-keys.ts'

/** SQL: a user ID, an address or an employee number as a key. The prefix keeps the kinds apart. */
const idKey = (id: string): string => `'id ' || (${id})`
const addressKey = (address: string): string => `'address ' || (${address})`
const numberKey = (number: string): string => `'number ' || (${number})`

/** `finds` is 0 for the address and the number of the account: they lead to this row, but not from this row to another one. */
const KEYS = [
  { key: idKey('rows.user_id'), finds: 1 },
  { key: addressKey(ADDRESS_KEY), finds: 1 },
  { key: addressKey(accountsAddress('rows')), finds: 0 },
  { key: numberKey('rows.attribute'), finds: 1 },
  { key: numberKey("rows.account ->> 'attribute'"), finds: 0 },
] as const

/** The number of links to follow before other work gets a turn: some milliseconds. */
const LINKS_AT_ONCE = 1000

/**
 * Completes `endWhoIsNotDue` where one row leads to the next: follows each key once, however long the chain is. Making its tables
 * pays off only for such lists. To be called within a transaction: if that is rolled back, the tables are gone, too.
 */
export async function* endLinkedRows(
  db: Database,
  run: number,
  settled: Settled,
): AsyncGenerator<undefined, void> {
  await fillTables(db, run)
  yield* reachAll(db)
  // The nearest of a row's keys counts. It was reached from another row, so two rows never name each other as the reason.
  await db.run(
    `UPDATE rows SET outcome = 'not_due', ended = $at, settled_by = $by, reasons = ${sparedBy('found.by', 'found.why')}
     FROM (SELECT near.row AS row, near.by AS by, ${WHY_STAYS} AS why
           FROM (SELECT links.row AS row, reached.row AS by,
                   ROW_NUMBER() OVER (PARTITION BY links.row ORDER BY reached.distance, reached.row) AS place
                 FROM links JOIN reached ON reached.key = links.key) AS near
           CROSS JOIN rows
           WHERE near.place = 1 AND rows.run = $run AND rows.row = near.by) AS found
     WHERE run = $run AND rows.row = found.row`,
    { run, ...settled },
  )
  await db.script('DROP TABLE links; DROP TABLE reached')
}

/**
 * `links`: the keys of the rows to do. `reached`: the keys of users who stay, the row that says so, and how many links away that row
 * is.
 */
async function fillTables(db: Database, run: number): Promise<void> {
  await db.script(
    `DROP TABLE IF EXISTS links; DROP TABLE IF EXISTS reached;
     CREATE TEMP TABLE links (key TEXT NOT NULL, row INTEGER NOT NULL, finds INTEGER NOT NULL);
     CREATE TEMP TABLE reached (key TEXT PRIMARY KEY, row INTEGER NOT NULL, distance INTEGER NOT NULL);`,
  )
  for (const { key, finds } of KEYS) {
    await db.run(
      `INSERT INTO links SELECT ${key}, row, ${finds} FROM rows WHERE ${TO_DO} AND ${key} IS NOT NULL`,
      { run },
    )
  }
  for (const { key } of KEYS.filter(({ finds }) => finds === 1)) {
    await db.run(
      `INSERT INTO reached
       SELECT ${key}, MIN(row), 0 FROM rows WHERE ${STAYS} AND ${key} IS NOT NULL GROUP BY 1
       ON CONFLICT (key) DO NOTHING`,
      { run },
    )
  }
  await db.script(
    `CREATE INDEX links_key ON links (key); CREATE INDEX links_row ON links (row);
     CREATE INDEX reached_distance ON reached (distance)`,
  )
  await db.analyze('links')
  await db.analyze('reached')
}

async function* reachAll(db: Database): AsyncGenerator<undefined, void> {
  const reachNext = `
    INSERT INTO reached
    SELECT next.key, MIN(next.row), $distance + 1
    FROM reached JOIN links AS found ON found.key = reached.key JOIN links AS next ON next.row = found.row AND next.finds = 1
    WHERE reached.distance = $distance
    GROUP BY next.key
    ON CONFLICT (key) DO NOTHING`
  let distance = 0
  while ((await db.run(reachNext, { distance })) > 0) {
    distance += 1
    if (distance % LINKS_AT_ONCE === 0) yield
  }
}
