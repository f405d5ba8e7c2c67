import { beforeAll, expect, test } from 'vitest'
import type { Database } from '../../../src/ledger/database.ts'
import { LedgerDatabase } from '../../../src/ledger/sqlite/ledger-database.ts'
import { SqliteDatabase } from '../../../src/ledger/sqlite/sqlite-database.ts'
import { pseudonymOf } from '../../../src/ledger/pseudonyms/pseudonyms.ts'
import { describeOnServer, forTests } from './server.ts'

describeOnServer('the functions of SQL', () => {
  const { newSchema, open } = forTests()
  const schema = newSchema()

  const JSON_TEXT = JSON.stringify({
    text: 'a "b" \\ \n ä 😀',
    yes: true,
    no: false,
    nothing: null,
    number: 12.5,
    said: 'true',
    list: [{ code: 'x', run: 'r' }, 'y', 7, true, null],
    'odd.key': 1,
    object: { a: { b: 'deep' } },
  })

  const QUERIES: readonly string[] = [
    ...['text', 'number', 'said', 'nothing', 'missing', 'list', 'object', '$.list[0].code', '$.list[1]'].map(
      (path) => `SELECT CAST($json ->> '${path}' AS TEXT) AS value`,
    ),
    `SELECT CAST($json ->> 'yes' AS INTEGER) AS yes, CAST($json ->> '$.no' AS INTEGER) AS no`,
    `SELECT CAST($json AS TEXT) ->> '$.object' ->> 'a' AS value`,
    `SELECT CAST($list ->> '$[0].run' AS TEXT) AS value, CAST($list ->> '$[9].run' AS TEXT) AS none`,
    'SELECT CAST(key AS INTEGER) AS key, CAST(value AS TEXT) AS value FROM json_each($list) AS of ORDER BY of.key',
    "SELECT COUNT(*) AS count FROM json_each('[]') AS of",
    "SELECT json_quote($json) AS text, json_quote(5) AS number, json_quote('x') AS x",
    "SELECT json_remove($json, '$.list') AS one, json_remove('{\"a\":1}', '$.a') AS none, json_remove($json, '$.missing') AS all_of_it",
    "SELECT INSTR($json, 'yes') AS found, INSTR($json, 'nowhere') AS not_found",
    'SELECT SUBSTR($json, $three) AS rest, SUBSTR($json, $three, $three) AS part, SUBSTR($json, 1, 4) AS start',
    "SELECT LTRIM(LOWER('00AbÄ'), '0') AS folded, LENGTH('😀ä') AS length",
  ]

  let sqlite: Database
  beforeAll(() => {
    sqlite = new SqliteDatabase(new LedgerDatabase(':memory:'))
  })

  test.for(QUERIES)('%s is the same in either engine', async (sql) => {
    const { db } = await open(schema)
    const all = { json: JSON_TEXT, list: JSON.stringify([{ run: 'r1' }, 'y', 7, true, null]), three: 3 }
    const values = Object.fromEntries(Object.entries(all).filter(([name]) => sql.includes(`$${name}`)))
    expect(await db.all(sql, values)).toEqual(await sqlite.all(sql, values))
  })

  test('reads nothing out of nothing', async () => {
    const { db } = await open(schema)
    expect(
      await db.get(
        "SELECT CAST(NULL AS TEXT) ->> 'a' AS a, json_remove(CAST(NULL AS TEXT), '$.a') AS b, json_quote(CAST(NULL AS TEXT)) AS c, (SELECT COUNT(*) FROM json_each(CAST(NULL AS TEXT))) AS d",
      ),
    ).toEqual({ a: null, b: null, c: 'null', d: 0 })
  })

  test('makes the pseudonyms that the key makes elsewhere, and none without a key', async () => {
    const { db, keys } = await open(schema)
    const made = (): Promise<unknown> =>
      db.get(
        "SELECT pseudonym('id', ?) AS one, pseudonym('email', ?) AS other, pseudonym('id', CAST(NULL AS TEXT)) AS nobody",
        ['a-1', 'jö@acme.com'],
      )
    expect(await keys.read()).toBeNull()
    expect(await made()).toEqual({ one: null, other: null, nobody: null })
    const key = Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index))
    await keys.write(key)
    await keys.write(Buffer.alloc(32))
    expect(await keys.read()).toEqual(key)
    expect(await made()).toEqual({
      one: pseudonymOf(key, 'id', 'a-1'),
      other: pseudonymOf(key, 'email', 'jö@acme.com'),
      nobody: null,
    })
  })
})
