import type { DatabaseSync } from 'node:sqlite'
import type { GroupCommit } from './group-commit.ts'

/** What all parts of one open ledger work with. */
export interface LedgerAccess {
  db: DatabaseSync
  /** Whatever is written after the list was read goes through here, so that after a failed commit nothing is written any more. */
  writes: GroupCommit
  now: () => Date
}
