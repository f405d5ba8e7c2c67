import { accessSync, constants } from 'node:fs'
import { dirname } from 'node:path'
import { isDamage, REPAIR } from './damage.ts'
import { isOfTheLedger, LedgerDamagedError, LedgerWriteError, sqliteCode } from './errors.ts'

const WAY_OUT: Readonly<Record<number | string, string>> = {
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

/** What a write that failed means for whoever runs the tool. A defect stays what it is. */
export function writeError(error: unknown): Error {
  if (error instanceof Error && !isOfTheLedger(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new LedgerWriteError(
    `the ledger cannot be written (${reason}), so nothing more was sent. ${wayOut(error)}, then run the same command again: it carries on from here.`,
    { cause: error },
  )
}

/**
 * What an error means that SQLite had in reading: damage, or a volume that fails. Any other stays what it is, also one that was explained
 * already.
 */
export function readError(error: unknown): unknown {
  const code = sqliteCode(error)
  if (!(error instanceof Error) || code === null) return error
  if (isDamage(error)) {
    return new LedgerDamagedError(`the ledger is damaged (${error.message}). ${REPAIR}.`, { cause: error })
  }
  if (WAY_OUT[code] === undefined) return error
  return new LedgerWriteError(
    `the ledger cannot be read (${error.message}). ${WAY_OUT[code]}, then run the same command again.`,
    { cause: error },
  )
}

/** What it means that the ledger at `path` could not be opened. */
export function openError(path: string, error: unknown): Error {
  if (error instanceof Error && !isOfTheLedger(error)) return error
  const reason = error instanceof Error ? error.message : String(error)
  return new LedgerWriteError(
    `the ledger ${path} cannot be written (${reason}). ${wayIn(path) ?? wayOut(error)}, then run the same command again, or give another folder with --out.`,
    { cause: error },
  )
}

const wayOut = (error: unknown): string =>
  isDamage(error) ? REPAIR : (WAY_OUT[sqliteCode(error) ?? systemCode(error)] ?? 'Bring it back')

const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/** SQLite only says that it cannot open a file; what the system says of the folder tells why, if it has anything against it. */
function wayIn(path: string): string | undefined {
  try {
    accessSync(dirname(path), constants.W_OK)
    return undefined
  } catch (error) {
    return WAY_OUT[systemCode(error)]
  }
}
