import { existsSync, lstatSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isUnfinished } from '../../../offboarding/run/run.ts'
import type { RunColumns } from '../../columns/run-columns.ts'
import { findDamage, isDamage, refuseEmptied, REPAIR } from '../damage.ts'
import { LedgerUnusableError } from '../../errors.ts'
import { isLedgerError, sqliteCode } from '../errors.ts'
import { LedgerDatabase } from '../ledger-database.ts'
import { refuseOtherDatabases, schemaVersions } from '../schema.ts'
import {
  ownerNotePath,
  refuseForeignFiles,
  refuseLongName,
  refuseNonFiles,
  wasNotClosed,
} from './companions.ts'
import { isWritable, refuseUnreadable } from './open-read-only.ts'
import { lockForThisProcess, whoHolds } from './process-lock.ts'

const SQLITE_BUSY = 5

/** What was found at the place of a ledger. */
export type LedgerState =
  | { kind: 'none' }
  /** `by`: which process, in words. */
  | { kind: 'in_use'; by: string }
  /** `why`: what is wrong, and what to do about it, in words. */
  | { kind: 'unusable'; why: string }
  | {
      kind: 'sound'
      /** The version of its schema, and the newest one, to which it is brought when a run opens it. */
      version: number
      newest: number
      runs: number
      /** The IDs of the runs that would be gone on with, oldest first. */
      unfinished: readonly string[]
      /** False if the last process that wrote it was killed. */
      wasClosed: boolean
    }

/**
 * Reads the whole ledger in a folder, without changing it: no migration, no recovery. Nobody else can open it meanwhile. An error that is
 * not the ledger's is thrown.
 */
export function examineLedger(folder: string, file: string): LedgerState {
  const path = resolve(join(folder, file))
  let lock: { release: () => void } | undefined
  try {
    refuseLongName(path)
    if (!isThere(path)) return { kind: 'none' }
    refuseUnreadable(path)
    refuseForeignFiles(path)
    lock = takeLock(path)
    return readWhole(path)
  } catch (error) {
    if (sqliteCode(error) === SQLITE_BUSY) return { kind: 'in_use', by: whoHolds(ownerNotePath(path)) }
    return { kind: 'unusable', why: explain(path, error) }
  } finally {
    lock?.release()
  }
}

/** Whether anything is there, as far as this user may see: in a folder that is closed to them nobody knows. */
function isThere(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    return true
  }
}

/** Locks the ledger if it has a file to be locked by; a copy has none, and none is made here. */
function takeLock(path: string): { release: () => void } | undefined {
  refuseNonFiles(path)
  const file = `${path}.lock`
  return existsSync(file) && isWritable(file) ? lockForThisProcess(path) : undefined
}

function readWhole(path: string): LedgerState {
  refuseEmptied(path)
  const wasClosed = !wasNotClosed(path)
  return withDatabase(path, (db) => {
    const damage = findDamage(db)
    if (damage !== null) throw new LedgerUnusableError(`${path} is damaged (${damage}). ${REPAIR}.`)
    refuseOtherDatabases(db, path)
    const { version, newest } = schemaVersions(db)
    // Empty if the process that made it was killed before its first write.
    const runs =
      version === 0
        ? []
        : (db.prepare('SELECT id, status, reported FROM runs ORDER BY run').all() as unknown as RunColumns[])
    const unfinished = runs.filter(isUnfinished).map(({ id }) => id)
    return { kind: 'sound', version, newest, runs: runs.length, unfinished, wasClosed }
  })
}

/**
 * Opens the ledger for reading. What a killed process left in the log beside it is read, too, and stays there; SQLite's index of that log
 * is removed again.
 */
function withDatabase<Result>(path: string, read: (db: DatabaseSync) => Result): Result {
  const [log, index] = [`${path}-wal`, `${path}-shm`]
  const isLogged = (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0
  const isIndexed = existsSync(index)
  const db = isLogged
    ? new DatabaseSync(path, { readOnly: true, timeout: 0 })
    : new LedgerDatabase(path, true)
  try {
    return read(db)
  } finally {
    db.close()
    if (isLogged && !isIndexed) rmSync(index, { force: true })
  }
}

function explain(path: string, error: unknown): string {
  if (error instanceof LedgerUnusableError) return error.message
  if (!(error instanceof Error) || !isLedgerError(error)) throw error
  return isDamage(error)
    ? `${path} is damaged or not a ledger (${error.message}). ${REPAIR}, or another folder be given with --out.`
    : `${path} cannot be read (${error.message}). Look after its volume, and correct the rights to it.`
}
