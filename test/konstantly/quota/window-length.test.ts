import { describe, expect, test } from 'vitest'
import { Horizon } from '../../../src/konstantly/quota/window-length.ts'

const FIRST = { isFirst: true, isFresh: true }
const FRESH = { isFirst: false, isFresh: true }
const ANY = { isFirst: false, isFresh: false }

describe('how long a request counts at most', () => {
  test('is the longest time to a reset that was told', () => {
    const horizon = new Horizon()
    for (const seconds of [17, 60, 59, 12]) horizon.learn(seconds, ANY)
    expect(horizon.ms).toBe(60_000)
  })

  test.each([
    [61, 60_000],
    [31, 30_000],
    [3, 2_000],
  ])('is a second less than the %i s told at the beginning of a window, rounded up', (seconds, ms) => {
    const horizon = new Horizon()
    horizon.learn(seconds, FIRST)
    expect(horizon.ms).toBe(ms)
  })

  test.each([
    [61, 60_000],
    [3, 2_000],
    [31, 31_000],
  ])('told as %i s by a window that only looks fresh, is taken for %i ms', (seconds, ms) => {
    const horizon = new Horizon()
    horizon.learn(seconds, FRESH)
    expect(horizon.ms).toBe(ms)
  })

  test('told as 61 s in the middle of a window, is just that', () => {
    const horizon = new Horizon()
    horizon.learn(61, ANY)
    expect(horizon.ms).toBe(61_000)
  })

  test('is a second more where the rounding was guessed wrong, and nothing to go by where that was wrong, too', () => {
    const horizon = new Horizon()
    horizon.learn(61, FIRST)
    horizon.proved()
    horizon.refuted()
    expect([horizon.ms, horizon.isProven]).toEqual([61_000, false])
    horizon.refuted()
    expect(horizon.ms).toBe(Infinity)
  })
})
