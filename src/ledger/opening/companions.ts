import { lstatSync } from 'node:fs'
import { foreignOwner, whatElse } from '../../files/own-file.ts'
import { LedgerUnusableError } from '../sqlite/errors.ts'

/** The note of who holds the ledger at `path`. */
export const noteOf = (path: string): string => `${path}.owner.json`

/** All that lies beside a ledger while it is open, and may stay there after a kill: SQLite's files, the lock with its own, and the note. */
const COMPANIONS = ['-wal', '-shm', '-journal', '.lock', '.lock-journal', '.lock-wal', '.owner.json']

/** SQLite takes no longer names, in bytes. https://github.com/sqlite/sqlite/blob/master/src/os_unix.c, MAX_PATHNAME */
const MAX_PATH = 512
/** Of a file or folder alone, on nearly all volumes. */
const MAX_NAME = 255

/** Refuses a name that SQLite could not open, whatever is done about the volume. Throws LedgerUnusableError. */
export function refuseLongName(path: string): void {
  const bytes = Buffer.byteLength(path)
  if (bytes + '.lock-journal'.length <= MAX_PATH && basenames(path).every((name) => name <= MAX_NAME)) return
  throw new LedgerUnusableError(
    `the name of the ledger has ${bytes} bytes with its folders, more than can be opened. Give a folder with a shorter name with --out.`,
  )
}

/**
 * Refuses what stands in the place of the ledger or of a file beside it and is none: a link, a FIFO, a folder. Nothing is read or written
 * by way of it. Throws LedgerUnusableError, or what the system has against looking.
 */
export function refuseImpostors(path: string): void {
  for (const file of all(path)) {
    const found = whatElse(file)
    if (found === null) continue
    throw new LedgerUnusableError(
      `${file} is ${found}, where a file of the ledger belongs, and was left as it is. Find out who put it there and take it away, or give another folder with --out.`,
    )
  }
}

/** Refuses files that somebody else has put there: they could keep the ledger locked, or read it. Throws LedgerUnusableError. */
export function refuseForeigners(path: string): void {
  for (const file of all(path)) {
    const uid = foreignOwner(file)
    if (uid === null) continue
    throw new LedgerUnusableError(
      `${file} belongs to uid ${uid}, and neither to this user (uid ${process.geteuid?.() ?? 'unknown'}) nor to the owner of its folder. Use the ledger as its own user, or give another folder with --out.`,
    )
  }
}

/** Whether the last process to open the ledger did not close it: it was killed, or the machine lost its power. Asked by whoever holds the lock. */
export function wasNotClosed(path: string): boolean {
  const size = (file: string): number => lstatSync(file, { throwIfNoEntry: false })?.size ?? 0
  return size(`${path}-wal`) > 0 || size(`${path}-journal`) > 0 || size(noteOf(path)) > 0
}

const basenames = (path: string): number[] => path.split('/').map((name) => Buffer.byteLength(name))

const all = (path: string): string[] => [path, ...COMPANIONS.map((suffix) => path + suffix)]
