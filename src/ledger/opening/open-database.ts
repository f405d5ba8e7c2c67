import { closeSync, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { createOwnFile } from '../../files/own-file.ts'
import { makeOwnFolder, whoElseWrites } from '../../files/own-folder.ts'
import { noteOf, refuseForeigners, refuseImpostors, refuseLongName, wasNotClosed } from './companions.ts'
import { isDamage, refuseDamaged, refuseEmptied, REPAIR } from '../sqlite/damage.ts'
import { LedgerDamagedError, LedgerInUseError, LedgerUnusableError, sqliteCode } from '../sqlite/errors.ts'
import { giveSpaceBack } from '../sqlite/give-space-back.ts'
import { LedgerDatabase } from '../sqlite/ledger-database.ts'
import { isWritable, openEvidence, refuseUnreadable } from './open-read-only.ts'
import { renameSites } from './rename-sites.ts'
import { migrate, refuseStrangers } from '../sqlite/schema.ts'
import { enterAlone, leaveNote, removeNote, whoIsIn } from './process-lock.ts'
import { openError } from '../sqlite/write-error.ts'

const SQLITE_BUSY = 5

/** An open ledger database, locked for this process alone. */
export interface OpenDatabase {
  db: DatabaseSync
  /** What whoever runs the tool should know about its folder. */
  notices: readonly string[]
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
 * Opens the SQLite file at `name` for this process alone, durable (`synchronous=FULL`), and at the newest schema.
 * `create: false` refuses to make a new one. Throws LedgerInUseError, LedgerUnusableError or LedgerWriteError.
 */
export function openDatabase(name: string, options: OpenOptions): OpenDatabase {
  // SQLite takes a name that begins with `file:` for an address.
  const path = resolve(name)
  refuseLongName(path)
  if (!options.create) refuseUnreadable(path)
  if (options.onlyToRead === true && !isWritable(path)) return { ...openEvidence(path), notices: [] }
  const note = noteOf(path)
  let lock: { leave: () => void } | undefined
  let db: LedgerDatabase | undefined
  let isNoted = false
  try {
    const notices = prepareFolder(path)
    lock = enterAlone(path)
    const isWhole = !wasNotClosed(path)
    refuseEmptied(path)
    // SQLite would let everybody read it, and whom it names is nobody else's business. What SQLite puts beside it gets the same rights.
    if (!existsSync(path)) closeSync(createOwnFile(path))
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
    if (!isWhole) refuseDamaged(db, path)
    migrate(db)
    renameSites(db)
    giveSpaceBack(db)
    db.watch()
    return opened(db, lock, note, notices)
  } catch (error) {
    const explained = explain(error, path, note)
    db?.close()
    // The note of a process that is gone has the next one look for damage again.
    if (isNoted && !(explained instanceof LedgerDamagedError)) removeNote(note)
    lock?.leave()
    throw explained
  }
}

function opened(
  db: LedgerDatabase,
  lock: { leave: () => void },
  note: string,
  notices: readonly string[],
): OpenDatabase {
  return {
    db,
    notices,
    close() {
      db.close()
      removeNote(note)
      lock.leave()
    },
  }
}

/** Has a folder for the ledger that nobody else can change files in, and says what is to be known about one that was there. */
function prepareFolder(path: string): string[] {
  const folder = dirname(path)
  makeOwnFolder(folder)
  refuseImpostors(path)
  refuseForeigners(path)
  const others = whoElseWrites(folder)
  if (others === null) return []
  const notice = `${others.who} can write in ${folder}, and so put files in the place of the run's`
  if (!others.isUnsafe)
    return [`${notice}. A folder that is yours alone is safer: chmod 700, or another one with --out.`]
  throw new LedgerUnusableError(
    `${notice}, or take them away. Make it yours alone (chmod 700 ${folder}), or give another folder with --out.`,
  )
}

function explain(error: unknown, path: string, note: string): Error {
  if (sqliteCode(error) === SQLITE_BUSY) {
    return new LedgerInUseError(
      `the ledger ${path} is in use by ${whoIsIn(note)}. Wait until it has ended.`,
      { cause: error },
    )
  }
  if (isDamage(error)) {
    const reason = error instanceof Error ? error.message : String(error)
    return new LedgerDamagedError(
      `${path} is damaged or not a ledger (${reason}). ${REPAIR}, or another folder be given with --out.`,
      { cause: error },
    )
  }
  return openError(path, error)
}
