import type { Database } from './database.ts'
import type { GroupCommit } from './group-commit.ts'
import type { KeyStore } from './pseudonyms/key-store.ts'

/** A ledger of either engine, open for this process. */
export interface OpenLedger {
  db: Database
  /** What the operator should know about the place of the ledger. */
  notices: readonly string[]
  /** Where the key of its pseudonyms is. */
  keys: KeyStore
  /** Keeps all other processes away from a site, too. Rejects with LedgerInUseError, and with LedgerWriteError. */
  hold: (site: string) => Promise<void>
  /** Whether all others are still kept away, asked anew. Never rejects. */
  isHeld: () => Promise<boolean>
  /** Marks it as a copy that is not whole, which nothing but another attempt to copy opens; or takes that back, within a transaction. */
  markWhole: (isWhole: boolean) => Promise<void>
  close: () => Promise<void>
}

/** What all parts of one open ledger share. */
export interface LedgerAccess {
  db: Database
  /** All writes after the list was read go through here, so that nothing is written after a failed commit. */
  writes: GroupCommit
  now: () => Date
  /** Of the configuration file whose settings this process uses; null without one. */
  configurationSha256: string | null
}
