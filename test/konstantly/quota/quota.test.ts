import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Quota, type Ticket } from '../../../src/konstantly/quota/quota.ts'
import { LIMITER_KINDS } from '../../../src/sandbox/rate-limit.ts'
import { Throttle } from '../../../src/sandbox/throttle.ts'
import { simulate, type Simulation } from '../../support/quota-simulation.ts'

const MINUTE: Simulation = {
  kind: 'first-request',
  limit: 100,
  windowMs: 60_000,
  headers: true,
  competitor: 0,
  concurrency: 5,
  latencyMs: 100,
  skewMs: 0,
  begin: 1_764_000_000_337,
  requests: 1_000,
}
const TWO_SECONDS: Simulation = { ...MINUTE, limit: 50, windowMs: 2_000, latencyMs: 10, requests: 500 }

describe('against windows told in headers', () => {
  describe.each([
    ['60 s', MINUTE, 0.99],
    ['2 s', TWO_SECONDS, 0.97],
  ])('of %s', (_, windows, least) => {
    test.each([
      ['that begin with their first request', {}],
      ['whose reset is rounded down', { rounding: 'floor' as const }],
      ['that keep to the clock', { kind: 'fixed' as const }],
      ['by a clock ten minutes ahead', { skewMs: 600_000 }],
      ['by a clock ten minutes behind', { skewMs: -600_123 }],
      ['of which somebody else spends 30 %', { competitor: 0.3, requests: windows.requests * 0.7 }],
      ['with one worker', { concurrency: 1 }],
      ['with twenty workers', { concurrency: 20 }],
    ])('%s, ten of them take no longer than they must', async (_name, more) => {
      const { efficiency, rejected, shareUsed } = await simulate({ ...windows, ...more })
      expect(efficiency).toBeGreaterThan(least)
      expect(rejected).toBeLessThanOrEqual('competitor' in more ? 1 : 0)
      expect(shareUsed).toBeGreaterThan(0.99)
    })
  })

  test('is late by less than a second, once, whatever the second windows begin in', async () => {
    for (const begin of [0, 1, 250, 500, 750, 999]) {
      const { ms, efficiency, rejected } = await simulate({
        ...TWO_SECONDS,
        kind: 'fixed',
        begin: 1_764_000_000_000 + begin,
      })
      expect(ms - ms * efficiency).toBeLessThan(1_000)
      expect(rejected).toBe(0)
    }
  })

  test('leaves the reserve to others in every window', async () => {
    for (const reserve of [{ requests: 20 }, { share: 0.2 }]) {
      const { ms, rejected, sentAt } = await simulate({ ...MINUTE, requests: 240, reserve })
      expect(rejected).toBe(0)
      expect(Math.round(ms / 60_000)).toBe(2)
      for (const window of [0, 1, 2]) {
        const sent = sentAt.filter((at) => Math.floor(at / 60_000) === window)
        expect(sent).toHaveLength(80)
      }
    }
  })

  test('always has one request of its own, however large the reserve', async () => {
    const { rejected } = await simulate({ ...TWO_SECONDS, requests: 3, reserve: { requests: 50 } })
    expect(rejected).toBe(0)
  })

  test('sends the first request alone, and then what remains as fast as the workers can', async () => {
    const { sentAt } = await simulate({ ...MINUTE, requests: 20 })
    expect(sentAt.slice(0, 6)).toEqual([0, 100, 100, 100, 100, 100])
  })

  test('--rate keeps requests evenly apart, whatever the platform allows', async () => {
    const { sentAt } = await simulate({ ...MINUTE, requests: 30, ratePerMinute: 30 })
    expect(sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0))).toEqual(
      Array.from({ length: 29 }, () => 2_000),
    )
  })
})

describe('against any other limiter', () => {
  const kinds = ['sliding', 'bucket'] as const
  const tells = ['more', 'full'] as const
  test.each(kinds.flatMap((kind) => tells.map((resetTells) => ({ kind, resetTells }))))(
    '$kind, whose reset tells when there is $resetTells, is used by 90 % and more, however long requests take',
    async (more) => {
      for (const windows of [MINUTE, TWO_SECONDS]) {
        for (const jitterMs of [0, 2 * windows.latencyMs]) {
          const { efficiency, rejected } = await simulate({ ...windows, ...more, jitterMs })
          expect(efficiency).toBeGreaterThan(0.9)
          // A reset that tells of the next token alone says nothing of how long requests count: that is found out once.
          expect(rejected).toBeLessThanOrEqual(more.kind === 'bucket' && more.resetTells === 'more' ? 5 : 0)
        }
      }
    },
  )

  // Once what comes back after a long gap was waited for along with the little that came back now; or, as answers came in another
  // order than they were given, some of those sent were forgotten, and with them that they would come back.
  test.each([
    { limit: 40, concurrency: 5, latencyMs: 1, jitterMs: 40, begin: 337 },
    { limit: 40, concurrency: 10, latencyMs: 4, jitterMs: 60, begin: 337 },
    { limit: 20, concurrency: 3, latencyMs: 1, jitterMs: 20, begin: 999 },
    { limit: 20, concurrency: 5, latencyMs: 1, jitterMs: 20, begin: 500 },
    { limit: 20, concurrency: 10, latencyMs: 1, jitterMs: 20, begin: 750 },
  ])(
    'a sliding window of $limit at concurrency $concurrency loses nothing at the end of a burst',
    async (given) => {
      const { limit, begin } = given
      const kind = { kind: 'sliding' as const, requests: limit * 10 }
      const { efficiency } = await simulate({
        ...TWO_SECONDS,
        ...given,
        ...kind,
        begin: 1_764_000_000_000 + begin,
      })
      expect(efficiency).toBeGreaterThan(0.95)
    },
  )

  test('somebody else who takes what was told to remain is left one request from then on', async () => {
    const { efficiency, rejected } = await simulate({
      ...{
        ...MINUTE,
        kind: 'fixed',
        competitor: 0.3,
        jitterMs: 200,
        begin: 1_764_000_000_500,
        requests: 700,
      },
    })
    expect(efficiency).toBeGreaterThan(0.97)
    expect(rejected).toBeLessThanOrEqual(1)
  })
})

