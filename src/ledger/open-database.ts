import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LedgerInUseError, LedgerUnusableError, LedgerWriteError, sqliteCode } from './errors.ts'
import { migrate, refuseStrangers } from './schema.ts'

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** An open ledger database, locked for this process alone. */
export interface OpenDatabase {
  db: DatabaseSync
  close: () => void
}

/**
 * Opens the SQLite file at `path` for this process alone, durable (`synchronous=FULL`), and at the newest schema.
 * `create: false` refuses to make a new one. Throws LedgerInUseError, LedgerUnusableError or LedgerWriteError.
 */
export function openDatabase(path: string, options: { create: boolean; now: Date }): OpenDatabase {
  if (!options.create && !existsSync(path)) {
    throw new LedgerUnusableError(`there is no ledger at ${path}. Name the folder of your runs with --out.`)
  }
  const ownerFile = `${path}.owner.json`
  let db: DatabaseSync | undefined
  try {
    mkdirSync(dirname(path), { recursive: true })
    // No waiting for a lock: a second process is told at once.
    db = new DatabaseSync(path, { timeout: 0 })
    // The lock comes first: it makes WAL mode keep its index in memory, so that network volumes work, too.
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    refuseStrangers(db, path)
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT')
    migrate(db)
    writeFileSync(
      ownerFile,
      JSON.stringify({ pid: process.pid, host: hostname(), since: options.now.toISOString() }),
    )
  } catch (error) {
    db?.close()
    throw explain(error, path, ownerFile)
  }
  const opened = db
  return {
    db: opened,
    close() {
      opened.close()
      rmSync(ownerFile, { force: true })
    },
  }
}

function explain(error: unknown, path: string, ownerFile: string): unknown {
  if (error instanceof LedgerUnusableError) return error
  const reason = error instanceof Error ? error.message : String(error)
  switch (sqliteCode(error)) {
    case SQLITE_BUSY:
      return new LedgerInUseError(
        `the ledger ${path} is in use by ${owner(ownerFile)}. Wait until it has ended, or give another folder with --out.`,
        { cause: error },
      )
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return new LedgerUnusableError(
        `${path} is damaged or not a ledger (${reason}). It was left as it is: move it away, or give another folder with --out.`,
        { cause: error },
      )
    default:
      return new LedgerWriteError(`the ledger ${path} cannot be written (${reason}).`, { cause: error })
  }
}

/** Who holds the ledger, as far as its owner left a note. The lock itself is SQLite's, and ends with the process. */
function owner(ownerFile: string): string {
  try {
    const note: unknown = JSON.parse(readFileSync(ownerFile, 'utf8'))
    if (typeof note === 'object' && note !== null && 'pid' in note && 'since' in note && 'host' in note) {
      return `process ${String(note.pid)} on ${String(note.host)}, since ${String(note.since)}`
    }
  } catch {
    // The note is only there to help; without it the refusal stands all the same.
  }
  return 'another process'
}
