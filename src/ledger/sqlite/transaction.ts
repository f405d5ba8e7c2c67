import type { DatabaseSync } from 'node:sqlite'
import { writeError } from './write-error.ts'

/**
 * Runs `write` in a transaction: all of it is written, or nothing. The commit fails if the ledger's file is not there any more.
 * Throws LedgerWriteError if the ledger fails, and rethrows any other error as it is.
 */
export function inTransaction<Result>(db: DatabaseSync, write: () => Result): Result {
  try {
    db.exec('BEGIN')
    const result = write()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw writeError(error)
  }
}
