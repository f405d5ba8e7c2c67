import { describe, expect, test } from 'vitest'
import { WindowLength } from '../../../src/konstantly/quota/window-length.ts'

const FIRST = { isFirst: true, isFresh: true }
const FRESH = { isFirst: false, isFresh: true }
const ANY = { isFirst: false, isFresh: false }

describe('how long a request counts at most', () => {
  test('is the longest time to a reset that was told', () => {
    const length = new WindowLength()
    for (const seconds of [17, 60, 59, 12]) length.learn(seconds, ANY)
    expect(length.ms).toBe(60_000)
  })

  test.each([
    [61, 60_000],
    [31, 30_000],
    [3, 2_000],
  ])('is a second less than the %i s told at the beginning of a window, rounded up', (seconds, ms) => {
    const length = new WindowLength()
    length.learn(seconds, FIRST)
    expect(length.ms).toBe(ms)
  })

  test.each([
    [61, 60_000],
    [3, 2_000],
    [31, 31_000],
  ])('told as %i s by a window that only looks fresh, is taken for %i ms', (seconds, ms) => {
    const length = new WindowLength()
    length.learn(seconds, FRESH)
    expect(length.ms).toBe(ms)
  })

  test('told as 61 s in the middle of a window, is just that', () => {
    const length = new WindowLength()
    length.learn(61, ANY)
    expect(length.ms).toBe(61_000)
  })

  test('is a second more where the rounding was guessed wrong, and nothing to go by where that was wrong, too', () => {
    const length = new WindowLength()
    length.learn(61, FIRST)
    length.proved()
    length.refuted()
    expect([length.ms, length.isProven]).toEqual([61_000, false])
    length.refuted()
    expect(length.ms).toBe(Infinity)
  })
})
