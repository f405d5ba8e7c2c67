import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BackOff } from '../../../src/konstantly/pace/back-off.ts'
import { SlowDown } from '../../../src/konstantly/pace/slow-down.ts'
import { both } from '../../../src/konstantly/quota/permission.ts'
import { LIMITER_KINDS } from '../../../src/sandbox/rate-limit.ts'
import { simulate, type Outcome, type Simulation } from '../../support/quota-simulation.ts'

const LATER = { granted: false, until: null }

/** Sends `count` requests at `at`, one after the other, and has each of them granted a millisecond later. */
function grant(slowDown: SlowDown, count: number, at: number): void {
  for (let n = 0; n < count; n += 1) {
    expect(slowDown.permit(at)).toEqual({ granted: true })
    slowDown.sent(at)
    slowDown.ended({ sentAt: at, receivedAt: at + 1 }, true)
  }
}

/** One more, which gets a 429. */
function reject(slowDown: SlowDown, at: number): void {
  slowDown.sent(at)
  slowDown.ended({ sentAt: at, receivedAt: at + 1 }, false)
  slowDown.paused(at + 1)
}

/** Sends as many requests at `at` as may be out at once. Returns how many. */
function sendAtOnce(slowDown: SlowDown, at: number): number {
  let sent = 0
  for (; sent < 100 && slowDown.permit(at).granted; sent += 1) slowDown.sent(at)
  return sent
}

function end(slowDown: SlowDown, count: number, sentAt: number, at: number): void {
  for (let n = 0; n < count; n += 1) slowDown.ended({ sentAt, receivedAt: at }, true)
}

test('nothing is held back before the first 429', () => {
  grant(new SlowDown(), 5_000, 0)
})

test('after a pause as many are sent at once as were granted before it, then one alone, an eighth more, and so on', () => {
  const slowDown = new SlowDown()
  grant(slowDown, 40, 0)
  reject(slowDown, 100)
  grant(slowDown, 1, 60_000)
  expect(sendAtOnce(slowDown, 60_001)).toBe(39)
  expect(slowDown.permit(60_002)).toEqual(LATER)
  end(slowDown, 39, 60_001, 60_100)
  for (const more of [1, 5, 1, 5, 1, 6, 1, 7]) {
    expect(sendAtOnce(slowDown, 60_200)).toBe(more)
    end(slowDown, more, 60_200, 60_300)
  }
})

test('what was in flight when the 429 came counts as granted before the pause', () => {
  const slowDown = new SlowDown()
  grant(slowDown, 38, 0)
  slowDown.sent(10)
  slowDown.sent(10)
  reject(slowDown, 20)
  end(slowDown, 2, 10, 30)
  grant(slowDown, 1, 60_000)
  expect(sendAtOnce(slowDown, 60_001)).toBe(39)
})

describe('where little was granted between two pauses', () => {
  /** Two requests, one a second, where before there were none. */
  function slow(): SlowDown {
    const slowDown = new SlowDown()
    grant(slowDown, 2, 0)
    reject(slowDown, 1)
    slowDown.sent(2_000)
    slowDown.ended({ sentAt: 2_000, receivedAt: 2_001 }, true)
    return slowDown
  }

  test('requests go at nine tenths of the rate at which they were granted, pauses included', () => {
    const slowDown = slow()
    // Shorter by the 1 % of the first one that was granted.
    const until = 2_000 + 1_000 / 0.9
    expect(slowDown.permit(2_001)).toEqual({ granted: false, until })
    expect(slowDown.permit(until)).toEqual({ granted: true })
  })

  test('each one that is granted makes the interval 1 % shorter, and at half of it there is none any more', () => {
    const slowDown = slow()
    let now = 2_001
    const intervals: number[] = []
    for (let permission = slowDown.permit(now); !permission.granted; permission = slowDown.permit(now)) {
      if (permission.until === null) throw new Error('waits for an answer that nobody gives')
      const sentAt = permission.until
      intervals.push(sentAt - now)
      slowDown.sent(sentAt)
      now = sentAt
      slowDown.ended({ sentAt, receivedAt: now }, true)
    }
    expect(intervals.length).toBeGreaterThan(60)
    expect(intervals.length).toBeLessThan(75)
    expect(intervals[1]).toBeCloseTo((1_000 / 0.9) * 0.99, 5)
    expect(intervals[2]).toBeCloseTo((1_000 / 0.9) * 0.99 ** 2, 5)
    expect(slowDown.permit(now)).toEqual({ granted: true })
  })

  test('they are never further apart than ten seconds: that looks more like an outage', () => {
    const slowDown = new SlowDown()
    grant(slowDown, 1, 0)
    reject(slowDown, 100)
    slowDown.sent(240_000)
    slowDown.ended({ sentAt: 240_000, receivedAt: 240_001 }, true)
    expect(slowDown.permit(240_001)).toEqual({ granted: false, until: 250_000 })
  })

  test('time in which nobody asked for anything is not taken for the platform being slow', () => {
    const slowDown = new SlowDown()
    grant(slowDown, 1, 0)
    grant(slowDown, 1, 600_000)
    reject(slowDown, 600_010)
    slowDown.sent(602_000)
    slowDown.ended({ sentAt: 602_000, receivedAt: 602_001 }, true)
    const permission = slowDown.permit(602_001)
    expect(permission).toMatchObject({ granted: false })
    expect(slowDown.permit(603_200)).toEqual({ granted: true })
  })

  test('once does not slow down a platform that granted much before', () => {
    const slowDown = new SlowDown()
    for (const at of [0, 60_000, 120_000]) {
      if (at > 0) slowDown.sent(at)
      if (at > 0) slowDown.ended({ sentAt: at, receivedAt: at + 1 }, true)
      grant(slowDown, at > 0 ? 99 : 100, at + 2)
      reject(slowDown, at + 500)
    }
    grant(slowDown, 1, 180_000)
    reject(slowDown, 180_010)
    slowDown.sent(240_000)
    slowDown.ended({ sentAt: 240_000, receivedAt: 240_001 }, true)
    // On average two a second, or fewer than 1 in a minute by the latest alone.
    expect(slowDown.permit(242_000)).toEqual({ granted: true })
  })
})

