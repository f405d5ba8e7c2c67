/** Users who wait for the end of their grace period. Times are ISO 8601 in UTC; null where nobody waits. */
export interface Waiting {
  users: number
  /** When the first of them may be deleted. */
  first: string | null
  /** When the last of them may be deleted. */
  last: string | null
}
