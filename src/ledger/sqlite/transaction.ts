import type { DatabaseSync } from 'node:sqlite'
import { writeError } from './write-error.ts'

/**
 * Writes all that `write` does, or nothing of it; the commit notices a file that is not there any more. Throws LedgerWriteError where
 * the ledger fails, and a defect as it is.
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
