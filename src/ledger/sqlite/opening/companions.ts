import { lstatSync } from 'node:fs'
import { foreignOwner, describeNonFile } from '../../../files/own-file.ts'
import { LedgerUnusableError } from '../../errors.ts'

/** The file that says which process holds the ledger at `path`. */
export const ownerNotePath = (path: string): string => `${path}.owner.json`

/**
 * The suffixes of all files beside an open ledger, which may remain after a kill: SQLite's files, the lock with its own files,
 * and the note.
 */
const COMPANIONS = ['-wal', '-shm', '-journal', '.lock', '.lock-journal', '.lock-wal', '.owner.json']

/** The longest path that SQLite accepts, in bytes. https://github.com/sqlite/sqlite/blob/master/src/os_unix.c, MAX_PATHNAME */
const MAX_PATH = 512
/** The longest name of a single file or folder on nearly all volumes, in bytes. */
const MAX_NAME = 255

/** Refuses a path that SQLite cannot open on any volume. Throws LedgerUnusableError. */
export function refuseLongName(path: string): void {
  const bytes = Buffer.byteLength(path)
  if (bytes + '.lock-journal'.length <= MAX_PATH && basenames(path).every((name) => name <= MAX_NAME)) return
  throw new LedgerUnusableError(
    `the name of the ledger has ${bytes} bytes with its folders, more than can be opened. Give a folder with a shorter name with --out.`,
  )
}

/**
 * Refuses anything but a plain file (a link, a FIFO, a folder) in the place of the ledger or of a file beside it. Nothing is read
 * or written through it. Throws LedgerUnusableError, or the system's error if it cannot look.
 */
export function refuseNonFiles(path: string): void {
  for (const file of all(path)) {
    const found = describeNonFile(file)
    if (found === null) continue
    throw new LedgerUnusableError(
      `${file} is ${found}, where a file of the ledger belongs, and was left as it is. Find out who put it there and take it away, or give another folder with --out.`,
    )
  }
}

/** Refuses files that belong to somebody else, who could keep the ledger locked or read it. Throws LedgerUnusableError. */
export function refuseForeignFiles(path: string): void {
  for (const file of all(path)) {
    const uid = foreignOwner(file)
    if (uid === null) continue
    throw new LedgerUnusableError(
      `${file} belongs to uid ${uid}, and neither to this user (uid ${process.geteuid?.() ?? 'unknown'}) nor to the owner of its folder. Use the ledger as its own user, or give another folder with --out.`,
    )
  }
}

/**
 * Whether the last process that opened the ledger did not close it, because it was killed or the machine lost power. The caller
 * must hold the lock.
 */
export function wasNotClosed(path: string): boolean {
  const size = (file: string): number => lstatSync(file, { throwIfNoEntry: false })?.size ?? 0
  return size(`${path}-wal`) > 0 || size(`${path}-journal`) > 0 || size(ownerNotePath(path)) > 0
}

const basenames = (path: string): number[] => path.split('/').map((name) => Buffer.byteLength(name))

const all = (path: string): string[] => [path, ...COMPANIONS.map((suffix) => path + suffix)]
