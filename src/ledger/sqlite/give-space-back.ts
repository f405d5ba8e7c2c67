import type { DatabaseSync } from 'node:sqlite'
import { CUT_LOG_OFF } from './ledger-database.ts'

/**
 * Cuts the write-ahead log off that a transaction left which was not committed: a list of gigabytes that was refused, or whose reading
 * was killed. SQLite would keep the file at that size until the ledger is closed.
 */
export function giveSpaceBack(db: DatabaseSync): void {
  try {
    db.exec(CUT_LOG_OFF)
  } catch {
    // Nothing depends on it, and what went wrong with the disk is told where something does.
  }
}
