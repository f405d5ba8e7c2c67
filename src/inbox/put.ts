import {
  closeSync,
  fsyncSync,
  futimesSync,
  lstatSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
  type Stats,
} from 'node:fs'
import { join } from 'node:path'
import { createOwnFile, openOwnFile } from '../files/own-file.ts'
import { syncFolder } from '../files/own-folder.ts'
import { shareFile, type Rights } from './rights.ts'

/** The name of a file that is being written, in whatever folder: a dot file, so that it is not taken up. */
export const PARTIAL = '.inbox.partial'

/** Puts a text beside a list, for those who may read the list. Replaces what is there. Throws the system's error. */
export function putText(folder: string, name: string, text: string, rights: Rights): void {
  put(folder, name, rights, [Buffer.from(text)])
}

/** Puts a copy of one of our own files beside a list, likewise. Nothing where there is no such file. */
export function putCopy(file: string, folder: string, name: string, rights: Rights): boolean {
  if (lstatSync(file, { throwIfNoEntry: false }) === undefined) return false
  put(folder, name, rights, chunksOf(file))
  return true
}

/** Puts a copy of a list into a folder, with its rights and its times. Throws the system's error, and ELOOP if a link has taken the list's place. */
export function putList(list: string, folder: string, name: string): void {
  const found = lstatSync(list)
  put(folder, name, found, chunksOf(list), found)
}

/** Atomically: nobody finds half a file. */
function put(
  folder: string,
  name: string,
  rights: Rights,
  chunks: Iterable<Uint8Array>,
  times?: Pick<Stats, 'atime' | 'mtime'>,
): void {
  const path = join(folder, name)
  const temporary = join(folder, PARTIAL)
  rmSync(temporary, { force: true })
  const file = createOwnFile(temporary)
  try {
    try {
      for (const chunk of chunks) {
        for (let written = 0; written < chunk.length;) written += writeSync(file, chunk, written)
      }
      shareFile(file, rights)
      if (times !== undefined) futimesSync(file, times.atime, times.mtime)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
    syncFolder(folder)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function* chunksOf(path: string): Generator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(64 * 1024)
  const file = openOwnFile(path)
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
      yield buffer.subarray(0, read)
  } finally {
    closeSync(file)
  }
}
