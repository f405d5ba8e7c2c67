import type { ProtectedList } from './identity/protection.ts'
import type { RunTask } from './run-kind.ts'

/** The options that decide what happens to a user. They are part of a run's identity. */
export interface Policy {
  /** What the run is for; absent where it offboards the people on a list. */
  task?: RunTask
  /** Deactivate users who are not deactivated yet. */
  deactivate: boolean
  /** Delete users once they are deactivated. */
  delete: boolean
  /** How long a user stays deactivated before `purge` may delete them, in milliseconds; absent where they are deleted at once. */
  grace?: number
  /** The roles that may be offboarded. */
  roles: readonly string[] | 'any'
  /** Whether the name on the row must also agree with the name of the account. */
  matchName: boolean
  protect: ProtectedList
  /** What is saved of each user before they are deleted. Absent where nothing is, as in runs of earlier versions. */
  archive?: ArchiveMode
  /** Where that is saved; in the folder of the run where absent. */
  archiveIn?: Exclude<ArchivePlace, 'folder'>
}

/** `records`: the user object, the assignments and the certificates. `images`: the images of the certificates as well. */
export const ARCHIVE_MODES = ['records', 'images'] as const
export type ArchiveMode = (typeof ARCHIVE_MODES)[number]

/** Where that is saved. */
export const ARCHIVE_PLACES = ['folder', 'ledger'] as const
export type ArchivePlace = (typeof ARCHIVE_PLACES)[number]
