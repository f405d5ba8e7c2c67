import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LEDGER_FILE } from '../../src/ledger/ledger.ts'
import { temporaryFolder } from './cli.ts'

/** Reads a copy of the ledger in `out`, so that the ledger itself stays as it was left. Null where there is none yet. */
export function readLedgerCopy<T>(out: string, read: (db: DatabaseSync) => T): T | null {
  const copies = temporaryFolder()
  try {
    for (const file of [LEDGER_FILE, `${LEDGER_FILE}-wal`, `${LEDGER_FILE}-journal`]) {
      if (existsSync(join(out, file))) cpSync(join(out, file), join(copies, file))
    }
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
