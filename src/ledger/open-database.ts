import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { LedgerInUseError, LedgerUnusableError, sqliteCode } from './errors.ts'
import { giveSpaceBack } from './give-space-back.ts'
import { LedgerDatabase } from './ledger-database.ts'
import { isWritable, openEvidence, refuseUnreadable } from './open-evidence.ts'
import { renameSites } from './rename-sites.ts'
import { migrate, refuseStrangers } from './schema.ts'
import { enterAlone, leaveNote, removeNote, whoIsIn } from './single-process.ts'
import { openError } from './write-error.ts'

const SQLITE_BUSY = 5
const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

/** An open ledger database, locked for this process alone. */
export interface OpenDatabase {
  db: DatabaseSync
  close: () => void
}

export interface OpenOptions {
  /** Whether to begin a new one where there is none. */
  create: boolean
  /** Whether nothing will be written, so that it may lie where nobody can write. */
  onlyToRead?: boolean
  now: Date
}

/**
 * Opens the SQLite file at `path` for this process alone, durable (`synchronous=FULL`), and at the newest schema.
 * `create: false` refuses to make a new one. Throws LedgerInUseError, LedgerUnusableError or LedgerWriteError.
 */
export function openDatabase(path: string, options: OpenOptions): OpenDatabase {
  if (!options.create) refuseUnreadable(path)
  if (options.onlyToRead === true && !isWritable(path)) return openEvidence(path)
  const note = `${path}.owner.json`
  let lock: { leave: () => void } | undefined
  let db: LedgerDatabase | undefined
  let isNoted = false
  try {
    mkdirSync(dirname(path), { recursive: true })
    lock = enterAlone(path)
    // SQLite would let everybody read it, and whom it names is nobody else's business. What SQLite puts beside it gets the same rights.
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600))
    db = new LedgerDatabase(path)
    // The ledger's own lock keeps everybody else out, too. It comes first: it makes WAL mode keep its index in memory, so
    // that network volumes work.
    db.exec('PRAGMA locking_mode = EXCLUSIVE')
    refuseStrangers(db, path)
    // What is deleted is overwritten, so that it is gone from the file.
    db.exec(
      'PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT',
    )
    // Only now: who is turned away by either lock has to find the note of whoever holds it.
    leaveNote(note, options.now)
    isNoted = true
    migrate(db)
    renameSites(db)
    giveSpaceBack(db)
    db.watch()
  } catch (error) {
    db?.close()
    if (isNoted) removeNote(note)
    lock?.leave()
    throw explain(error, path, note)
  }
  const opened = { db, lock }
  return {
    db: opened.db,
    close() {
      opened.db.close()
      removeNote(note)
      opened.lock.leave()
    },
  }
}

function explain(error: unknown, path: string, note: string): Error {
  const reason = error instanceof Error ? error.message : String(error)
  switch (sqliteCode(error)) {
    case SQLITE_BUSY:
      return new LedgerInUseError(
        `the ledger ${path} is in use by ${whoIsIn(note)}. Wait until it has ended.`,
        { cause: error },
      )
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return new LedgerUnusableError(
        `${path} is damaged or not a ledger (${reason}). It was left as it is: move it away, or give another folder with --out.`,
        { cause: error },
      )
    default:
      return openError(path, error)
  }
}
