import type { AttemptFailure } from './attempt-failure.ts'

/** The first back-off is at most this long, in milliseconds; each further one may be twice as long, up to `MAX_BACK_OFF_MS`. */
export const FIRST_BACK_OFF_MS = 1_000
export const MAX_BACK_OFF_MS = 30_000

export interface FailedAttempt {
  fault: AttemptFailure
  /** The attempt that failed, from 1. */
  attempt: number
  /** How many further attempts may follow the first: `--retries`. */
  retries: number
  /** What the response's `Retry-After` asked for, or null where it had none. */
  retryAfterMs: number | null
  /** From 0 up to, not including, 1. */
  random: number
}

/**
 * How long to wait before the next attempt, in milliseconds, or null if there is none. It is an exponential back-off with full jitter, so
 * that workers that failed together do not come back together, and at least what `Retry-After` asks for. A `Retry-After` of 0 does not
 * shorten the back-off: the attempts would be used up at once.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function retryDelay({ fault, attempt, retries, retryAfterMs, random }: FailedAttempt): number | null {
  if (!fault.transient || attempt > retries) return null
  const backOffMs = Math.round(random * Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (attempt - 1)))
  return Math.max(backOffMs, retryAfterMs ?? 0)
}
