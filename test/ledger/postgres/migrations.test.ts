import { expect, test } from 'vitest'
import { TABLES } from '../../../src/ledger/columns/tables.ts'
import { NEWEST } from '../../../src/ledger/postgres/migrations.ts'
import { LedgerDatabase } from '../../../src/ledger/sqlite/ledger-database.ts'
import { MIGRATIONS } from '../../../src/ledger/sqlite/migrations.ts'
import { migrate } from '../../../src/ledger/sqlite/schema.ts'
import { describeOnServer, forTests } from './server.ts'

/** What only a ledger on a server has. */
const OWN_TABLES = ['holders', 'ledger', 'pseudonym_key']

test('counts versions as SQLite does', () => {
  expect(NEWEST).toBe(MIGRATIONS.length)
})

describeOnServer('the schema', () => {
  const { newSchema, open } = forTests()

  test('has the tables, columns, keys and indexes that a ledger in SQLite has', async () => {
    const sqlite = new LedgerDatabase(':memory:')
    migrate(sqlite)
    const expected = sqlite
      .prepare(
        `SELECT t.name AS "table", c.name AS name, c.type AS type, c.pk AS key, c."notnull" = 1 OR c.pk > 0 AS filled
         FROM sqlite_schema AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table' ORDER BY t.name, c.name`,
      )
      .all()
    const { db } = await open(newSchema())
    const found = await db.all<{ table: string }>(
      `SELECT relname AS "table", attname AS name, CASE WHEN atttypid = CAST('bigint' AS regtype) THEN 'INTEGER' ELSE UPPER(format_type(atttypid, NULL)) END AS type,
         COALESCE(array_position(indkey, attnum) + 1, 0) AS key, attnotnull AS filled
       FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
       LEFT JOIN pg_index ON indrelid = pg_class.oid AND indisprimary
       WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r' ORDER BY relname, attname`,
    )
    expect(found.filter(({ table }) => !OWN_TABLES.includes(table))).toEqual(
      expected.map((row) => ({ ...row })),
    )
    expect(TABLES.map(({ name }) => name).toSorted()).toEqual([
      ...new Set(expected.map((row) => row['table'])),
    ])
    const indexes = sqlite
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
      .all()
    expect(
      await db.all(
        `SELECT relname AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
         WHERE relnamespace = CAST(current_schema() AS regnamespace) AND NOT indisunique ORDER BY relname`,
      ),
    ).toEqual(indexes.map((row) => ({ ...row })))
    sqlite.close()
  })

  test('compares every text byte by byte', async () => {
    const { db } = await open(newSchema())
    expect(
      await db.all(
        `SELECT table_name, column_name FROM information_schema.columns
         WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`,
      ),
    ).toEqual([])
  })
})
