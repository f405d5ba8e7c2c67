import type { DatabaseSync } from 'node:sqlite'
import { CUT_LOG_OFF } from './ledger-database.ts'

/**
 * Truncates the write-ahead log after a transaction that was not committed: a list of gigabytes was refused, or its reading was
 * killed. SQLite would keep the file at that size until the ledger is closed.
 */
export function giveSpaceBack(db: DatabaseSync): void {
  try {
    db.exec(CUT_LOG_OFF)
  } catch {
    // The space is not essential. If the disk fails, the next write reports it.
  }
}
