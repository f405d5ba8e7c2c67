import { createHash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { describeNonFile, foreignOwner } from '../../files/own-file.ts'
import { whoElseWrites } from '../../files/own-folder.ts'
import { shownPath } from '../../offboarding/text/shown.ts'
import { messageOf } from '../failure.ts'
import { UsageError } from '../usage-error.ts'

const MAX_BYTES = 256 * 1024

/**
 * The text of a configuration file, and the SHA-256 of its bytes. Links are followed, since files are mounted as links. Throws UsageError
 * for anything but a plain file of UTF-8, and where everybody could have changed it: settings decide who is protected. A file that was
 * named (`isNamed`) may belong to anybody, since files that are mounted do.
 */
export function readSettingsFile(path: string, isNamed: boolean): { text: string; sha256: string } {
  try {
    const real = realpathSync(path)
    if (!isNamed) refuseForeign(path, real)
    refuseChangeable(path, real)
    // Opening a FIFO without O_NONBLOCK would wait for a writer.
    const file = openSync(real, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const found = fstatSync(file)
      if (!found.isFile()) throw unusable(path, `is ${describeNonFile(real) ?? 'no file'}: name a plain file`)
      if (found.size > MAX_BYTES) throw unusable(path, 'is larger than 256 KiB, so it is some other file')
      const bytes = readFileSync(file)
      return { text: decoded(path, bytes), sha256: createHash('sha256').update(bytes).digest('hex') }
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`the configuration file cannot be read (${messageOf(error)}).`, { cause: error })
  }
}

/** The text without a byte order mark, which Windows' editors write. */
function decoded(path: string, bytes: Buffer): string {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unusable(path, 'is no UTF-8: save it as UTF-8')
  }
  if (text.trim() === '') throw unusable(path, 'is empty: write {} for no settings, or name another file')
  return text
}

/** Refuses a file that somebody else put beside the ledger. Throws UsageError. */
function refuseForeign(path: string, real: string): void {
  const owner = foreignOwner(path) ?? foreignOwner(real)
  if (owner !== null) throw unusable(path, `belongs to somebody else (uid ${owner}): make it your own`)
}

/** Refuses a file that everybody can change. Throws UsageError. */
function refuseChangeable(path: string, real: string): void {
  const { mode } = statSync(real)
  if (process.geteuid !== undefined && (mode & 0o002) !== 0)
    throw unusable(path, 'can be changed by everybody on this machine: take that right away (chmod o-w)')
  for (const folder of new Set([dirname(path), dirname(real)])) {
    const others = whoElseWrites(folder)
    if (others?.isUnsafe === true)
      throw unusable(path, `can be replaced: ${others.who} can write in its folder (chmod o-w)`)
  }
}

const unusable = (path: string, why: string): UsageError =>
  new UsageError(`the configuration file ${shownPath(path)} ${why}.`)
