import { closeSync, constants, fstatSync, lstatSync, openSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * What stands at `path` where only a plain file of our own may, in words; null for such a file, and where there is nothing. A link would
 * have us write to somebody else's file, and reading a FIFO never ends.
 */
export function whatElse(path: string): string | null {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return null
  if (found.isFile()) return found.nlink > 1 ? 'a file that has another name, too (a hard link)' : null
  if (found.isSymbolicLink()) return 'a link'
  if (found.isDirectory()) return 'a folder'
  return found.isFIFO() ? 'a FIFO' : found.isSocket() ? 'a socket' : 'a device'
}

/**
 * Whose the file at `path` is, if it is neither this user's, nor root's, nor that of whoever the folder belongs to: they could lock it, or
 * read what is written to it. Null otherwise. Volumes that know one owner only give the folder the same.
 */
export function foreignOwner(path: string): number | null {
  const user = process.geteuid?.()
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || user === undefined) return null
  const trusted = [user, 0, lstatSync(dirname(path)).uid]
  return trusted.includes(found.uid) ? null : found.uid
}

/** Makes a new file that nobody else may read, and opens it for writing. Throws where anything stands at `path`, be it a link to nowhere. */
export const createOwnFile = (path: string): number =>
  openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 0o600)

/** Opens a plain file in a folder that is none by way of a link, to read it. Throws what opening does, or that it is something else. */
export function openOwnFile(path: string): number {
  if (!lstatSync(dirname(path)).isDirectory()) throw notPlain(dirname(path))
  // Opened so, a FIFO is not waited for.
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  if (fstatSync(file).isFile()) return file
  closeSync(file)
  throw notPlain(path)
}

const notPlain = (path: string): Error =>
  Object.assign(new Error(`${path} is not a plain file or folder`), { code: 'ENOTSUP', syscall: 'open' })
