import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  statSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** Makes a folder, and the folders above it, that only this user may use (0700), durably. A folder that exists stays as it is. */
export function makeOwnFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 })
  if (first === undefined) return
  const top = dirname(resolve(first))
  for (let folder = resolve(path); folder !== top;) {
    folder = dirname(folder)
    syncFolder(folder)
  }
}

/**
 * Makes a folder inside one of our own, as `makeOwnFolder` does. Throws ENOTDIR if it is a link, so that nothing is written
 * through it.
 */
export function makeOwnFolderInside(path: string): void {
  makeOwnFolder(path)
  if (lstatSync(path).isDirectory()) return
  throw Object.assign(new Error(`${path} is a link, and not a folder`), { code: 'ENOTDIR', syscall: 'mkdir' })
}

const SYNCS_NO_FOLDER = ['EINVAL', 'ENOTSUP', 'ENOSYS', 'EISDIR', 'EACCES', 'EPERM']

/** Makes the changes of a folder's entries durable. Some volumes cannot do that; the error is then ignored. */
export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (!SYNCS_NO_FOLDER.includes(code)) throw error
  }
}

/**
 * Who else can put files into a folder, in words; null for nobody. `isUnsafe`: they can also replace our files. A group may write
 * if root set the folder up that way, as container platforms do.
 */
export function whoElseWrites(path: string): { who: string; isUnsafe: boolean } | null {
  const { uid, gid, mode } = statSync(path)
  const user = process.geteuid?.()
  if (user === undefined) return null
  if ((mode & 0o002) !== 0) {
    const isSticky = (mode & 0o1000) !== 0
    return { who: 'everybody on this machine', isUnsafe: !isSticky && keepsRights(path) }
  }
  if ((mode & 0o020) !== 0 && uid !== 0 && gid !== 0) return { who: `group ${gid}`, isUnsafe: false }
  return uid === user || uid === 0 ? null : { who: `uid ${uid}, whose folder it is,`, isUnsafe: false }
}

/** Whether the volume stores rights. Some volumes (SMB, FAT, desktop shares) show the same rights for every file. */
function keepsRights(folder: string): boolean {
  try {
    const probe = mkdtempSync(join(folder, '.rights-'))
    const { mode } = statSync(probe)
    rmdirSync(probe)
    return (mode & 0o077) === 0
  } catch {
    return true
  }
}