test('whatever the answers, everyone waits for a time to come, soon, or for an answer to come', () => {
  const ANSWER = fc.record({
    after: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 12_000 })),
    which: fc.nat({ max: 4 }),
    status: fc.constantFrom(200, 429, null),
    toldMs: fc.option(fc.integer({ min: 1, max: 60_000 })),
    sends: fc.integer({ min: 0, max: 5 }),
  })
  fc.assert(
    fc.property(fc.array(ANSWER, { maxLength: 200 }), (answers) => {
      const backOff = new BackOff(600_000)
      const slowDown = new SlowDown()
      const inFlight: number[] = []
      let now = 0
      for (const { after, which, status, toldMs, sends } of answers) {
        now += after
        for (let n = 0; n < sends && inFlight.length < 5; n += 1) {
          const permission = both(backOff.permit(now), slowDown.permit(now))
          if (permission.granted) {
            backOff.sent(now)
            slowDown.sent(now)
            inFlight.push(now)
          } else if (permission.until === null) {
            expect(inFlight).not.toHaveLength(0)
          } else {
            expect(permission.until).toBeGreaterThan(now)
            expect(permission.until - now).toBeLessThanOrEqual(60_000)
            if (inFlight.length === 0) now = permission.until
          }
        }
        const [sentAt] = inFlight.splice(which % Math.max(1, inFlight.length), 1)
        if (sentAt === undefined) continue
        const exchange = { sentAt, receivedAt: now }
        backOff.ended(exchange)
        slowDown.ended(exchange, status === 200)
        if (status === 200) backOff.granted()
        if (status === 429 && backOff.rejected(exchange, toldMs, slowDown.intervalMs)) slowDown.paused(now)
      }
    }),
    { numRuns: 2_000 },
  )
})

describe('a limiter that is told only by 429s', () => {
  const MOMENTS = [0, 0.6, 0.9, 0.3]
  const COMMON = { headers: false, skewMs: 0, concurrency: 5 }
  /** With quick answers and slow ones, alone and beside somebody who spends 30 %, each begun at another moment of a window. */
  async function runs(given: Pick<Simulation, 'kind' | 'windowMs' | 'retryAfter'>): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const limit of [40, 100])
      for (const competitor of [0, 0.3])
        for (const latencyMs of [4, 100]) {
          // Workers that are too slow to reach the limit meet none.
          if ((5 * 1_000) / (2 * latencyMs) < (1.2 * limit * 1_000) / given.windowMs) continue
          const moment = MOMENTS[outcomes.length % MOMENTS.length] ?? 0
          outcomes.push(
            await simulate({
              ...COMMON,
              ...given,
              ...{ limit, competitor, latencyMs, jitterMs: 2 * latencyMs },
              begin: 1_764_000_000_037 + moment * given.windowMs,
              requests: Math.round(limit * 10 * (1 - competitor)),
            }),
          )
        }
    return outcomes
  }

  const kinds = (seconds: readonly number[]) =>
    LIMITER_KINDS.flatMap((kind) => seconds.map((each) => ({ kind, seconds: each })))
  const least = (outcomes: readonly Outcome[]): number =>
    Math.min(...outcomes.map(({ efficiency }) => efficiency))
  const mostRejected = (outcomes: readonly Outcome[]): number =>
    Math.max(...outcomes.map(({ rejected, sentAt }) => rejected / sentAt.length))

  test.each(kinds([10, 60, 300]))(
    '$kind of $seconds s, with Retry-After, takes at most a quarter longer than it must',
    async ({ kind, seconds }) => {
      const outcomes = await runs({ kind, windowMs: seconds * 1_000, retryAfter: true })
      expect(least(outcomes)).toBeGreaterThan(0.8)
      expect(mostRejected(outcomes)).toBeLessThan(0.15)
    },
  )

  // `Retry-After` asks for a whole second at least: half a window, or all of it.
  test.each(kinds([1, 2]))(
    '$kind of $seconds s, with Retry-After, takes at most twice as long as it must',
    async ({ kind, seconds }) => {
      const outcomes = await runs({ kind, windowMs: seconds * 1_000, retryAfter: true })
      expect(least(outcomes)).toBeGreaterThan(0.5)
      expect(mostRejected(outcomes)).toBeLessThan(0.15)
    },
  )

  // Where nobody says how long a window of five minutes takes, it has to be tried for longer.
  test.each(kinds([1, 2, 10, 60, 300]))(
    '$kind of $seconds s, without Retry-After, takes at most twice as long as it must',
    async ({ kind, seconds }) => {
      const outcomes = await runs({ kind, windowMs: seconds * 1_000, retryAfter: false })
      expect(least(outcomes)).toBeGreaterThan(0.5)
      expect(mostRejected(outcomes)).toBeLessThan(seconds > 60 ? 0.2 : 0.15)
    },
  )
})
