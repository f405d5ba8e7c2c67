import { describe, expect, test } from 'vitest'
import { LIMITER_KINDS } from '../../src/sandbox/rate-limit.ts'
import { Throttle, type ThrottleOptions } from '../../src/sandbox/throttle.ts'

/** The beginning of a minute. */
const BEGIN = 1_700_000_040_000

function throttle(more: Partial<ThrottleOptions> = {}): Throttle {
  return new Throttle({ kind: 'fixed', limit: 3, windowMs: 60_000, headers: true, competitor: 0, ...more })
}

describe('what a client meets', () => {
  test('is told with each answer: the limit, what remains and the reset in whole seconds', () => {
    const { admit } = bound(throttle())
    expect(admit(BEGIN + 1_500)).toEqual({
      admitted: true,
      headers: {
        'x-ratelimit-limit': '3',
        'x-ratelimit-remaining': '2',
        'x-ratelimit-reset': String(BEGIN / 1000 + 60),
      },
    })
    expect(admit(BEGIN + 2_500).headers).toMatchObject({ 'x-ratelimit-remaining': '1' })
  })

  test('is told of a reset within a second as of the next whole one', () => {
    const { headers } = throttle({ kind: 'first-request' }).admit(BEGIN + 1)
    expect(headers).toMatchObject({ 'x-ratelimit-reset': String(BEGIN / 1000 + 61) })
  })

  test('is turned away once the quota is spent, with the time to wait, rounded up to whole seconds', () => {
    const { admit } = bound(throttle())
    for (let n = 0; n < 3; n += 1) expect(admit(BEGIN).admitted).toBe(true)
    expect(admit(BEGIN + 30_001)).toEqual({
      admitted: false,
      headers: {
        'x-ratelimit-limit': '3',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(BEGIN / 1000 + 60),
        'retry-after': '30',
      },
    })
    expect(admit(BEGIN + 60_000)).toMatchObject({ admitted: true, headers: { 'x-ratelimit-remaining': '2' } })
  })

  test('is never asked to wait for less than a second', () => {
    const { admit } = bound(throttle({ kind: 'bucket', limit: 100, windowMs: 1_000 }))
    for (let n = 0; n < 100; n += 1) admit(BEGIN)
    expect(admit(BEGIN)).toMatchObject({ admitted: false, headers: { 'retry-after': '1' } })
  })

  test('is told nothing but how long to wait where the headers are left out', () => {
    const { admit } = bound(throttle({ headers: false }))
    for (let n = 0; n < 3; n += 1) expect(admit(BEGIN)).toMatchObject({ admitted: true })
    expect(admit(BEGIN + 50_000).headers).toEqual({ 'retry-after': '10' })
    expect(throttle({ headers: false }).admit(BEGIN).headers).toEqual({})
  })

  test.each(LIMITER_KINDS)('is admitted again once it has waited as long as it was asked to: %s', (kind) => {
    const { admit } = bound(throttle({ kind }))
    for (const ms of [0, 700, 1_300]) admit(BEGIN + ms)
    const { admitted, headers } = admit(BEGIN + 2_100)
    expect(admitted).toBe(false)
    expect(admit(BEGIN + 2_100 + Number(headers['retry-after']) * 1000).admitted).toBe(true)
  })
})

describe('room for a request', () => {
  test.each(LIMITER_KINDS)('is there as long as one would be admitted, and asking takes none: %s', (kind) => {
    const limiter = throttle({ kind })
    for (let n = 0; n < 3; n += 1) {
      expect([limiter.hasRoom(BEGIN), limiter.hasRoom(BEGIN)]).toEqual([true, true])
      expect(limiter.admit(BEGIN).admitted).toBe(true)
    }
    expect(limiter.hasRoom(BEGIN)).toBe(false)
    expect(limiter.hasRoom(BEGIN + 60_000)).toBe(true)
  })
})

describe('somebody else who spends the same quota', () => {
  const options: Partial<ThrottleOptions> = { limit: 10, windowMs: 10_000, competitor: 0.5 }

  /** What remains after each of our requests at these times. */
  function remaining(times: readonly number[], more: Partial<ThrottleOptions> = {}): number[] {
    const { admit } = bound(throttle({ ...options, ...more }))
    return times.map((ms) => Number(admit(BEGIN + ms).headers['x-ratelimit-remaining']))
  }

  test('spends evenly, from the first request on', () => {
    // One every two seconds, the first just before ours.
    expect(remaining([0, 1_000, 1_999, 2_000, 9_999])).toEqual([8, 7, 6, 4, 0])
  })

  test('spends while we send nothing, too', () => {
    expect(remaining([0, 9_000])).toEqual([8, 3])
  })

  test('spends the same share of each window', () => {
    expect(remaining([0, 9_999, 19_999, 29_999])).toEqual([8, 3, 4, 4])
  })

  test('leaves us the rest of the quota, and takes no more than is due to it', () => {
    const { admit } = bound(throttle(options))
    let admitted = 0
    for (let ms = 0; ms < 100_000; ms += 2_000) if (admit(BEGIN + ms).admitted) admitted += 1
    expect(admitted).toBe(50)
    const greedy = bound(throttle({ ...options, competitor: 1 }))
    expect(greedy.admit(BEGIN + 9_999).admitted).toBe(true)
    expect(greedy.admit(BEGIN + 19_999).admitted).toBe(false)
  })

  test('counts when it is asked whether there is room', () => {
    const limiter = throttle({ ...options, limit: 2 })
    expect(limiter.admit(BEGIN)).toMatchObject({ admitted: true, headers: { 'x-ratelimit-remaining': '0' } })
    const other = throttle({ ...options, limit: 4, competitor: 1 })
    expect(other.hasRoom(BEGIN)).toBe(true)
    expect(other.hasRoom(BEGIN + 7_499)).toBe(true)
    expect(other.hasRoom(BEGIN + 7_500)).toBe(false)
    expect(other.hasRoom(BEGIN + 10_000)).toBe(true)
  })

  test('is not there with a share of 0', () => {
    expect(remaining([0, 9_999], { competitor: 0 })).toEqual([9, 8])
  })
})

function bound(limiter: Throttle): Pick<Throttle, 'admit'> {
  return { admit: (now) => limiter.admit(now) }
}
