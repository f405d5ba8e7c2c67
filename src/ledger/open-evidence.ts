import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { LedgerUnusableError } from './errors.ts'
import { LedgerDatabase } from './ledger-database.ts'
import { refuseOtherSchemas, refuseStrangers } from './schema.ts'

/** Whether the ledger at `path`, and the folder it lies in, can be written. */
export function isWritable(path: string): boolean {
  try {
    for (const each of [path, dirname(path)]) accessSync(each, constants.W_OK)
    return true
  } catch {
    return false
  }
}

/**
 * Opens a ledger that cannot be written, such as a copy that is kept as evidence, as it is: no lock, no migration. Throws
 * LedgerUnusableError.
 */
export function openEvidence(path: string): { db: LedgerDatabase; close: () => void } {
  const { size } = statSync(`${path}-wal`, { throwIfNoEntry: false }) ?? { size: 0 }
  if (size > 0) {
    throw new LedgerUnusableError(
      `${path} was not closed, and part of it is in ${path}-wal, which is read only where both can be written. Copy the folder, and name the copy with --out.`,
    )
  }
  const db = new LedgerDatabase(path, true)
  try {
    refuseStrangers(db, path)
    refuseOtherSchemas(db, path)
  } catch (error) {
    db.close()
    throw error
  }
  return {
    db,
    close() {
      db.close()
    },
  }
}
