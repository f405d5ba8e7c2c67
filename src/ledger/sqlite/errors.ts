/** The ledger is open in another process. */
export class LedgerInUseError extends Error {
  override readonly name = 'LedgerInUseError'
}

/** The ledger could not be opened for writing, or a write failed. From then on nothing more may be sent to the platform. */
export class LedgerWriteError extends Error {
  override readonly name = 'LedgerWriteError'
}

/** The ledger's file was moved or removed while it was open: a write would succeed, and be lost. */
export class LedgerGoneError extends Error {
  override readonly name = 'LedgerGoneError'
}

/** There is no ledger, or the file is not one this version can use. It is left untouched. */
export class LedgerUnusableError extends Error {
  override readonly name: string = 'LedgerUnusableError'
}

/** What is in the ledger cannot be relied on, and has to be looked at: see docs/reliability.md. */
export class LedgerDamagedError extends LedgerUnusableError {
  override readonly name: string = 'LedgerDamagedError'
}

/**
 * SQLite's codes for a statement that is wrong whatever the file holds: SQLITE_ERROR (no such column, say), a constraint, a value of another
 * type, misuse, a parameter too many. https://www.sqlite.org/rescode.html
 */
const WRONG_STATEMENT: readonly (number | null)[] = [1, 19, 20, 21, 25]

/** What SQLite says under SQLITE_ERROR, too, and means the file by it: its format, and what is kept as JSON in it. */
export const TELLS_DAMAGE = /malformed JSON|unsupported file format/

/**
 * Whether an error is the system's, the watcher's of the file, or SQLite's and means the file. Any other is a defect, also a statement that is
 * wrong: it says nothing of the ledger, and trying again will not help.
 */
export function isOfTheLedger(error: unknown): boolean {
  if (error instanceof LedgerGoneError || isOfTheSystem(error)) return true
  const code = sqliteCode(error)
  return code !== null && (!WRONG_STATEMENT.includes(code) || TELLS_DAMAGE.test(String(error)))
}

/** Errors of Node itself have a code as well; only those of the system name the call that failed. */
const isOfTheSystem = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && 'syscall' in error

/** SQLite's primary result code of an error that `node:sqlite` threw, or null. https://www.sqlite.org/rescode.html */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}
