// A process of its own, for tests that cannot wait for a promise: copies the tables of a ledger on a server, as they are at one moment,
// into a new file of SQLite. Makes no file where the ledger has no table yet. Arguments: URL, schema, path.
import { DatabaseSync } from 'node:sqlite'
import { Client, types } from 'pg'

const [url, schema = '', path = ''] = process.argv.slice(2)
types.setTypeParser(types.builtins.INT8, Number)
const client = new Client({ connectionString: url })
await client.connect()
await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
const { rows: tables } = await client.query<{ name: string }>(
  `SELECT relname AS name FROM pg_class
   WHERE relkind = 'r' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1)`,
  [schema],
)
const db = tables.length === 0 ? null : new DatabaseSync(path)
for (const { name } of tables) {
  const { rows, fields } = await client.query<(string | number | null)[]>({
    text: `SELECT * FROM ${schema}.${name}`,
    rowMode: 'array',
  })
  db?.exec(`CREATE TABLE ${name} (${fields.map((field) => `"${field.name}"`).join()})`)
  const insert = db?.prepare(`INSERT INTO ${name} VALUES (${fields.map(() => '?').join()})`)
  for (const row of rows) insert?.run(...row)
}
db?.close()
await client.end()
