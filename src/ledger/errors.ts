/** The ledger, or the site in it, is in use by another process. */
export class LedgerInUseError extends Error {
  override readonly name = 'LedgerInUseError'
}

/** The ledger could not be opened for writing, or a write failed. Nothing more may be sent to the platform. */
export class LedgerWriteError extends Error {
  override readonly name: string = 'LedgerWriteError'
}

/** The server of the ledger is gone, or the connection to it. Once it is back, the same command carries on. */
export class LedgerLostError extends LedgerWriteError {
  override readonly name = 'LedgerLostError'
}

/** There is no ledger, or this version cannot use it. It is left untouched. */
export class LedgerUnusableError extends Error {
  override readonly name: string = 'LedgerUnusableError'
}

/** The content of the ledger is damaged, and a person has to look at it: see docs/reliability.md. */
export class LedgerDamagedError extends LedgerUnusableError {
  override readonly name: string = 'LedgerDamagedError'
}
