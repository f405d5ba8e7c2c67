import { appendFileSync, closeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { appendToOwnFile, describeNonFile, foreignOwner } from '../../files/own-file.ts'
import { makeOwnFolder } from '../../files/own-folder.ts'
import { UsageError } from '../usage-error.ts'

/** A log file that is added to. */
export interface LogFile {
  write: (lines: string) => boolean
  close: () => void
}

/**
 * Opens the file of `--log-file`, private to this user (0600) where it is new. Throws UsageError. A file that cannot be written any
 * more does not end a run: `onLost` is told so once.
 */
export function openLogFile(path: string, onLost: (why: string) => void): LogFile {
  const file = open(resolve(path))
  let isLost = false
  return {
    write(lines) {
      if (isLost) return false
      try {
        appendFileSync(file, lines)
      } catch (error) {
        isLost = true
        onLost(
          `the log file ${path} cannot be written any more (${codeOf(error)}): the run goes on without it`,
        )
      }
      return !isLost
    },
    close() {
      closeSync(file)
    },
  }
}

function open(path: string): number {
  try {
    const found = describeNonFile(path)
    if (found !== null) throw new UsageError(`--log-file ${path} is ${found}: name a plain file.`)
    makeOwnFolder(dirname(path))
    const owner = foreignOwner(path)
    if (owner === null) return appendToOwnFile(path)
    throw new UsageError(`--log-file ${path} belongs to somebody else (uid ${owner}): name another file.`)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(
      `--log-file ${path} cannot be opened (${codeOf(error)}): name a file that can be written.`,
    )
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error)
