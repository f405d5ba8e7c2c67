import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AttemptFailure } from '../../../src/konstantly/http/attempt-failure.ts'
import {
  FIRST_BACK_OFF_MS,
  MAX_BACK_OFF_MS,
  retryDelay,
  type FailedAttempt,
} from '../../../src/konstantly/http/retry-policy.ts'

const TRANSIENT: AttemptFailure = {
  cause: 'http_503',
  reason: 'the platform answered 503',
  transient: true,
  mayHaveArrived: true,
}
const PERMANENT: AttemptFailure = { ...TRANSIENT, cause: 'http_422', transient: false }
const ALMOST_ONE = 1 - Number.EPSILON

const failed = (more: Partial<FailedAttempt> = {}): FailedAttempt => ({
  fault: TRANSIENT,
  attempt: 1,
  retries: 5,
  retryAfterMs: null,
  random: ALMOST_ONE,
  ...more,
})

describe('a further attempt', () => {
  test('is never made after what would go wrong again, whatever Retry-After says', () => {
    expect(retryDelay(failed({ fault: PERMANENT }))).toBeNull()
    expect(retryDelay(failed({ fault: PERMANENT, retryAfterMs: 1_000 }))).toBeNull()
  })

  test.each([
    [1, 0, false],
    [1, 1, true],
    [2, 1, false],
    [5, 5, true],
    [6, 5, false],
  ])('after attempt %i with --retries %i is made: %s', (attempt, retries, made) => {
    expect(retryDelay(failed({ attempt, retries })) !== null).toBe(made)
    expect(retryDelay(failed({ attempt, retries, retryAfterMs: 0 })) !== null).toBe(made)
  })

  test.each([2_401, 120_000])('waits the %i ms that Retry-After asks for, neither less nor more', (ms) => {
    expect(retryDelay(failed({ attempt: 4, retryAfterMs: ms, random: 0.3 }))).toBe(ms)
  })

  test.each([0, 1, 750])('waits as if nothing was asked where Retry-After asks for %i ms only', (ms) => {
    expect(retryDelay(failed({ attempt: 4, retryAfterMs: ms, random: 0.3 }))).toBe(2_400)
  })

  test('waits twice as long at most each time, up to half a minute', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 60].map((attempt) => retryDelay(failed({ attempt, retries: 100 })))
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
    expect([FIRST_BACK_OFF_MS, MAX_BACK_OFF_MS]).toEqual([1_000, 30_000])
  })

  test('has full jitter: the wait is spread evenly from nothing to its longest', () => {
    const delays = [0, 0.25, 0.5, 0.75].map((random) => retryDelay(failed({ attempt: 3, random })))
    expect(delays).toEqual([0, 1_000, 2_000, 3_000])
  })

  test('waits a whole number of milliseconds within its bounds, however often it was tried', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const delay = retryDelay(failed({ attempt, retries: 5_000, random }))
          expect(Number.isInteger(delay)).toBe(true)
          expect(delay).toBeGreaterThanOrEqual(0)
          expect(delay).toBeLessThanOrEqual(MAX_BACK_OFF_MS)
        },
      ),
    )
  })
})
