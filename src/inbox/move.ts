import { closeSync, lstatSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { hashOfFile } from '../files/hash-of-file.ts'
import { createOwnFile } from '../files/own-file.ts'
import { syncFolder } from '../files/own-folder.ts'
import { numbered } from './names.ts'
import { putList } from './put.ts'

/**
 * Takes a name for a list in another folder: its own, or the first free one of `leavers (2).csv` and so on. Nothing is ever overwritten. Returns
 * the path, to be handed to `moveList`. Throws the system's error.
 */
export function takeName(path: string, folder: string, name: string): string {
  for (let n = 1; ; n += 1) {
    const target = join(folder, numbered(name, n))
    if (isCopyOf(target, path) || claim(target)) return target
  }
}

/**
 * Moves a list to a name that was taken for it. Durable, and atomic: at any moment the list is in one of both places; or, of a move to
 * another volume that was broken off after the copy was whole, in both, and the next such move ends that. Throws the system's error.
 */
export function moveList(path: string, target: string): void {
  try {
    if (isCopyOf(target, path)) rmSync(path)
    else renameSync(path, target)
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw giveUp(target, error)
    copyOver(path, target)
    // Somebody may have saved another list over it while it was copied.
    if (isSame(target, path)) rmSync(path)
  }
  syncFolder(dirname(target))
  syncFolder(dirname(path))
}

/** Gives a name back that was taken and not used. */
function giveUp(target: string, error: unknown): unknown {
  if (lstatSync(target, { throwIfNoEntry: false })?.size === 0) rmSync(target, { force: true })
  return error
}

/**
 * Whether `target` is what a move of `path` to another volume has left: the same bytes and the same time. On one volume there is no such
 * thing, and a list that is there twice was put there twice.
 */
export function isCopyOf(target: string, path: string): boolean {
  const [copy, original] = [target, path].map((one) => lstatSync(one, { throwIfNoEntry: false }))
  return copy?.dev !== original?.dev && isSame(target, path)
}

/** Whether two files have the same bytes and the same time. */
function isSame(one: string, other: string): boolean {
  const [first, second] = [one, other].map((path) => lstatSync(path, { throwIfNoEntry: false }))
  if (first?.isFile() !== true || second?.isFile() !== true) return false
  // A volume may store whole seconds only.
  const isSameTime = Math.floor(first.mtimeMs / 2000) === Math.floor(second.mtimeMs / 2000)
  return first.size === second.size && isSameTime && hashOfFile(one) === hashOfFile(other)
}

/** Takes a name that nobody has, by an empty file. One that a process has left which was killed right then is as good. */
function claim(target: string): boolean {
  try {
    closeSync(createOwnFile(target))
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    const found = lstatSync(target, { throwIfNoEntry: false })
    return found?.isFile() === true && found.size === 0
  }
}

/** Copies a list in place of the empty file that has claimed its name there. */
function copyOver(path: string, target: string): void {
  try {
    putList(path, dirname(target), basename(target))
  } catch (error) {
    throw giveUp(target, error)
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
