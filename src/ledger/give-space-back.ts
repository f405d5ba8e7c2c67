import type { DatabaseSync } from 'node:sqlite'

/**
 * Cuts the write-ahead log off that a transaction left which was not committed: a list of gigabytes that was refused, or whose reading
 * was killed. SQLite would keep the file at that size until the ledger is closed.
 */
export function giveSpaceBack(db: DatabaseSync): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  } catch {
    // Nothing depends on it, and what went wrong with the disk is told where something does.
  }
}
