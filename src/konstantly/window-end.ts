import type { QuotaReading } from './rate-headers.ts'

/** When a request was sent and its answer received, in milliseconds of our own clock. */
export interface Exchange {
  sentAt: number
  receivedAt: number
}

/** Lengths that windows are given, in seconds. */
const USUAL_SECONDS: ReadonlySet<number> = new Set([
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600,
])

/** A window of which this much is left has only just begun. */
const FRESH_SHARE = 0.9

/** In a window this short, a second more or less cannot wait for proof. */
const SHORT_SECONDS = 3

/**
 * By when a window of the quota is over, by our own clock, whatever kind of limiter it is: that many seconds after its first
 * answer. The reset and the server's time are both told in whole seconds. If windows begin with a request and the reset is rounded
 * down, this is the very moment; if windows keep to the clock, it is up to a second late, once; if windows begin with a request
 * and the reset is rounded up, it is up to a second late each time, and `lengthIfRoundedUp` helps.
 */
export const surelyOver = ({ receivedAt }: Exchange, { seconds }: QuotaReading): number =>
  receivedAt + seconds * 1000

/**
 * The length in milliseconds of windows that begin with their first request, if that is how they look: 61 seconds told right
 * after the beginning of a window means one of 60, and a reset that is rounded up. Null if the seconds told are a usual length themselves.
 * `isFromTheStart`: whether this answer is known to come from the beginning of its window.
 */
export function lengthIfRoundedUp(reading: QuotaReading, isFromTheStart: boolean): number | null {
  const { seconds, limit, remaining } = reading
  if (USUAL_SECONDS.has(seconds) || !USUAL_SECONDS.has(seconds - 1)) return null
  // Who comes into a window that others, or an earlier pass, have begun knows nothing of its length.
  const looksFresh = remaining >= limit * FRESH_SHARE
  return isFromTheStart || (looksFresh && seconds <= SHORT_SECONDS) ? (seconds - 1) * 1000 : null
}
