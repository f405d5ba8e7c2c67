import { hostname } from 'node:os'
import { chmodSync, closeSync, lstatSync, readSync, rmSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { createOwnFile, openOwnFile } from '../../files/own-file.ts'

/** How long somebody else's note is waited for: it is written right after the lock was taken. */
const NOTE_WITHIN_MS = 250
const LOOK_EVERY_MS = 25
/** No note is longer. */
const NOTE_BYTES = 4096

/**
 * Lets one process at a time in, and exactly one of those that come at the same moment. SQLite's lock on the ledger itself cannot
 * do that: two processes that read a new file before either locks it are in each other's way, and both are turned away. The write
 * lock of an empty database beside it has no such step in between. It ends with the process, and works on network volumes as
 * well as SQLite does. The file stays: to remove it would let in two, one with the old file and one with a new one. Whoever may read it
 * could lock it, too, so that nobody else may.
 */
export function enterAlone(path: string): { leave: () => void } {
  const file = `${path}.lock`
  makePrivate(file)
  const lock = new DatabaseSync(file, { timeout: 0 })
  try {
    // Nothing is ever written, so there is nothing to take back.
    lock.exec('PRAGMA journal_mode = OFF; BEGIN IMMEDIATE')
  } catch (error) {
    lock.close()
    throw error
  }
  return {
    leave() {
      lock.close()
    },
  }
}

/** Makes the lock file, unless another process is quicker, or takes from others the rights to it that earlier versions gave them. */
function makePrivate(file: string): void {
  try {
    closeSync(createOwnFile(file))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if ((lstatSync(file).mode & 0o077) === 0) return
    try {
      chmodSync(file, 0o600)
    } catch {
      // Not every volume keeps rights.
    }
  }
}

/** Leaves a note of who holds the ledger. It is there to help; the lock stands without it. */
export function leaveNote(file: string, since: Date): void {
  rmSync(file, { force: true })
  const note = createOwnFile(file)
  try {
    writeSync(note, JSON.stringify({ pid: process.pid, host: hostname(), since: since.toISOString() }))
  } finally {
    closeSync(note)
  }
}

/** Never throws: the volume may have become read-only, or be gone. */
export function removeNote(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // Whoever reads it sees that its process is gone.
  }
}

/** Who holds the ledger, in words, as far as they left a note. */
export function whoIsIn(file: string): string {
  for (let waited = 0; ; waited += LOOK_EVERY_MS) {
    const note = readNote(file)
    if (note !== null) return `process ${note.pid} on ${note.host}, since ${note.since}`
    if (waited >= NOTE_WITHIN_MS) return 'another process'
    // This process is about to end, and has nothing else to do.
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

/** A killed process leaves its note behind. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
