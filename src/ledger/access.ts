import type { Database } from './database.ts'
import type { GroupCommit } from './group-commit.ts'

/** What all parts of one open ledger share. */
export interface LedgerAccess {
  db: Database
  /** All writes after the list was read go through here, so that nothing is written after a failed commit. */
  writes: GroupCommit
  now: () => Date
  /** Of the configuration file whose settings this process uses; null without one. */
  configurationSha256: string | null
}
