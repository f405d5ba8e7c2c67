import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { LEDGER_FILE } from '../../src/ledger/ledger.ts'
import { temporaryFolder } from './cli.ts'
import { serverOf } from './ledger.ts'
import { query } from './postgres.ts'

const COPY = fileURLToPath(new URL('copy-server-ledger.ts', import.meta.url))

/** Reads a copy of the ledger of `out`, so that the ledger itself stays as it was left. Null where there is none yet. */
export function readLedgerCopy<T>(out: string, read: (db: DatabaseSync) => T): T | null {
  const copies = temporaryFolder()
  try {
    copyInto(copies, out)
    if (!existsSync(join(copies, LEDGER_FILE))) return null
    const db = new DatabaseSync(join(copies, LEDGER_FILE))
    try {
      return read(db)
    } finally {
      db.close()
    }
  } finally {
    rmSync(copies, { recursive: true, force: true })
  }
}

function copyInto(copies: string, out: string): void {
  const server = serverOf(out)
  if (server !== null) {
    execFileSync(process.execPath, [COPY, server.url, server.schema, join(copies, LEDGER_FILE)])
    return
  }
  for (const file of [LEDGER_FILE, `${LEDGER_FILE}-wal`, `${LEDGER_FILE}-journal`]) {
    if (existsSync(join(out, file))) cpSync(join(out, file), join(copies, file))
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
export function holderOf(out: string): number {
  const note =
    serverOf(out) === null
      ? (JSON.parse(readFileSync(join(out, `${LEDGER_FILE}.owner.json`), 'utf8')) as { pid: number })
      : readLedgerCopy(out, (db) => db.prepare('SELECT pid FROM holders').get())
  return Number(note?.pid)
}
