import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readQuota, readRetryAfter } from '../../../src/konstantly/quota/rate-headers.ts'

/** Our own clock, ten minutes behind the server's. */
const OURS = Date.parse('2026-11-23T18:35:00.700Z')
const DATE = 'Mon, 23 Nov 2026 18:45:00 GMT'
const SECOND = Date.parse(DATE) / 1000

const quota = (more: Record<string, string> = {}): Record<string, string> => ({
  date: DATE,
  'x-ratelimit-limit': '100',
  'x-ratelimit-remaining': '42',
  'x-ratelimit-reset': String(SECOND + 30),
  ...more,
})

describe('the rate limit headers', () => {
  test('tell the limit, what remains and when it is reset', () => {
    expect(readQuota(quota(), OURS)).toEqual({ limit: 100, remaining: 42, reset: SECOND + 30, seconds: 30 })
  })

  test('are read by the clock of the server, whatever ours says', () => {
    for (const ours of [0, OURS, Date.parse(DATE), Date.parse(DATE) + 86_400_000]) {
      expect(readQuota(quota(), ours)).toMatchObject({ seconds: 30 })
    }
  })

  test.each([undefined, '', 'yesterday'])(
    'are read by our own clock, cut to its second, where the server tells no time: %j',
    (date) => {
      const { date: _, ...headers } = quota({
        'x-ratelimit-reset': String(Math.floor(OURS / 1000) + 30),
      })
      expect(readQuota({ ...headers, ...(date !== undefined && { date }) }, OURS)).toMatchObject({
        seconds: 30,
      })
    },
  )

  test.each([
    [0, 0],
    [1, 1],
    [-1, 0],
    [-3_600, 0],
  ])('with a reset %i s after the answer leave %i s', (later, seconds) => {
    const reset = SECOND + later
    expect(readQuota(quota({ 'x-ratelimit-reset': String(reset) }), OURS)).toMatchObject({ reset, seconds })
  })

  test('never leave more than the limit', () => {
    expect(readQuota(quota({ 'x-ratelimit-remaining': '150' }), OURS)).toMatchObject({
      limit: 100,
      remaining: 100,
    })
  })

  test('may stand between spaces', () => {
    expect(readQuota(quota({ 'x-ratelimit-remaining': ' 7 ' }), OURS)).toMatchObject({ remaining: 7 })
  })

  test.each(['x-ratelimit-limit', 'x-ratelimit-remaining', 'x-ratelimit-reset'])(
    'tell nothing where %s is missing or no whole number',
    (name) => {
      const { [name]: _, ...others } = quota()
      expect(readQuota(others, OURS)).toBeNull()
      for (const value of ['', ' ', '-1', '1.5', '1e3', '0x10', 'many', '5, 5', '9'.repeat(16)]) {
        expect(readQuota(quota({ [name]: value }), OURS)).toBeNull()
      }
    },
  )

  test('tell nothing where the limit is 0, for nobody could ever send', () => {
    expect(readQuota(quota({ 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0' }), OURS)).toBeNull()
  })

  test('tell nothing where there are none', () => {
    expect(readQuota({}, OURS)).toBeNull()
  })

  test('tell nothing that makes no sense, whatever they hold', () => {
    const value = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String))
    const names = ['limit', 'remaining', 'reset'].map((name) => `x-ratelimit-${name}`)
    fc.assert(
      fc.property(fc.tuple(value, value, value, value), ([date, ...values]) => {
        const headers = Object.fromEntries(names.map((name, n) => [name, values[n] ?? '']))
        const reading = readQuota({ date, ...headers }, OURS)
        if (reading === null) return
        for (const number of Object.values(reading)) expect(Number.isSafeInteger(number)).toBe(true)
        expect(reading.remaining).toBeLessThanOrEqual(reading.limit)
        expect(reading.limit).toBeGreaterThan(0)
        expect(Math.min(reading.remaining, reading.reset, reading.seconds)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('Retry-After', () => {
  test.each([
    ['0', 0],
    ['1', 1_000],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['007', 7_000],
  ])('in seconds is as long as it says: %j', (value, ms) => {
    expect(readRetryAfter({ 'retry-after': value, date: DATE }, OURS)).toBe(ms)
  })

  test.each([
    ['Mon, 23 Nov 2026 18:45:30 GMT', 30_000],
    ['Monday, 23-Nov-26 18:46:00 GMT', 60_000],
    ['Mon Nov 23 18:46:40 2026 GMT', 100_000],
    [DATE, 0],
    ['Mon, 23 Nov 2026 18:44:59 GMT', 0],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ])('by date is the time from the answer’s own date until then, never less than none: %s', (value, ms) => {
    for (const ours of [0, OURS, Date.parse(DATE) + 86_400_000]) {
      expect(readRetryAfter({ 'retry-after': value, date: DATE }, ours)).toBe(ms)
    }
  })

  test.each([{}, { date: 'yesterday' }])(
    'by date is reckoned from our own clock where the server tells no time',
    (headers) => {
      const value = 'Mon, 23 Nov 2026 18:35:10 GMT'
      expect(readRetryAfter({ ...headers, 'retry-after': value }, OURS)).toBe(9_300)
    },
  )

  test.each(['', ' ', 'soon', '-5', '1.5', '+5', '1e3', '5 s', '5, 10', 'NaN', 'tomorrow'])(
    'that is neither seconds nor a date says nothing: %j',
    (value) => {
      expect(readRetryAfter({ 'retry-after': value, date: DATE }, OURS)).toBeNull()
    },
  )

  test('that is not there says nothing', () => {
    expect(readRetryAfter({ date: DATE }, OURS)).toBeNull()
  })
})
