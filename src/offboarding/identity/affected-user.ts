/** A user whom a run is about to touch, as a person who has to agree needs to see them. */
export interface AffectedUser {
  row: number
  userId: string
  /** By the platform, or by the list where the platform was not asked; null where neither tells. */
  name: string | null
  email: string | null
  /** Whether the platform was asked who that is. */
  isLookedUp: boolean
  /** Whether they are deactivated already; false for a purge and an undo, which concern nobody else. */
  isDeactivated: boolean
  /** Whether the list has leave dates, and none for this user. */
  isUndated: boolean
  /** When the grace period of a user who waits for its end is over, ISO 8601 in UTC; null for all others. */
  waitsUntil: string | null
}
