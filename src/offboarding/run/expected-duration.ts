import type { RunOptions } from './run.ts'

/** Requests a minute that the platform allows, by its documentation. */
export const DOCUMENTED_QUOTA = 100

/**
 * The requests that the work on so many users takes, of whom `deactivated` are known to be deactivated already. What it takes to look
 * them up is not among it.
 */
export function expectedRequests(
  users: number,
  deactivated: number,
  options: Pick<RunOptions, 'deactivate' | 'delete' | 'preflight'>,
): number {
  if (!options.delete) return users
  if (options.deactivate) return 2 * users - deactivated
  // Nobody is deleted unread.
  return options.preflight === 'off' ? 2 * users : users
}

/** How long so many requests should take, in milliseconds: in each minute as many as the quota allows, the first of them at once. */
export const expectedDuration = (requests: number, perMinute: number): number =>
  Math.floor(Math.max(0, requests - 1) / perMinute) * 60_000

/** A duration in words, to the minute. */
export function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes <= 1) return 'about a minute'
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `about ${minutes} minutes` : `about ${hours} h ${minutes % 60} min`
}
