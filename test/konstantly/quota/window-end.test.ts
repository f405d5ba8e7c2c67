import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { QuotaReading } from '../../../src/konstantly/quota/rate-headers.ts'
import { windowEnd } from '../../../src/konstantly/quota/window-end.ts'

const reading = (seconds: number, reset = 1_000, remaining = 99): QuotaReading => ({
  limit: 100,
  remaining,
  reset,
  seconds,
})

describe('the moment by which a window is over', () => {
  test('is as many seconds after its answer was received as were told', () => {
    expect(windowEnd({ sentAt: 5_000, receivedAt: 5_080 }, reading(60))).toBe(65_080)
    // A reset that is rounded down may be up to a second away.
    expect(windowEnd({ sentAt: 5_000, receivedAt: 5_080 }, reading(0))).toBe(6_080)
  })

  /** When the window ends that a request arrives in at `now`, by the server's clock, in milliseconds. */
  const limiters = {
    'keeps to the clock': (now: number, seconds: number) => (Math.floor(now / 1000) + seconds) * 1000,
    'begins windows with a request': (now: number, seconds: number) => now + seconds * 1000,
  }
  const cases = fc.record({
    sentAt: fc.nat(10_000_000),
    skewMs: fc.integer({ min: -600_000, max: 600_000 }),
    there: fc.nat(2_000),
    back: fc.nat(2_000),
    seconds: fc.integer({ min: 1, max: 120 }),
    round: fc.constantFrom(Math.ceil, Math.floor),
  })

  test.each(Object.entries(limiters))(
    'is never too early for a limiter that %s, and a second late at most, however it rounds and whatever its clock says',
    (_, endOf) => {
      fc.assert(
        fc.property(cases, ({ sentAt, skewMs, there, back, seconds, round }) => {
          const atServer = 1_800_000_000_000 + sentAt + there + skewMs
          const end = endOf(atServer, seconds)
          const reset = round(end / 1000)
          const told = reading(reset - Math.floor(atServer / 1000), reset)
          const late = windowEnd({ sentAt, receivedAt: sentAt + there + back }, told) - (end - atServer)
          expect(late).toBeGreaterThanOrEqual(sentAt + there)
          expect(late).toBeLessThanOrEqual(sentAt + there + back + 1_000)
        }),
      )
    },
  )
})
