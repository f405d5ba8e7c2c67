import { existsSync, readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UsageError } from '../usage-error.ts'
import { unreadable } from './unreadable.ts'

export interface KeyFile {
  text: string
  /** A warning about its rights, or null. */
  warning: string | null
}

/**
 * Reads a file that holds a secret. `secret`: what it is, in words. Follows links, because secrets are mounted as links. Throws UsageError
 * if others could have changed it.
 */
export function readKeyFile(path: string, secret = 'API key'): KeyFile {
  try {
    const found = statSync(path)
    // A pipe, a terminal or another device has no rights of its own to check.
    if (!found.isFile()) return { text: readFileSync(path, 'utf8'), warning: null }
    const changeable = whatOthersChange(path, found)
    if (changeable !== null) {
      throw new UsageError(
        `the ${secret} file ${path} can be changed by others: they may write to ${changeable}. Take that right away (chmod go-w), or name a file that is yours alone.`,
      )
    }
    return { text: readFileSync(path, 'utf8'), warning: warningOf(path, found, secret) }
  } catch (error) {
    if (error instanceof UsageError) throw error
    if (!existsSync(path) && mayBeSecret(path)) {
      throw new UsageError(
        `the ${secret} file cannot be read: there is no such file. Its name is not shown, since it may be the secret itself: what is asked for is the name of a file that holds it.`,
      )
    }
    throw unreadable(`${secret} file`, path, error)
  }
}

/** Whether somebody may have given a secret in place of the file that holds it: an address (in a file of settings behind a folder), or a key. */
const mayBeSecret = (path: string): boolean => /(?:https?|postgres(?:ql)?):\/|^[^/\\]{20,}$/i.test(path)

/**
 * What others can change, in words, or null: the file, or a folder in which they can replace it or a link to it. In a folder with
 * the sticky bit, only owners can replace files.
 */
function whatOthersChange(path: string, { mode }: Stats): string | null {
  if ((mode & 0o022) !== 0) return 'it'
  const folders = [dirname(resolve(path)), dirname(realpathSync(path))]
  return folders.find((folder) => isOpen(statSync(folder).mode)) ?? null
}

const isOpen = (mode: number): boolean => (mode & 0o022) !== 0 && (mode & 0o1000) === 0

/**
 * A warning if others can read or change the file, or null. A file of root's that this user reads through its group is fine,
 * because its rights cannot be any tighter.
 */
function warningOf(path: string, { mode, uid }: Stats, secret: string): string | null {
  const user = process.geteuid?.() ?? uid
  if (![user, 0].includes(uid)) return `the ${secret} file ${path} belongs to uid ${uid}, who can change it.`
  const needed = uid === user ? 0 : 0o040
  if ((mode & 0o044 & ~needed) === 0) return null
  return `others can read the ${secret} in ${path}. Take that right away: chmod 600, or a tighter defaultMode where it is mounted.`
}
