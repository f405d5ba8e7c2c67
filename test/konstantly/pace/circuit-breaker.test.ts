import { describe, expect, test } from 'vitest'
import {
  CircuitBreaker,
  FAILURES_IN_A_ROW,
  FIRST_PROBE_MS,
  MAX_PROBE_MS,
} from '../../../src/konstantly/pace/circuit-breaker.ts'
import { seededRandom } from '../../../src/sandbox/random.ts'

const PATIENCE_MS = 600_000

/** A breaker after so many failures in a row, one a millisecond from `from` on. */
function after(failures: number, from = 0): CircuitBreaker {
  const breaker = new CircuitBreaker(PATIENCE_MS)
  for (let n = 0; n < failures; n += 1) breaker.failed(from + n)
  return breaker
}

const state = ({ isOpen, isDown, probeAt }: CircuitBreaker): unknown => ({ isOpen, isDown, probeAt })
const UP = { isOpen: false, isDown: false, probeAt: null }

describe('the breaker', () => {
  test('takes the platform to be up while nothing is known', () => {
    expect(state(new CircuitBreaker(PATIENCE_MS))).toEqual(UP)
  })

  test('takes twelve failures in a row for a platform that is down, not eleven', () => {
    expect(FAILURES_IN_A_ROW).toBe(12)
    expect(state(after(11))).toEqual(UP)
    expect(state(after(12))).toEqual({ isOpen: true, isDown: true, probeAt: 11 + FIRST_PROBE_MS })
  })

  test('counts anew after any answer', () => {
    const breaker = after(11)
    breaker.succeeded()
    for (let n = 0; n < 11; n += 1) breaker.failed(20 + n)
    expect(state(breaker)).toEqual(UP)
    breaker.failed(31)
    expect(breaker.isDown).toBe(true)
  })

  test('is not put off by the failures of requests that were under way when it opened', () => {
    const breaker = after(12)
    for (let n = 0; n < 50; n += 1) breaker.failed(500 + n)
    expect(breaker.probeAt).toBe(11 + FIRST_PROBE_MS)
  })

  test('probes at growing intervals, up to half a minute', () => {
    const breaker = after(12)
    const gaps: number[] = []
    let now = breaker.probeAt ?? NaN
    for (let n = 0; n < 9; n += 1) {
      breaker.probeFailed(now)
      const next = breaker.probeAt ?? NaN
      gaps.push(next - now)
      now = next
    }
    expect(gaps).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000])
    expect(MAX_PROBE_MS).toBe(30_000)
  })

  test('counts the interval from the end of a probe, so that one which hangs is not followed at once', () => {
    const breaker = after(12)
    breaker.probeFailed(31_011)
    expect(breaker.probeAt).toBe(31_011 + FIRST_PROBE_MS)
  })

  test('lets everyone continue after the first answer, and begins with short intervals the next time', () => {
    const breaker = after(12)
    for (let n = 1; n < 6; n += 1) breaker.probeFailed(n * 30_000)
    breaker.succeeded()
    expect(state(breaker)).toEqual(UP)
    for (let n = 0; n < 12; n += 1) breaker.failed(400_000)
    expect(breaker.probeAt).toBe(400_000 + FIRST_PROBE_MS)
  })

  test('under suspicion probes at once, though the platform is not plainly down', () => {
    const breaker = after(1)
    breaker.suspect(700)
    expect(state(breaker)).toEqual({ isOpen: true, isDown: false, probeAt: 700 })
    breaker.succeeded()
    expect(state(breaker)).toEqual(UP)
  })

  test('under suspicion keeps to the probe that is due already', () => {
    const breaker = after(12)
    breaker.suspect(500)
    expect(breaker.probeAt).toBe(11 + FIRST_PROBE_MS)
  })

  test('stays open while probes fail, however few failures there were', () => {
    const breaker = after(1)
    breaker.suspect(0)
    breaker.probeFailed(10)
    expect(state(breaker)).toEqual({ isOpen: true, isDown: false, probeAt: 10 + FIRST_PROBE_MS })
  })
})

describe('patience', () => {
  test('ends when the platform has been down for as long, from the first failure in a row', () => {
    const breaker = after(12, 1_000)
    expect(breaker.isOutOfPatience(1_000 + PATIENCE_MS - 1)).toBe(false)
    expect(breaker.isOutOfPatience(1_000 + PATIENCE_MS)).toBe(true)
  })

  test('is used to its end: the last probe is sent then, not half a minute later', () => {
    const breaker = after(12, 1_000)
    for (let now = 2_000; now < 1_000 + PATIENCE_MS; now = breaker.probeAt ?? Infinity)
      breaker.probeFailed(now)
    expect(breaker.probeAt).toBe(1_000 + PATIENCE_MS)
    breaker.probeFailed(1_000 + PATIENCE_MS)
    expect(breaker.isOutOfPatience(1_000 + PATIENCE_MS)).toBe(true)
  })

  test('never ends while the platform is not taken to be down', () => {
    const breaker = after(11)
    expect(breaker.isOutOfPatience(10 * PATIENCE_MS)).toBe(false)
    expect(new CircuitBreaker(PATIENCE_MS).isOutOfPatience(10 * PATIENCE_MS)).toBe(false)
  })

  test('begins anew after any answer', () => {
    const breaker = after(12)
    breaker.succeeded()
    for (let n = 0; n < 12; n += 1) breaker.failed(PATIENCE_MS)
    expect(breaker.isOutOfPatience(PATIENCE_MS + 1)).toBe(false)
    expect(breaker.isOutOfPatience(2 * PATIENCE_MS)).toBe(true)
  })
})

test.each([0.05, 0.3])('failures scattered over %d of all requests never trip it', (share) => {
  for (const seed of [1, 2, 3]) {
    const random = seededRandom(seed)
    const breaker = new CircuitBreaker(PATIENCE_MS)
    for (let now = 0; now < 30_000; now += 1) {
      if (random() < share) breaker.failed(now)
      else breaker.succeeded()
      if (breaker.isOpen) throw new Error(`tripped by request ${now} of seed ${seed}`)
    }
  }
})
