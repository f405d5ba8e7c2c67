import { closeSync, existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { createOwnFile } from '../../../files/own-file.ts'
import { makeOwnFolder, whoElseWrites } from '../../../files/own-folder.ts'
import {
  ownerNotePath,
  refuseForeignFiles,
  refuseNonFiles,
  refuseLongName,
  wasNotClosed,
} from './companions.ts'
import { isDamage, refuseDamaged, refuseEmptied, REPAIR } from '../damage.ts'
import { LedgerDamagedError, LedgerInUseError, LedgerUnusableError } from '../../errors.ts'
import { sqliteCode } from '../errors.ts'
import { KeyFile } from '../key-file.ts'
import { LedgerDatabase } from '../ledger-database.ts'
import { SqliteDatabase } from '../sqlite-database.ts'
import { isWritable, openReadOnly, refuseUnreadable } from './open-read-only.ts'
import { renameSites } from './rename-sites.ts'
import { markWhole, migrate, refuseOtherDatabases } from '../schema.ts'
import { lockForThisProcess, writeOwnerNote, removeOwnerNote, whoHolds } from './process-lock.ts'
import { openError } from '../write-error.ts'
import type { OpenLedger } from '../../access.ts'
import { pseudonymOf, type Kind } from '../../pseudonyms/pseudonyms.ts'

const SQLITE_BUSY = 5

/** An open file, locked for this process. */
interface OpenFile {
  file: LedgerDatabase
  /** What the operator should know about the ledger's folder. */
  notices: readonly string[]
  close: () => void
}

export interface SqliteOptions {
  /** Whether to make a new database if there is none. */
  create: boolean
  /** Whether the caller will only read, so that the file may be on a read-only volume. */
  onlyToRead?: boolean
  /** Whether another ledger is about to be copied here. */
  toCopyInto?: boolean
  now: Date
}

/**
 * Opens a ledger in SQLite for this process alone. `key`: the file of the key of its pseudonyms. Rejects with LedgerInUseError,
 * LedgerUnusableError or LedgerWriteError.
 */
export async function openSqlite(
  { ledger, key }: { ledger: string; key: string },
  options: SqliteOptions,
): Promise<OpenLedger> {
  const { file, notices, close } = openFile(ledger, options)
  try {
    const keys = new KeyFile(key)
    file.function('pseudonym', { deterministic: false }, (kind, text) =>
      typeof text === 'string' ? pseudonymOf(keys.key, kind as Kind, text) : null,
    )
    return {
      db: new SqliteDatabase(file),
      notices,
      keys,
      async hold() {
        // Nobody else has the file, and so any of its sites.
      },
      async isHeld() {
        return true
      },
      async markWhole(isWhole) {
        markWhole(file, isWhole)
      },
      async close() {
        close()
      },
    }
  } catch (error) {
    close()
    throw error
  }
}

/**
 * Opens the SQLite file at `name` exclusively for this process, durable (`synchronous=FULL`), and migrates it to the newest
 * schema. Throws LedgerInUseError, LedgerUnusableError or LedgerWriteError.
 */
export function openFile(name: string, options: SqliteOptions): OpenFile {
  // Absolute, because SQLite takes a name that begins with `file:` for a URI.
  const path = resolve(name)
  refuseLongName(path)
  if (!options.create) refuseUnreadable(path)
  if (options.onlyToRead === true && !isWritable(path)) return { ...openReadOnly(path), notices: [] }
  const note = ownerNotePath(path)
  let lock: { release: () => void } | undefined
  let file: LedgerDatabase | undefined
  let isNoted = false
  try {
    const notices = prepareFolder(path)
    lock = lockForThisProcess(path)
    const isWhole = !wasNotClosed(path)
    refuseEmptied(path)
    // SQLite would make the file readable for everybody, and the names in it are private. SQLite gives the files beside it the
    // same rights.
    if (!existsSync(path)) closeSync(createOwnFile(path))
    file = new LedgerDatabase(path)
    // The exclusive mode must be set before WAL: WAL then keeps its index in memory, so that network volumes work.
    file.exec('PRAGMA locking_mode = EXCLUSIVE')
    refuseOtherDatabases(file, path, options.toCopyInto)
    // `secure_delete` overwrites deleted data, so that it is really gone from the file.
    file.exec(
      'PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE; COMMIT',
    )
    // The note is written only after both locks are held, because a process that is refused must find the note of the holder.
    writeOwnerNote(note, options.now)
    isNoted = true
    if (!isWhole) refuseDamaged(file, path)
    migrate(file, options.toCopyInto)
    renameSites(file)
    file.giveSpaceBack()
    file.watch()
    return opened(file, lock, note, notices)
  } catch (error) {
    const explained = explain(error, path, note)
    file?.close()
    // If the ledger is damaged the note stays: it makes the next process check for damage again.
    if (isNoted && !(explained instanceof LedgerDamagedError)) removeOwnerNote(note)
    lock?.release()
    throw explained
  }
}

function opened(
  file: LedgerDatabase,
  lock: { release: () => void },
  note: string,
  notices: readonly string[],
): OpenFile {
  return {
    file,
    notices,
    close() {
      file.close()
      removeOwnerNote(note)
      lock.release()
    },
  }
}

/**
 * Makes the ledger's folder so that nobody else can change files in it. Returns what the operator should know about a folder that
 * already existed.
 */
function prepareFolder(path: string): string[] {
  const folder = dirname(path)
  makeOwnFolder(folder)
  refuseNonFiles(path)
  refuseForeignFiles(path)
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
      `the ledger ${path} is in use by ${whoHolds(note)}. Wait until it has ended.`,
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
