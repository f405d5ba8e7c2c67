import type { Policy } from './policy.ts'

/** Requests a minute that the platform allows, by its documentation. */
export const DOCUMENTED_QUOTA = 100

/**
 * How long a run over so many users should take, in milliseconds: two requests a user, or one, and in each minute as many as
 * the quota allows. The first quota is there at once.
 */
export function expectedDuration(
  users: number,
  policy: Pick<Policy, 'deactivate' | 'delete'>,
  perMinute: number,
): number {
  // --no-deactivate takes two as well: nobody is deleted unread.
  const requests = users * (policy.delete ? 2 : 1)
  return Math.floor(Math.max(0, requests - 1) / perMinute) * 60_000
}

/** A duration in words, to the minute. */
export function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes <= 1) return 'about a minute'
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `about ${minutes} minutes` : `about ${hours} h ${minutes % 60} min`
}
