import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RequestInterval } from '../../../src/konstantly/pace/request-interval.ts'

/** Sends as early as it may, from `from` on, so many times. Returns when. */
function send(requestInterval: RequestInterval, times: number, from = 0): number[] {
  let now = from
  return Array.from({ length: times }, () => {
    now = Math.max(now, requestInterval.nextAt)
    requestInterval.sent(now)
    return now
  })
}

describe('--rate', () => {
  test.each([
    [60, 1_000],
    [100, 600],
    [1, 60_000],
    [0.5, 120_000],
    [6_000, 10],
  ])('of %d requests a minute sends one every %i ms, the first at once', (rate, ms) => {
    expect(send(new RequestInterval(rate), 4)).toEqual([0, ms, 2 * ms, 3 * ms])
  })

  test('saves nothing up: after a pause requests are as far apart as before', () => {
    const requestInterval = new RequestInterval(60)
    send(requestInterval, 2)
    expect(send(requestInterval, 3, 60_000)).toEqual([60_000, 61_000, 62_000])
  })

  test('that is not given lets everyone send at once', () => {
    expect(send(new RequestInterval(null), 3)).toEqual([0, 0, 0])
  })

  test('is never exceeded, in no minute, and never wasted by those who are ready', () => {
    const gaps = fc.array(fc.nat(3_000), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 600 }), (readyAfter, rate) => {
        const requestInterval = new RequestInterval(rate)
        const sent: number[] = []
        let ready = 0
        for (const gap of readyAfter) {
          ready += gap
          const earliest = sent.at(-1) === undefined ? 0 : (sent.at(-1) ?? 0) + 60_000 / rate
          const now = Math.max(ready, requestInterval.nextAt)
          expect(now).toBeCloseTo(Math.max(ready, earliest), 3)
          requestInterval.sent(now)
          sent.push(now)
        }
        for (const begin of sent) {
          const minute = sent.filter((at) => at >= begin && at < begin + 60_000 - 0.001)
          expect(minute.length).toBeLessThanOrEqual(rate)
        }
      }),
    )
  })
})
