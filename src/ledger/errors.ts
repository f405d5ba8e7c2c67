/** The ledger is open in another process. */
export class LedgerInUseError extends Error {
  override readonly name = 'LedgerInUseError'
}

/** The ledger could not be opened for writing, or a write failed. From then on nothing more may be sent to the platform. */
export class LedgerWriteError extends Error {
  override readonly name = 'LedgerWriteError'
}

/** There is no ledger, or the file is not one this version can use. It is left untouched. */
export class LedgerUnusableError extends Error {
  override readonly name = 'LedgerUnusableError'
}

/** SQLite's primary result code of an error that `node:sqlite` threw, or null. https://www.sqlite.org/rescode.html */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error) || typeof error.errcode !== 'number') return null
  return error.errcode & 0xff
}
