import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * What is at `path` instead of a plain file of our own, in words; null for a plain file, and for nothing. Through a link we would
 * write to somebody else's file, and reading a FIFO never ends.
 */
export function describeNonFile(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return null
  if (found.isFile()) return found.nlink > 1 ? 'a file that has another name, too (a hard link)' : null
  if (found.isSymbolicLink()) return 'a link'
  if (found.isDirectory()) return 'a folder'
  return found.isFIFO() ? 'a FIFO' : found.isSocket() ? 'a socket' : 'a device'
}

/**
 * The uid of the file's owner, if that is neither this user, nor root, nor the owner of the folder; otherwise null. A foreign
 * owner could lock the file, or read what is written to it. A volume that knows only one owner shows the same one for file and
 * folder.
 */
export function foreignOwner(path: string): number | null {
  const user = process.geteuid?.()
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || user === undefined) return null
  const trusted = [user, 0, lstatSync(dirname(path)).uid]
  return trusted.includes(found.uid) ? null : found.uid
}

/** Makes a new file that only this user may read, and opens it for writing. Throws if anything exists at `path`, even a broken link. */
export const createOwnFile = (path: string): number =>
  openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)

/**
 * Opens a file of our own for reading and writing, and makes it if there is none. Throws ENOTSUP for anything but a plain file with one name:
 * through a link we would write to somebody else's file.
 */
export function openOrCreateOwnFile(path: string): number {
  if (describeNonFile(path) !== null || foreignOwner(path) !== null) throw notPlain(path)
  return openSync(path, constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW, 0o600)
}

/**
 * Opens a plain file for reading. Neither the file nor its folder may be a link. Throws the system's error, or ENOTSUP for
 * anything but a plain file.
 */
export function openOwnFile(path: string): number {
  if (!lstatSync(dirname(path)).isDirectory()) throw notPlain(dirname(path))
  // With O_NONBLOCK, opening a FIFO does not wait for a writer.
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  if (fstatSync(file).isFile()) return file
  closeSync(file)
  throw notPlain(path)
}

const notPlain = (path: string): Error =>
  Object.assign(new Error(`${path} is not a plain file or folder`), { code: 'ENOTSUP', syscall: 'open' })
