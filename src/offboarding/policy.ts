import type { ProtectedList } from './identity/protection.ts'

/** The options that decide what happens to a user. Part of a run's identity. */
export interface Policy {
  /** Deactivate users who are not deactivated yet. */
  deactivate: boolean
  /** Delete users once they are deactivated. */
  delete: boolean
  /** The roles that may be offboarded. */
  roles: readonly string[] | 'any'
  /** Whether the names on the list and on the platform must agree, too. */
  matchName: boolean
  protect: ProtectedList
}
