import { hostname } from 'node:os'
import { chmodSync, closeSync, lstatSync, readSync, rmSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { createOwnFile, openOwnFile } from '../../../files/own-file.ts'

/** How long to wait for the note of another process, which writes it right after it takes the lock. */
const NOTE_WITHIN_MS = 250
const LOOK_EVERY_MS = 25
/** The longest note that is read. */
const NOTE_BYTES = 4096

/**
 * Locks the ledger for this process, so that exactly one of several processes that start at the same moment succeeds. Throws
 * SQLite's errors.
 *
 * SQLite's lock on the ledger itself cannot do that: two processes that read a new file before either locks it block each other,
 * and both are refused. The write lock of an empty database beside the ledger has no such step. The lock ends with the process,
 * and works on network volumes as well as SQLite does. The file is never removed: otherwise one process could lock the old file
 * and another one a new file. Only this user may read the file, because whoever can read it could lock it.
 */
export function lockForThisProcess(path: string): { release: () => void } {
  const file = `${path}.lock`
  makePrivate(file)
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    // Nothing is ever written to this database, so it needs no journal.
    lock.exec('PRAGMA journal_mode = OFF; BEGIN IMMEDIATE')
  } catch (error) {
    lock.close()
    throw error
  }
  return {
    release() {
      lock.close()
    },
  }
}

/** Makes the lock file if it does not exist. Removes the rights that earlier versions gave to others. */
function makePrivate(file: string): void {
  try {
    closeSync(createOwnFile(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if ((lstatSync(file).mode & 0o077) === 0) return
    try {
      chmodSync(file, 0o600)
    } catch {
      // Some volumes do not store rights.
    }
  }
}

/** Writes a note about the process that holds the ledger. It only helps people; the lock does not depend on it. */
export function writeOwnerNote(file: string, since: Date): void {
  rmSync(file, { force: true })
  const note = createOwnFile(file)
  try {
    writeSync(note, JSON.stringify({ pid: process.pid, host: hostname(), since: since.toISOString() }))
  } finally {
    closeSync(note)
  }
}

/** Removes the note. Never throws, even if the volume is read-only or gone. */
export function removeOwnerNote(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // A reader of the note sees that its process has ended.
  }
}

/** Who holds the ledger, in words, if the holder left a note. */
export function whoHolds(file: string): string {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const note = readNote(file)
    if (note !== null) return `process ${note.pid} on ${note.host}, since ${note.since}`
    if (waited >= NOTE_WITHIN_MS) return 'another process'
    // Blocking is fine here: this process is about to end.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_EVERY_MS)
  }
}

function readNote(file: string): { pid: number; host: string; since: string } | null {
  try {
    const note: unknown = JSON.parse(readStart(file))
    if (typeof note !== 'object' || note === null) return null
    if (!('pid' in note) || !('since' in note) || !('host' in note)) return null
    const { pid, host, since } = { pid: Number(note.pid), host: String(note.host), since: String(note.since) }
    return host === hostname() && !isAlive(pid) ? null : { pid, host, since }
  } catch {
    return null
  }
}

function readStart(path: string): string {
  const file = openOwnFile(path)
  try {
    const buffer = Buffer.alloc(NOTE_BYTES)
    return buffer.toString('utf8', 0, readSync(file, buffer))
  } finally {
    closeSync(file)
  }
}

/** Whether a process exists. A killed process leaves its note behind. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
