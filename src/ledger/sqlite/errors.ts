/** The ledger's file was moved or removed while it was open. A write would succeed and be lost. */
export class LedgerGoneError extends Error {
  override readonly name = 'LedgerGoneError'
}

/**
 * SQLite's codes for a statement that is wrong whatever the file holds: SQLITE_ERROR (no such column, for instance), a
 * constraint, a value of another type, misuse, too many parameters. https://www.sqlite.org/rescode.html
 */
const WRONG_STATEMENT: readonly (number | null)[] = [1, 19, 20, 21, 25]

/** Messages that SQLite also reports as SQLITE_ERROR, although the file is at fault: its format, or JSON that is stored in it. */
export const TELLS_DAMAGE = /malformed JSON|unsupported file format/

/**
 * Whether the ledger's file or its volume caused an error, as reported by the system, by `watchFiles` or by SQLite. Any other
 * error is a defect, also a wrong statement: it says nothing about the ledger, and trying again does not help.
 */
export function isLedgerError(error: unknown): boolean {
  if (error instanceof LedgerGoneError || isSystemError(error)) return true
  const code = sqliteCode(error)
  return code !== null && (!WRONG_STATEMENT.includes(code) || TELLS_DAMAGE.test(String(error)))
}

/** Whether an error comes from the operating system. Errors of Node itself also have a code, but they name no system call. */
const isSystemError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && 'syscall' in error

/** SQLite's primary result code in an error of `node:sqlite`; null for any other error. https://www.sqlite.org/rescode.html */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}
