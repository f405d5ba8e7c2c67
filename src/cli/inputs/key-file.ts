import { readFileSync, realpathSync, statSync, type Stats } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { messageOf } from '../failure.ts'
import { UsageError } from '../usage-error.ts'

export interface KeyFile {
  text: string
  /** What should be known of the rights to it, or null. */
  warning: string | null
}

/**
 * Reads the file that holds the API key. Links are followed, since secrets are mounted by way of them. Throws UsageError where others
 * could have put another key there.
 */
export function readKeyFile(path: string): KeyFile {
  try {
    const found = statSync(path)
    // What comes through a pipe, a terminal or another device has no rights of its own.
    if (!found.isFile()) return { text: readFileSync(path, 'utf8'), warning: null }
    const changeable = whatOthersChange(path, found)
    if (changeable !== null) {
      throw new UsageError(
        `the API key file ${path} can be changed by others: they may write to ${changeable}. Take that right away (chmod go-w), or name a file that is yours alone.`,
      )
    }
    return { text: readFileSync(path, 'utf8'), warning: warningOf(path, found) }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`the API key file cannot be read (${messageOf(error)}).`, { cause: error })
  }
}

/** The file, or a folder in which it, or a link to it, can be replaced. Where the sticky bit is set, only their owners can do that. */
function whatOthersChange(path: string, { mode }: Stats): string | null {
  if ((mode & 0o022) !== 0) return 'it'
  const folders = [dirname(resolve(path)), dirname(realpathSync(path))]
  return folders.find((folder) => isOpen(statSync(folder).mode)) ?? null
}

const isOpen = (mode: number): boolean => (mode & 0o022) !== 0 && (mode & 0o1000) === 0

/** A file of root's that this user reads by its group could not be closed any further. */
function warningOf(path: string, { mode, uid }: Stats): string | null {
  const user = process.geteuid?.() ?? uid
  if (![user, 0].includes(uid)) return `the API key file ${path} belongs to uid ${uid}, who can change it.`
  const needed = uid === user ? 0 : 0o040
  if ((mode & 0o044 & ~needed) === 0) return null
  return `others can read the API key in ${path}. Take that right away: chmod 600, or a tighter defaultMode where it is mounted.`
}
