import type { RunOptions } from './run.ts'

/** Requests a minute, according to the platform's documentation. */
export const DOCUMENTED_QUOTA = 100

/**
 * The number of requests that the work on `users` users takes, of whom `deactivated` are deactivated already. Look-ups are not
 * included, and neither are the certificates of courses that are saved: how many courses there are is not known before.
 */
export function expectedRequests(
  users: number,
  deactivated: number,
  options: Pick<RunOptions, 'deactivate' | 'delete' | 'grace' | 'preflight' | 'archive'>,
): number {
  if (!options.delete) return users
  if (options.grace !== undefined) return users - deactivated
  // The assignments of each user.
  const saved = options.archive === undefined ? 0 : users
  if (options.deactivate) return 2 * users - deactivated + saved
  // Each user is read before deletion.
  return (options.preflight === 'off' ? 2 * users : users) + saved
}

/** How long `requests` requests should take, in milliseconds: each minute as many as the quota allows, beginning at once. */
export const expectedDuration = (requests: number, perMinute: number): number =>
  Math.floor(Math.max(0, requests - 1) / perMinute) * 60_000

/** A duration in words, to the minute. */
export function inWords(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes <= 1) return 'about a minute'
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `about ${minutes} minutes` : `about ${hours} h ${minutes % 60} min`
}