describe('the quota, whatever the order of answers', () => {
  /** A server that answers the requests in flight in an order that fast-check chooses. */
  const world = fc.record({
    kind: fc.constantFrom(...LIMITER_KINDS),
    limit: fc.integer({ min: 1, max: 12 }),
    windowMs: fc.constantFrom(1_000, 2_000, 5_000),
    reserve: fc.integer({ min: 0, max: 3 }),
    begin: fc.integer({ min: 1_764_000_000_000, max: 1_764_000_010_000 }),
    moves: fc.array(fc.record({ pick: fc.nat(), ms: fc.integer({ min: 1, max: 400 }) }), {
      minLength: 20,
      maxLength: 120,
    }),
  })

  test('requests in flight never exceed what remains, nobody waits when something is free, and nothing waits for ever', () => {
    fc.assert(
      fc.property(world, ({ kind, limit, windowMs, reserve, begin, moves }) => {
        const server = new Throttle({ kind, limit, windowMs, headers: true, competitor: 0 })
        const quota = new Quota({ requests: reserve })
        const inFlight: {
          ticket: Ticket
          sentAt: number
          reply: ReturnType<Throttle['admit']>
          repliedAt: number
        }[] = []
        let now = 0
        let remaining: number | null = null

        for (const { pick, ms } of moves) {
          for (let asked = 0; asked < 30; asked += 1) {
            const permission = quota.permit(now)
            if (!permission.granted) {
              // It waits for a moment that comes, or for an answer that is under way.
              if (permission.until === null) expect(inFlight.length).toBeGreaterThan(0)
              else {
                expect(permission.until).toBeGreaterThan(now)
                expect(permission.until - now).toBeLessThanOrEqual(windowMs + 2_000)
              }
              break
            }
            const ticket = quota.sent(now)
            // Beyond the one that asks, nothing is sent that was not told to be free, or is old enough to count no more.
            if (!ticket.asks && !ticket.relies && remaining !== null) {
              expect(inFlight.length + 1).toBeLessThanOrEqual(Math.max(remaining, 1))
            }
            const reply = server.admit(begin + now)
            inFlight.push({ ticket, sentAt: now, reply, repliedAt: now })
          }
          now += ms
          const [answer] = inFlight.splice(pick % Math.max(1, inFlight.length), 1)
          if (answer === undefined) continue
          const { ticket, sentAt, reply, repliedAt } = answer
          const left = Number(reply.headers['x-ratelimit-remaining'])
          const reset = Number(reply.headers['x-ratelimit-reset'])
          const seconds = reset - Math.floor((begin + repliedAt) / 1000)
          quota.answered(
            ticket,
            { sentAt, receivedAt: now },
            { limit, remaining: left, reset, seconds },
            reply.admitted,
          )
          if (!reply.admitted) quota.rejected()
          remaining = Math.max(
            ...[left, ...inFlight.map(({ reply: other }) => Number(other.headers['x-ratelimit-remaining']))],
          )
          remaining += inFlight.length
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a response without headers ends all waiting for them', () => {
    const quota = new Quota({ requests: 0 })
    const ticket = quota.sent(0)
    expect(quota.permit(0)).toEqual({ granted: false, until: null })
    quota.answered(ticket, { sentAt: 0, receivedAt: 10 }, null, true)
    quota.notTold()
    expect(quota.isTold).toBe(false)
    expect([quota.permit(10), quota.permit(10)]).toEqual([{ granted: true }, { granted: true }])
  })

  test('after a 429 one asks, and everyone waits for its answer', () => {
    const quota = new Quota({ requests: 0 })
    quota.answered(
      quota.sent(0),
      { sentAt: 0, receivedAt: 10 },
      { limit: 10, remaining: 9, reset: 60, seconds: 60 },
      true,
    )
    quota.rejected()
    expect(quota.permit(5_000)).toEqual({ granted: true })
    expect(quota.sent(5_000)).toEqual({ asks: true, relies: false })
    expect(quota.permit(5_001)).toEqual({ granted: false, until: null })
  })
})
