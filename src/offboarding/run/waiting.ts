import type { ArchiveMode, ArchivePlace } from '../policy.ts'

/** Users who wait for the end of their grace period. Times are ISO 8601 in UTC; null where nobody waits. */
export interface Waiting {
  users: number
  /** When the first of them may be deleted. */
  first: string | null
  /** When the last of them may be deleted. */
  last: string | null
}

/** Users of a site who wait, and what their runs promised. */
export interface WaitingOnSite extends Waiting {
  /** The most that is to be saved of any of them before they are deleted. */
  archive: ArchiveMode | null
  /** Whether that of any of them is to be saved in the ledger. */
  archiveIn: ArchivePlace
}

/**
 * Users of a list who wait and are to be deleted. `unsaved`: of how many, also of those whom an unfinished run had begun with, an earlier run
 * promised to save more than this run does.
 */
export interface EndedWaits {
  users: number
  unsaved: number
}

/** Users of a site whose grace period ends soon. */
export interface DueSoon {
  users: number
  /** Of these, the users of whom nobody was told yet. */
  untold: number
  /** When the first of them may be deleted, ISO 8601 in UTC; null where there is nobody. */
  first: string | null
}

/** When somebody was told who is due soon, and up to which end of a grace period. Both ISO 8601 in UTC. */
export interface Told {
  at: string
  until: string
}
