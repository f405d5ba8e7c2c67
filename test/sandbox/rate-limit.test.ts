import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITER_KINDS, makeLimiter } from '../../src/sandbox/rate-limit.ts'

const BEGIN = 1_700_000_000_000

describe("the sandbox's limiters", () => {
  test('fixed: windows keep to the clock', () => {
    const limiter = makeLimiter('fixed', 2, 60_000)
    const minute = Math.ceil(BEGIN / 60_000) * 60_000
    const at = (ms: number): unknown => limiter.admit(minute + ms)
    expect(at(59_000)).toEqual({
      admitted: true,
      remaining: 1,
      moreAt: minute + 60_000,
      fullAt: minute + 60_000,
      retryAt: minute + 60_000,
    })
    expect(at(59_500)).toMatchObject({ admitted: true, remaining: 0 })
    expect(at(59_999)).toMatchObject({ admitted: false, remaining: 0 })
    expect(at(60_000)).toMatchObject({ admitted: true, remaining: 1, fullAt: minute + 120_000 })
  })

  test('first-request: a window begins with its first request', () => {
    const limiter = makeLimiter('first-request', 1, 1_000)
    expect(limiter.admit(BEGIN + 300)).toMatchObject({ admitted: true, remaining: 0, fullAt: BEGIN + 1_300 })
    expect(limiter.admit(BEGIN + 1_299)).toMatchObject({ admitted: false })
    expect(limiter.admit(BEGIN + 1_500)).toMatchObject({ admitted: true, fullAt: BEGIN + 2_500 })
  })

  test('sliding: each request comes back a window after it was admitted', () => {
    const limiter = makeLimiter('sliding', 2, 1_000)
    limiter.admit(BEGIN)
    limiter.admit(BEGIN + 400)
    expect(limiter.admit(BEGIN + 999)).toEqual({
      admitted: false,
      remaining: 0,
      moreAt: BEGIN + 1_000,
      fullAt: BEGIN + 1_400,
      retryAt: BEGIN + 1_000,
    })
    expect(limiter.admit(BEGIN + 1_000)).toMatchObject({
      admitted: true,
      remaining: 0,
      moreAt: BEGIN + 1_400,
      fullAt: BEGIN + 2_000,
    })
  })

  test('bucket: tokens come back evenly', () => {
    const limiter = makeLimiter('bucket', 2, 1_000)
    limiter.admit(BEGIN)
    expect(limiter.admit(BEGIN)).toEqual({
      admitted: true,
      remaining: 0,
      moreAt: BEGIN + 500,
      fullAt: BEGIN + 1_000,
      retryAt: BEGIN + 500,
    })
    expect(limiter.admit(BEGIN + 499)).toMatchObject({ admitted: false })
    expect(limiter.admit(BEGIN + 500)).toMatchObject({ admitted: true, remaining: 0 })
  })

  test('a bucket has a whole token when it said it would, however the time until then is divided', () => {
    const limiter = makeLimiter('bucket', 5, 1_000)
    for (let n = 0; n < 5; n += 1) limiter.admit(BEGIN)
    expect(limiter.admit(BEGIN + 278)).toMatchObject({ admitted: true, moreAt: BEGIN + 400 })
    // In floating point the parts of a token do not add up to one.
    expect(limiter.admit(BEGIN + 400).admitted).toBe(true)
  })

  test.each(LIMITER_KINDS)('%s never admits more than its limit in any window of its own', (kind) => {
    const times = fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 })
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 5 }), (gaps, limit) => {
        const limiter = makeLimiter(kind, limit, 1_000)
        let now = BEGIN
        const admitted: number[] = []
        for (const gap of gaps) {
          now += gap % 400
          const { admitted: isAdmitted, remaining, retryAt } = limiter.admit(now)
          expect(remaining).toBeGreaterThanOrEqual(0)
          if (isAdmitted) admitted.push(now)
          else expect(retryAt).toBeGreaterThan(now)
        }
        // Twice the limit may stand in any window's length: the end of one window and the beginning of the next.
        const most = kind === 'sliding' ? limit : 2 * limit
        for (const time of admitted) {
          expect(
            admitted.filter((other) => other >= time && other < time + 1_000).length,
          ).toBeLessThanOrEqual(most)
        }
      }),
    )
  })
})
