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

/** Whether an error is SQLite's, the system's or the watcher's of the file. Any other is a defect, and says nothing of the ledger. */
export function isOfTheLedger(error: unknown): boolean {
  return sqliteCode(error) !== null || error instanceof LedgerGoneError || isOfTheSystem(error)
}

/** Errors of Node itself have a code as well; only those of the system name the call that failed. */
const isOfTheSystem = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && 'syscall' in error

/** SQLite's primary result code of an error that `node:sqlite` threw, or null. https://www.sqlite.org/rescode.html */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}
