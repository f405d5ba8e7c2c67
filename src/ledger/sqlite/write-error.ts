import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { isDamage, REPAIR } from './damage.ts'
import { LedgerDamagedError, LedgerWriteError } from '../errors.ts'
import { isLedgerError, sqliteCode } from './errors.ts'

const REMEDY: Readonly<Record<number | string, string>> = {
  // https://www.sqlite.org/rescode.html
  8: 'Make its volume writable', // SQLITE_READONLY
  10: 'Look after its volume, which fails or has become read-only', // SQLITE_IOERR
  13: 'Make room on its volume', // SQLITE_FULL
  14: 'Bring its volume back, or correct the rights to it', // SQLITE_CANTOPEN
  EROFS: 'Make its volume writable',
  EACCES: 'Correct the rights to its folder',
  ENOSPC: 'Make room on its volume',
  ENOTDIR: 'Take away what stands in the place of its folder',
  EEXIST: 'Take away what stands in the place of its folder',
}

/** Explains a failed write to the operator. An error of a defect is returned as it is. */
export function writeError(error: unknown): Error {
  if (error instanceof Error && !isLedgerError(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new LedgerWriteError(
    `the ledger cannot be written (${reason}), so nothing more was sent. ${remedyFor(error)}, then run the same command again: it carries on from here.`,
    { cause: error },
  )
}

/**
 * Explains an error of SQLite while reading: damage, or a failing volume. Any other error is returned as it is, also one that was
 * explained already.
 */
export function readError(error: unknown): unknown {
  const code = sqliteCode(error)
  if (!(error instanceof Error) || code === null) return error
  if (isDamage(error)) {
    return new LedgerDamagedError(`the ledger is damaged (${error.message}). ${REPAIR}.`, { cause: error })
  }
  if (REMEDY[code] === undefined) return error
  return new LedgerWriteError(
    `the ledger cannot be read (${error.message}). ${REMEDY[code]}, then run the same command again.`,
    { cause: error },
  )
}

/** Explains why the ledger at `path` could not be opened. */
export function openError(path: string, error: unknown): Error {
  if (error instanceof Error && !isLedgerError(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new LedgerWriteError(
    `the ledger ${path} cannot be written (${reason}). ${folderRemedy(path) ?? remedyFor(error)}, then run the same command again, or give another folder with --out.`,
    { cause: error },
  )
}

const remedyFor = (error: unknown): string =>
  isDamage(error) ? REPAIR : (REMEDY[sqliteCode(error) ?? systemCode(error)] ?? 'Bring it back')

const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** The remedy if the system refuses access to the folder. SQLite itself only reports that it cannot open a file. */
function folderRemedy(path: string): string | undefined {
  try {
    accessSync(dirname(path), constants.W_OK)
    return undefined
  } catch (error) {
    return REMEDY[systemCode(error)]
  }
}
