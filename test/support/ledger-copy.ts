import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client, types, type ClientConfig } from 'pg'
import { TABLES } from '../../src/ledger/columns/tables.ts'
import { LEDGER_FILE } from '../../src/ledger/ledger.ts'
import { temporaryFolder } from './cli.ts'
import { serverOf } from './ledger.ts'
import { query } from './postgres.ts'

/**
 * Reads a copy of the ledger of the folder `out` in SQLite, so that the ledger itself stays as it was left. Null where there is none yet. Of one on
 * a server it has the tables of `TABLES`, as they are at one moment, whoever works on it.
 */
export async function readLedgerCopy<T>(out: string, read: (db: DatabaseSync) => T): Promise<T | null> {
  const server = serverOf(out)
  return server === null ? readCopyOfFile(out, read) : readCopyOfSchema(server, read)
}

function readCopyOfFile<T>(out: string, read: (db: DatabaseSync) => T): T | null {
  const copies = temporaryFolder()
  try {
    for (const file of [LEDGER_FILE, `${LEDGER_FILE}-wal`, `${LEDGER_FILE}-journal`]) {
      if (existsSync(join(out, file))) cpSync(join(out, file), join(copies, file))
    }
    if (!existsSync(join(copies, LEDGER_FILE))) return null
    return readAndClose(new DatabaseSync(join(copies, LEDGER_FILE)), read)
  } finally {
    rmSync(copies, { recursive: true, force: true })
  }
}

async function readCopyOfSchema<T>(
  { url, schema }: { url: string; schema: string },
  read: (db: DatabaseSync) => T,
): Promise<T | null> {
  const client = new Client({ connectionString: url, types: PARSERS })
  client.on('error', () => undefined)
  const db = new DatabaseSync(':memory:')
  try {
    await client.connect()
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY')
    const { rows } = await client.query<{ made: unknown }>('SELECT to_regclass($1)::text AS made', [
      `${schema}.runs`,
    ])
    if (rows[0]?.made === null) return null
    for (const { name, columns, keys } of TABLES) {
      const copied = await client.query<(string | number | null)[]>({
        text: `SELECT ${columns.join()} FROM ${schema}.${name} ORDER BY ${columns.slice(0, keys).join()}`,
        rowMode: 'array',
      })
      db.exec(`CREATE TABLE ${name} (${columns.join()})`)
      const insert = db.prepare(`INSERT INTO ${name} VALUES (${columns.map(() => '?').join()})`)
      for (const row of copied.rows) insert.run(...row)
    }
    return read(db)
  } finally {
    db.close()
    await client.end()
  }
}

/** All columns are text or whole numbers. */
const INT8: number = types.builtins.INT8
const PARSERS: ClientConfig['types'] = {
  getTypeParser: (oid: number) => (oid === INT8 ? Number : String),
}

function readAndClose<T>(db: DatabaseSync, read: (db: DatabaseSync) => T): T {
  try {
    return read(db)
  } finally {
    db.close()
  }
}

/** Changes the ledger of `out` behind the back of the tool. */
export async function changeLedger(out: string, sql: string): Promise<void> {
  const server = serverOf(out)
  if (server !== null) {
    await query(server.url, `SET search_path = ${server.schema}; ${sql}`)
    return
  }
  const db = new DatabaseSync(join(out, LEDGER_FILE))
  db.exec(sql)
  db.close()
}

/** The process that has the ledger of `out`, as it says itself. */
export async function holderOf(out: string): Promise<number> {
  const server = serverOf(out)
  const note =
    server === null
      ? (JSON.parse(readFileSync(join(out, `${LEDGER_FILE}.owner.json`), 'utf8')) as { pid: number })
      : (await query(server.url, `SELECT pid FROM ${server.schema}.holders`))[0]
  return Number(note?.pid)
}
