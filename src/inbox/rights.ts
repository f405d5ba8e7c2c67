import { chmodSync, chownSync, fchmodSync, fchownSync, lstatSync, mkdirSync, type Stats } from 'node:fs'
import { syncFolder } from '../files/own-folder.ts'
import { dirname } from 'node:path'

/** Who may read a file or a folder: its mode, its owner and its group. */
export type Rights = Pick<Stats, 'mode' | 'uid' | 'gid'>

/** Reading and writing, which is all that a file of an inbox needs. */
const FILE_BITS = 0o666
const FOLDER_BITS = 0o2777

/** Gives an open file to those who may read the list, and to nobody else. On a volume that stores no rights nothing is done. */
export function shareFile(file: number, { mode, uid, gid }: Rights): void {
  // Only root may give a file to somebody else.
  succeeds(() => {
    fchownSync(file, uid, -1)
  })
  // The group first: with another group the mode would let others in.
  const isTheirs = succeeds(() => {
    fchownSync(file, -1, gid)
  })
  succeeds(() => {
    fchmodSync(file, (isTheirs ? mode : mode & ~0o060) & FILE_BITS)
  })
}

/** Makes a folder within an inbox, for those who may use the folder it is in. Throws the system's error, and ENOTDIR if it is a link. */
export function makeShared(path: string): void {
  const parent = dirname(path)
  const rights = lstatSync(parent)
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory() === true) return
  if (found !== undefined) {
    throw Object.assign(new Error(`${path} is no folder, or a link to one`), { code: 'ENOTDIR' })
  }
  mkdirSync(path, { mode: 0o700 })
  const isTheirs = succeeds(() => {
    chownSync(path, -1, rights.gid)
  })
  succeeds(() => {
    chmodSync(path, (isTheirs ? rights.mode : rights.mode & ~0o070) & FOLDER_BITS)
  })
  syncFolder(parent)
}

function succeeds(change: () => void): boolean {
  try {
    change()
    return true
  } catch {
    return false
  }
}
