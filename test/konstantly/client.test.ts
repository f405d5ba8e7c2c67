import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import nock from 'nock'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { KonstantlyClient } from '../../src/konstantly/client.ts'
import type { TransportOptions } from '../../src/konstantly/http/transport-options.ts'
import type { Answer, Interruption } from '../../src/offboarding/answer.ts'
import type { Retry } from '../../src/offboarding/event.ts'
import type { PlatformStep } from '../../src/offboarding/step.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { nockInThisFile } from '../support/nock.ts'
import { TRANSPORT_OPTIONS } from '../support/transport-options.ts'

const HOST = 'https://acme.konstant.ly'
const BASE_URL = `${HOST}/openapi/v1`
const KEY = 'key-of-acme'

const USER = {
  id: 'u1',
  name: 'Ute Vogel',
  email: 'ute@example.com',
  isBanned: true,
  role: { alias: 'learner' },
}
const SHOWN = { id: 'u1', name: 'Ute Vogel', email: 'ute@example.com', role: 'learner', deactivated: true }
const PAGE = '<!doctype html><title>Maintenance</title>'
/** What finds out whether the platform is up, before a row is given up that nobody was answered beside; and its answer. */
const PROBE = '/users?offset=0'
const NO_USERS = { users: [], totalCount: 0 }

/** A step that names a user by ID. */
type UserStep = Extract<PlatformStep, { userId: string }>

const READ: UserStep = { do: 'read', userId: 'u1' }
const DEACTIVATE: UserStep = { do: 'deactivate', userId: 'u1' }
const REACTIVATE: UserStep = { do: 'reactivate', userId: 'u1' }
const DELETE: UserStep = { do: 'delete', userId: 'u1' }
const STEPS = [READ, DEACTIVATE, REACTIVATE, DELETE]

interface Rig {
  client: KonstantlyClient
  perform: (step: PlatformStep) => Promise<Answer | Interruption>
  /** How long each wait was to be. Waits take no time. */
  pauses: number[]
  /** What `onRetry` was told. */
  retries: Retry[]
  stop: AbortController
  /** Tells how often the run was told that the platform is not available. */
  givenUp: () => number
}

/** A client with everything it needs, whose waits are only noted down. Its random number is always a half. */
function rig(options: Partial<TransportOptions> = {}): Rig {
  const clock = new LeapingClock(undefined, { standsStill: true })
  const pauses: number[] = []
  const retries: Retry[] = []
  const stop = new AbortController()
  let givenUp = 0
  const client = new KonstantlyClient({
    ...TRANSPORT_OPTIONS,
    baseUrl: BASE_URL,
    apiKey: KEY,
    stopSignal: stop.signal,
    haltSignal: new AbortController().signal,
    onUnavailable: () => {
      givenUp += 1
      stop.abort()
    },
    now: clock.now,
    wallClock: clock.wall,
    pause: (ms, signal) => {
      pauses.push(ms)
      return clock.pause(ms, signal)
    },
    ...options,
  })
  onTestFinished(() => {
    client.close()
  })
  return {
    client,
    perform: (step) => client.perform(step, (retry) => retries.push(retry)),
    pauses,
    retries,
    stop,
    givenUp: () => givenUp,
  }
}

/** The endpoint of a step, ready to be told its reply. */
function on({ do: action, userId }: UserStep): nock.Interceptor {
  const scope = nock(BASE_URL)
  switch (action) {
    case 'read':
      return scope.get(`/users/${userId}`)
    case 'deactivate':
      return scope.post('/users/blocked')
    case 'reactivate':
      return scope.delete(`/users/blocked/${userId}`)
    case 'delete':
      return scope.delete(`/users/${userId}`)
  }
}

const ONCE = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }

describe('against a scripted platform', () => {
  nockInThisFile()
  let probes = 0
  beforeEach(() => {
    nock.disableNetConnect()
    probes = 0
    nock(BASE_URL)
      .persist()
      .get(PROBE)
      .optionally()
      .reply(() => {
        probes += 1
        return [200, NO_USERS]
      })
  })
  afterEach(() => {
    const left = nock.pendingMocks()
    nock.abortPendingRequests()
    nock.cleanAll()
    nock.enableNetConnect()
    expect(left).toEqual([])
  })

  describe('a request', () => {
    interface Sent {
      method: string
      url: string
      headers: Record<string, string>
      body: string
    }

    /** What one step sends. */
    async function sent(step: PlatformStep, options: Partial<TransportOptions> = {}): Promise<Sent> {
      const seen: Sent[] = []
      // Nothing else answers here, so that whatever is sent is seen.
      nock.cleanAll()
      nock(/.*/)
        .intercept(/.*/, step.do === 'read' ? 'GET' : step.do === 'deactivate' ? 'POST' : 'DELETE')
        .reply(async (request: Request) => {
          const { method, url } = request
          seen.push({ method, url, headers: Object.fromEntries(request.headers), body: await request.text() })
          return [200, USER]
        })
      await rig(options).perform(step)
      const [only, ...more] = seen
      if (only === undefined || more.length > 0) throw new Error('not one request was sent')
      return only
    }

    test.each([
      [READ, 'GET', '/users/u1', ''],
      [DEACTIVATE, 'POST', '/users/blocked', '{"id":"u1"}'],
      [REACTIVATE, 'DELETE', '/users/blocked/u1', ''],
      [DELETE, 'DELETE', '/users/u1', ''],
    ])('to $do has its documented method, path and body', async (step, method, path, body) => {
      expect(await sent(step)).toMatchObject({
        method,
        url: `${BASE_URL}${path}`,
        body,
      })
    })

    test('keeps the whole path of the base URL', async () => {
      const { url } = await sent(DELETE, { baseUrl: 'https://learning.acme.com:8443/a/b' })
      expect(url).toBe('https://learning.acme.com:8443/a/b/users/u1')
    })

    test.each(STEPS)(
      'to $do carries the key, names the tool, and asks for JSON that is not compressed',
      async (step) => {
        const { headers } = await sent(step)
        expect(headers).toMatchObject({
          'x-api-key': KEY,
          accept: 'application/json',
          'accept-encoding': 'identity',
          'user-agent': 'konstantly-offboard/1.2.3',
        })
        expect(headers).not.toHaveProperty('authorization')
        expect(headers).not.toHaveProperty('cookie')
      },
    )

    test('has a content type where it has a body, and only there', async () => {
      expect((await sent(DEACTIVATE)).headers).toMatchObject({
        'content-type': 'application/json',
        'content-length': '11',
      })
      for (const step of [READ, REACTIVATE, DELETE]) {
        expect((await sent(step)).headers).not.toHaveProperty('content-type')
      }
    })

    test.each(
      [
        '',
        'blocked',
        'byEmail',
        '.',
        '..',
        'blocked/42',
        '../users',
        '42?x',
        '42#',
        '%2e%2e',
        '4\\2',
        ' 42',
        'x'.repeat(129),
      ].flatMap((userId) => STEPS.map((step) => [step.do, userId] as const)),
    )('to %s is never sent for %j, which is no user ID', async (action, userId) => {
      const perform = async (): Promise<unknown> => rig().perform({ do: action, userId })
      await expect(perform()).rejects.toThrow('must not reach the network')
    })
  })

  describe('an answer', () => {
    type Case = [step: UserStep, status: number, body: string | object, answer: object]
    const UNCLEAR = {
      kind: 'unclear',
      message: 'the platform answered 200 with something else than success',
    }
    const cases: Case[] = [
      [READ, 200, USER, { kind: 'user', status: 200, user: SHOWN }],
      [DEACTIVATE, 200, USER, { kind: 'user', status: 200, user: SHOWN }],
      [
        DEACTIVATE,
        200,
        { ...USER, isBanned: false },
        { kind: 'user', user: { ...SHOWN, deactivated: false } },
      ],
      [DEACTIVATE, 200, { ...USER, id: 'u2' }, { kind: 'user', user: { ...SHOWN, id: 'u2' } }],
      [DEACTIVATE, 200, '', { kind: 'done', status: 200 }],
      [DEACTIVATE, 200, {}, { kind: 'done', status: 200 }],
      [DEACTIVATE, 200, { id: 'u1' }, { ...UNCLEAR, status: 200 }],
      [REACTIVATE, 200, {}, { kind: 'done', status: 200 }],
      [DELETE, 200, '', { kind: 'done', status: 200 }],
      [DELETE, 204, '', { kind: 'done', status: 204 }],
      [
        DELETE,
        202,
        {},
        { kind: 'unclear', message: 'the platform answered 202, which does not say that it was done' },
      ],
      [DEACTIVATE, 202, USER, { kind: 'unclear', message: expect.stringContaining('202') as string }],
      [DELETE, 207, '', { kind: 'unclear', message: expect.stringContaining('207') as string }],
      [DELETE, 200, USER, { kind: 'user', status: 200, user: SHOWN }],
      [REACTIVATE, 200, USER, { kind: 'user', status: 200, user: SHOWN }],
      ...[
        'false',
        'null',
        '0',
        '[]',
        '"deleted"',
        '{"ok":false}',
        '{"errors":[{"message":"no"}]}',
        '{"deleted":false}',
      ].map((body): Case => [DELETE, 200, body, UNCLEAR]),
      [DELETE, 200, { success: true, error: null }, UNCLEAR],
      [
        DELETE,
        200,
        { status: 422, message: 'You should block users\nbefore deleting them' },
        {
          kind: 'unclear',
          message: 'the platform answered 200: You should block users before deleting them',
        },
      ],
      [READ, 404, { status: 404, message: 'Not found' }, { kind: 'not_found', status: 404 }],
      [DEACTIVATE, 404, { status: 404, message: 'Not found' }, { kind: 'not_found', status: 404 }],
      [REACTIVATE, 404, { status: 404, message: 'Not found' }, { kind: 'not_found', status: 404 }],
      [DELETE, 404, { status: 404, message: 'Not found' }, { kind: 'not_found', status: 404 }],
      [
        DEACTIVATE,
        422,
        { status: 422, message: 'User cannot be banned:\n an expert' },
        { kind: 'rejected', status: 422, message: 'User cannot be banned: an expert' },
      ],
      [DELETE, 422, {}, { kind: 'rejected', status: 422, message: 'the platform answered 422' }],
      [DELETE, 422, '', { kind: 'rejected', status: 422, message: 'the platform answered 422' }],
      [
        REACTIVATE,
        402,
        { message: 'licence limit' },
        { kind: 'rejected', status: 402, message: 'licence limit' },
      ],
      [
        READ,
        400,
        { message: 'Validation failed' },
        { kind: 'rejected', status: 400, message: 'Validation failed' },
      ],
    ]

    test.each(cases)('to $do of %i with %j is what it proves', async (step, status, body, answer) => {
      on(step).reply(status, body)
      expect(await rig().perform(step)).toEqual({ status, ...answer, delivery: ONCE })
    })

    test.each([301, 302, 303, 307, 308])('of %i is no success, and is not followed', async (status) => {
      for (const step of STEPS) {
        const elsewhere = nock('https://elsewhere.example.com').persist()
        let followed = 0
        for (const method of ['GET', 'POST', 'DELETE']) {
          elsewhere.intercept('/', method).reply(() => {
            followed += 1
            return [200, USER]
          })
        }
        on(step).reply(status, '', { location: 'https://elsewhere.example.com/' })
        const answer = await rig().perform(step)
        nock.cleanAll()
        expect(followed).toBe(0)
        expect(answer).toEqual({
          kind: 'failed',
          status,
          reason: `the platform answered with a redirect (${status})`,
          delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: true },
        })
      }
    })

    describe('of 404 that is not the platform’s own', () => {
      const FOREIGN = [
        ['empty, as Envoy’s', ''],
        ['of Kong’s', { message: 'no Route matched with those values' }],
      ] as const

      test.each(
        FOREIGN.flatMap((body) => [READ, DEACTIVATE, DELETE].map((step) => [step, ...body] as const)),
      )(
        'to $do is believed where the platform answers, and does not know the user: %s',
        async (step, _, body) => {
          on(step).reply(404, body)
          on(READ).reply(404, body)
          expect(await rig().perform(step)).toEqual({ kind: 'not_found', status: 404, delivery: ONCE })
          expect(probes).toBe(1)
        },
      )

      test.each([DEACTIVATE, DELETE])('to $do is an error of now where the user is there', async (step) => {
        on(step).reply(404)
        on(READ).reply(200, USER)
        on(step).reply(200, USER)
        expect(await rig({ retries: 1 }).perform(step)).toMatchObject({
          kind: 'user',
          delivery: { attempts: 2, retries: ['unreadable_body'] },
        })
      })

      test('is an outage while the list of users is not answered by the platform either', async () => {
        nock.cleanAll()
        on(READ).reply(404)
        for (let n = 0; n < 3; n += 1) nock(BASE_URL).get(PROBE).reply(404)
        nock(BASE_URL).persist().get(PROBE).reply(200, NO_USERS)
        // Once to make sure, and once more to know.
        for (let n = 0; n < 2; n += 1) on(READ).reply(200, USER)
        const { client, perform } = rig({ retries: 1 })
        expect(await perform(READ)).toMatchObject({ kind: 'user', delivery: { attempts: 2 } })
        expect(client.pace.outageMs).toBeGreaterThan(0)
      })

      test('counts what was asked to make sure', async () => {
        on(DELETE).reply(404)
        on(READ).reply(404)
        const { client, perform } = rig()
        await perform(DELETE)
        expect(client.pace.probes).toBe(2)
      })
    })

    test('of 304 proves nothing', async () => {
      on(READ).reply(304)
      expect(await rig().perform(READ)).toMatchObject({ kind: 'failed', status: 304 })
    })
  })

  describe('a key that is rejected', () => {
    test.each([401, 403].flatMap((status) => STEPS.map((step) => [status, step] as const)))(
      'with %i ends the run, without another attempt',
      async (status, step) => {
        on(step).reply(status, { status, message: 'Unauthorized' })
        const { perform, pauses } = rig()
        expect(await perform(step)).toEqual({ kind: 'key_rejected', status, delivery: ONCE })
        expect(pauses).toEqual([])
      },
    )

    test.each([401, 403])('with %i and a page ends the run all the same', async (status) => {
      on(READ).reply(status, PAGE, { 'content-type': 'text/html' })
      expect(await rig().perform(READ)).toMatchObject({ kind: 'key_rejected', status })
    })

    test('on a further attempt ends the run, with what is known of the earlier ones', async () => {
      on(DELETE).reply(503)
      on(DELETE).reply(401)
      expect(await rig().perform(DELETE)).toEqual({
        kind: 'key_rejected',
        status: 401,
        delivery: { attempts: 2, throttled: 0, retries: ['http_503'], mayHaveArrived: true },
      })
    })

    test('is sent with no further request', async () => {
      on(READ).reply(401)
      const { perform } = rig()
      await perform(READ)
      expect(await perform(DELETE)).toEqual({
        kind: 'stopped',
        delivery: { attempts: 0, throttled: 0, retries: [], mayHaveArrived: false },
      })
    })
  })

  describe('a further attempt', () => {
    test.each(STEPS)('is made of each step, POST included: $do', async (step) => {
      on(step).reply(503, PAGE)
      on(step).reply(200, USER)
      const { perform } = rig()
      expect(await perform(step)).toMatchObject({
        status: 200,
        delivery: { attempts: 2, throttled: 0, retries: ['http_503'], mayHaveArrived: true },
      })
    })

    test('of a POST sends its body again', async () => {
      const bodies: string[] = []
      for (const status of [500, 200]) {
        on(DEACTIVATE).reply(async (request: Request) => {
          bodies.push(await request.text())
          return [status, USER]
        })
      }
      await rig().perform(DEACTIVATE)
      expect(bodies).toEqual(['{"id":"u1"}', '{"id":"u1"}'])
    })

    test.each([408, 500, 502, 503, 504])(
      'is made after %i, for the request may have arrived',
      async (status) => {
        on(DELETE).reply(status, { status, message: 'Something went wrong' })
        on(DELETE).reply(404, { status: 404, message: 'Not found' })
        expect(await rig().perform(DELETE)).toEqual({
          kind: 'not_found',
          status: 404,
          delivery: { attempts: 2, throttled: 0, retries: [`http_${status}`], mayHaveArrived: true },
        })
      },
    )

    test.each(
      [425, 429].flatMap((status) => [
        [status, JSON.stringify({ status, message: 'Too many requests' })],
        [status, PAGE],
      ]),
    )('is made after %i, for the request was turned away, whatever the body: %s', async (status, body) => {
      on(DELETE).reply(status, body)
      on(DELETE).reply(404, { status: 404, message: 'Not found' })
      expect(await rig().perform(DELETE)).toMatchObject({
        kind: 'not_found',
        delivery: { mayHaveArrived: false },
      })
    })

    test.each([
      ['ECONNRESET', 'connection_reset', true],
      ['EPIPE', 'connection_reset', true],
      ['ECONNREFUSED', 'connection_refused', false],
      ['ENOTFOUND', 'dns', false],
      ['ENETUNREACH', 'unreachable', false],
    ])('is made after %s', async (code, cause, mayHaveArrived) => {
      on(DELETE).replyWithError(Object.assign(new Error('broken'), { code }))
      on(DELETE).reply(200)
      expect(await rig().perform(DELETE)).toEqual({
        kind: 'done',
        status: 200,
        delivery: { attempts: 2, throttled: 0, retries: [cause], mayHaveArrived },
      })
    })

    test.each([
      ['a page answered 200', 200, PAGE, true],
      ['a page answered 404', 404, PAGE, true],
      ['a page answered 422', 422, PAGE, true],
      ['half a body', 200, '{"id":"u1","isBan', true],
    ])('is made after %s, which proves nothing', async (_, status, body, mayHaveArrived) => {
      on(DELETE).reply(status, body)
      on(DELETE).reply(404, { status: 404, message: 'Not found' })
      expect(await rig().perform(DELETE)).toEqual({
        kind: 'not_found',
        status: 404,
        delivery: { attempts: 2, throttled: 0, retries: ['unreadable_body'], mayHaveArrived },
      })
    })

    test.each(['', {}, { users: [USER], totalCount: 1 }, { ...USER, isBanned: 'true' }])(
      'is made after a reading that shows no user: %j',
      async (body) => {
        on(READ).reply(200, body)
        on(READ).reply(200, USER)
        expect(await rig().perform(READ)).toMatchObject({ kind: 'user', delivery: { attempts: 2 } })
      },
    )

    test.each([400, 402, 404, 409, 422])('is not made after %i', async (status) => {
      on(DELETE).reply(status, { status, message: 'no' })
      const { perform, retries } = rig()
      expect(await perform(DELETE)).toMatchObject({ status, delivery: { attempts: 1 } })
      expect(retries).toEqual([])
    })

    test('is made as often as --retries says, and then the step is failed with the last status', async () => {
      on(DELETE).reply(500)
      on(DELETE).replyWithError(Object.assign(new Error('broken'), { code: 'ECONNREFUSED' }))
      on(DELETE).reply(503)
      const { perform, pauses } = rig({ retries: 2 })
      expect(await perform(DELETE)).toEqual({
        kind: 'failed',
        status: 503,
        reason: 'the platform answered 503',
        delivery: {
          attempts: 3,
          throttled: 0,
          retries: ['http_500', 'connection_refused'],
          mayHaveArrived: true,
        },
      })
      expect(pauses).toEqual([500, 1_000])
      expect(probes).toBe(1)
    })

    test('is never made with --retries 0', async () => {
      on(DELETE).replyWithError(Object.assign(new Error('broken'), { code: 'ECONNREFUSED' }))
      const { perform, pauses } = rig({ retries: 0 })
      expect(await perform(DELETE)).toEqual({
        kind: 'failed',
        status: null,
        reason: 'the connection was refused',
        delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false },
      })
      expect(pauses).toEqual([])
      expect(probes).toBe(1)
    })

    test('that never got through leaves it certain that nothing arrived', async () => {
      for (let n = 0; n < 3; n += 1) {
        on(DELETE).replyWithError(Object.assign(new Error('broken'), { code: 'ENOTFOUND' }))
      }
      expect(await rig({ retries: 2 }).perform(DELETE)).toMatchObject({
        kind: 'failed',
        delivery: { attempts: 3, mayHaveArrived: false },
      })
    })

    test.each(STEPS)('after a 429 costs no attempt, however often that happens: $do', async (step) => {
      for (let n = 0; n < 8; n += 1) on(step).reply(429, '', { 'retry-after': '2' })
      on(step).reply(200, USER)
      const { perform, pauses } = rig({ retries: 0 })
      expect(await perform(step)).toMatchObject({
        status: 200,
        delivery: {
          attempts: 1,
          throttled: 8,
          retries: Array<string>(8).fill('http_429'),
          mayHaveArrived: false,
        },
      })
      expect(pauses).toHaveLength(8)
      expect(Math.max(...pauses)).toBeLessThanOrEqual(2_000)
      expect(Math.min(...pauses)).toBeGreaterThan(1_900)
    })

    test('is counted without the ones that a 429 turned away in between', async () => {
      on(DELETE).reply(503)
      on(DELETE).reply(429, '', { 'retry-after': '1' })
      on(DELETE).reply(503)
      const { perform } = rig({ retries: 1 })
      expect(await perform(DELETE)).toEqual({
        kind: 'failed',
        status: 503,
        reason: 'the platform answered 503',
        delivery: { attempts: 2, throttled: 1, retries: ['http_503', 'http_429'], mayHaveArrived: true },
      })
    })

    test('begins each step anew: what another one met is not counted', async () => {
      on(DELETE).reply(503)
      on(DELETE).reply(200)
      on(DELETE).reply(404, { status: 404, message: 'Not found' })
      const { perform } = rig()
      await perform(DELETE)
      expect(await perform(DELETE)).toEqual({ kind: 'not_found', status: 404, delivery: ONCE })
    })
  })

  describe('the wait before a further attempt', () => {
    const WALL = Date.parse('2026-11-23T18:45:00Z')

    /** The waits before further attempts after so many answers of 503 with these headers; then success. */
    async function waits(headers: Record<string, string>, times = 1): Promise<number[]> {
      for (let n = 0; n < times; n += 1) on(READ).reply(503, '', headers)
      on(READ).reply(200, USER)
      const { perform, pauses, retries } = rig({ wallClock: () => WALL })
      expect((await perform(READ)).kind).toBe('user')
      const told = retries.map(({ delayMs }) => delayMs)
      // What was told is what was waited, and for nothing nobody waits.
      expect(pauses).toEqual(told.filter((ms) => ms > 0))
      return told
    }

    test('grows with each attempt, by random shares', async () => {
      expect(await waits({}, 5)).toEqual([500, 1_000, 2_000, 4_000, 8_000])
    })

    test.each([
      ['7', 7_000],
      ['120', 120_000],
    ])('is as long as Retry-After says in seconds: %s', async (value, ms) => {
      expect(await waits({ 'retry-after': value })).toEqual([ms])
    })

    test.each([
      ['Mon, 23 Nov 2026 18:45:30 GMT', 30_000],
      ['Monday, 23-Nov-26 18:46:00 GMT', 60_000],
    ])('is as long as Retry-After says by date: %s', async (value, ms) => {
      expect(await waits({ 'retry-after': value })).toEqual([ms])
    })

    test.each([
      ['Mon, 23 Nov 2026 18:35:00 GMT', 'Mon, 23 Nov 2026 18:35:20 GMT', 20_000],
      ['Mon, 23 Nov 2026 18:55:00 GMT', 'Mon, 23 Nov 2026 18:55:20 GMT', 20_000],
      ['Mon, 23 Nov 2026 18:55:00 GMT', 'Mon, 23 Nov 2026 18:54:00 GMT', 500],
    ])(
      'is reckoned by the clock of a server that is ten minutes off: at %s until %s',
      async (date, value, ms) => {
        expect(await waits({ date, 'retry-after': value })).toEqual([ms])
      },
    )

    test.each(['0', 'Mon, 23 Nov 2026 18:45:00 GMT', 'Mon, 23 Nov 2026 18:44:00 GMT'])(
      'grows with each attempt also where Retry-After asks for no time: %s',
      async (value) => {
        expect(await waits({ 'retry-after': value }, 5)).toEqual([500, 1_000, 2_000, 4_000, 8_000])
      },
    )

    test('is not begun where Retry-After asks for more than patience allows: the run is told instead', async () => {
      on(DELETE).reply(503, '', { 'retry-after': '601' })
      const { perform, pauses, retries, givenUp } = rig()
      expect(await perform(DELETE)).toEqual({
        kind: 'stopped',
        delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: true },
      })
      expect([pauses, retries, givenUp(), probes]).toEqual([[], [], 1, 0])
    })

    test('is begun where Retry-After asks for just as much as patience allows', async () => {
      on(DELETE).reply(503, '', { 'retry-after': '600' })
      on(DELETE).reply(200)
      const { perform, pauses, givenUp } = rig()
      expect(await perform(DELETE)).toMatchObject({ kind: 'done', delivery: { attempts: 2 } })
      expect([pauses, givenUp()]).toEqual([[600_000], 0])
    })

    test.each(['', 'soon', '-5', '1.5'])(
      'takes no notice of a Retry-After that says nothing: %j',
      async (value) => {
        expect(await waits({ 'retry-after': value })).toEqual([500])
      },
    )

    test('is told of before it begins', async () => {
      on(DEACTIVATE).reply(503, '', { 'retry-after': '3' })
      on(DEACTIVATE).replyWithError(Object.assign(new Error('broken'), { code: 'ECONNRESET' }))
      on(DEACTIVATE).reply(200, USER)
      const order: unknown[] = []
      const { client } = rig({
        pause: (ms) => {
          order.push(`wait ${ms}`)
          return Promise.resolve()
        },
      })
      await client.perform(DEACTIVATE, (retry) => order.push(retry))
      expect(order).toEqual([
        { step: 'deactivate', attempt: 1, cause: 'http_503', delayMs: 3_000 },
        'wait 3000',
        { step: 'deactivate', attempt: 2, cause: 'connection_reset', delayMs: 1_000 },
        'wait 1000',
      ])
    })

    test('is added up over all steps', async () => {
      let clock = 0
      on(READ).reply(503)
      on(READ).reply(503)
      on(READ).reply(200, USER)
      on(DELETE).reply(503)
      on(DELETE).reply(200)
      const { client, perform } = rig({
        now: () => clock,
        pause: (ms) => {
          clock += ms
          return Promise.resolve()
        },
      })
      expect(client.pace.retryWaitMs).toBe(0)
      await perform(READ)
      expect(client.pace.retryWaitMs).toBe(1_500)
      await perform(DELETE)
      expect(client.pace.retryWaitMs).toBe(2_000)
    })
  })

  describe('a run that is told to stop', () => {
    test('lets a request under way finish', async () => {
      const { perform, stop } = rig()
      on(READ).reply(() => {
        stop.abort()
        return [200, USER]
      })
      expect(await perform(READ)).toMatchObject({ kind: 'user', delivery: ONCE })
    })

    test('still sends what completes a user in flight', async () => {
      on(DELETE).reply(200)
      const { perform, stop } = rig()
      stop.abort()
      expect(await perform(DELETE)).toEqual({ kind: 'done', status: 200, delivery: ONCE })
    })

    test('makes no further attempt once stopped, and tells of none', async () => {
      const { perform, stop, pauses, retries } = rig()
      on(DELETE).reply(() => {
        stop.abort()
        return [503]
      })
      expect(await perform(DELETE)).toEqual({
        kind: 'stopped',
        delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: true },
      })
      expect([pauses, retries]).toEqual([[], []])
    })

    test.each([
      ['an answer of 503', (to: nock.Interceptor) => to.reply(503), true],
      ['an answer of 425', (to: nock.Interceptor) => to.reply(425), false],
      ['a page', (to: nock.Interceptor) => to.reply(200, PAGE), true],
      [
        'a refused connection',
        (to: nock.Interceptor) => to.replyWithError(Object.assign(new Error('no'), { code: 'ECONNREFUSED' })),
        false,
      ],
    ])('while waiting after %s makes no further attempt', async (_, reply, mayHaveArrived) => {
      const stop = new AbortController()
      const { perform } = rig({
        stopSignal: stop.signal,
        pause: () => {
          stop.abort()
          return Promise.resolve()
        },
      })
      reply(on(DELETE))
      expect(await perform(DELETE)).toEqual({
        kind: 'stopped',
        delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived },
      })
    })

    test('while a 429 keeps everyone waiting makes no further attempt, and nothing arrived', async () => {
      const stop = new AbortController()
      const { perform } = rig({
        stopSignal: stop.signal,
        pause: () => {
          stop.abort()
          return Promise.resolve()
        },
      })
      on(DELETE).reply(429, '', { 'retry-after': '30' })
      expect(await perform(DELETE)).toMatchObject({
        kind: 'stopped',
        delivery: { attempts: 0, throttled: 1, mayHaveArrived: false },
      })
    })

    test('sends nothing for a step that would have to wait, and is certain that nothing arrived', async () => {
      on(READ).reply(429, '', { 'retry-after': '30' })
      const { perform, stop } = rig({
        pause: () => {
          stop.abort()
          return Promise.resolve()
        },
      })
      await perform(READ)
      expect(await perform(DELETE)).toEqual({
        kind: 'stopped',
        delivery: { attempts: 0, throttled: 0, retries: [], mayHaveArrived: false },
      })
    })

    test('ends a wait at once', async () => {
      const stop = new AbortController()
      const waiting = Promise.withResolvers<AbortSignal>()
      const { perform } = rig({
        stopSignal: stop.signal,
        pause: async (_, signal) => {
          waiting.resolve(signal)
          if (!signal.aborted) await once(signal, 'abort')
        },
      })
      on(DELETE).reply(503)
      const answer = perform(DELETE)
      await waiting.promise
      stop.abort()
      expect(await answer).toMatchObject({ kind: 'stopped' })
    })

    test('burns no row, nor finds out any more whether it was the row or the platform', async () => {
      const { perform, stop } = rig({ retries: 0 })
      on(DELETE).reply(() => {
        stop.abort()
        return [503]
      })
      expect(await perform(DELETE)).toEqual({
        kind: 'stopped',
        delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: true },
      })
      expect(probes).toBe(0)
    })
  })

  test('an error of the platform never brings the key into an answer', async () => {
    on(DELETE).reply(500, { message: KEY }, { 'x-echo': KEY })
    expect(JSON.stringify(await rig({ retries: 0 }).perform(DELETE))).not.toContain(KEY)
  })
})

describe('against a real server', () => {
  /** Listens on loopback until the test ends, with whatever connections are left then. */
  async function listen(server: Server): Promise<string> {
    const sockets = new Set<Socket>()
    server.on('connection', (socket: Socket) => {
      sockets.add(socket)
      socket.on('error', () => undefined).once('close', () => sockets.delete(socket))
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      server.close()
      for (const socket of sockets) socket.destroy()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  type Handler = (response: ServerResponse, request: IncomingMessage) => void

  /** A server that handles each request with the next handler, and all further ones with the last. Probes it answers beside. */
  async function serve(
    ...handlers: Handler[]
  ): Promise<{ baseUrl: string; server: Server; count: () => number }> {
    let requests = 0
    const server = createServer((request, response) => {
      if (request.url === PROBE) {
        response.end(JSON.stringify(NO_USERS))
        return
      }
      const handle = handlers[Math.min(requests, handlers.length - 1)]
      requests += 1
      request.resume()
      handle?.(response, request)
    })
    return { baseUrl: await listen(server), server, count: () => requests }
  }

  const showUser: Handler = (response) => response.end(JSON.stringify(USER))
  const beSilent: Handler = () => undefined
  const cut: Handler = (response) => {
    response.destroy()
  }

  test('a platform that says nothing is given up after the time an attempt has', async () => {
    const { baseUrl } = await serve(beSilent)
    // The probe that follows has to be answered in as much time, on a busy machine, too.
    const { perform, retries } = rig({ baseUrl, timeoutMs: 500, retries: 1 })
    expect(await perform(DELETE)).toEqual({
      kind: 'failed',
      status: null,
      reason: 'no answer in time',
      delivery: { attempts: 2, throttled: 0, retries: ['timeout'], mayHaveArrived: true },
    })
    expect(retries).toMatchObject([{ attempt: 1, cause: 'timeout' }])
  })

  test('the time is for the whole answer: one whose body stays away is given up, too', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200).write('{"id":')
    })
    expect(await rig({ baseUrl, timeoutMs: 500, retries: 0 }).perform(READ)).toMatchObject({
      kind: 'failed',
      reason: 'no answer in time',
      delivery: { attempts: 1, mayHaveArrived: true },
    })
  })

  test('each attempt has the whole time, however many there were before', async () => {
    const { baseUrl } = await serve(beSilent, beSilent, beSilent, showUser)
    const { perform } = rig({ baseUrl, timeoutMs: 150, retries: 20 })
    const answer = await perform(READ)
    expect(answer.kind).toBe('user')
    expect(answer.delivery.retries.slice(0, 3)).toEqual(['timeout', 'timeout', 'timeout'])
  })

  test('a connection that is cut before the answer is a lost answer', async () => {
    const { baseUrl } = await serve(cut, (response) => response.writeHead(404).end('{"status":404}'))
    expect(await rig({ baseUrl }).perform(DELETE)).toEqual({
      kind: 'not_found',
      status: 404,
      delivery: { attempts: 2, throttled: 0, retries: ['connection_reset'], mayHaveArrived: true },
    })
  })

  test('a body that is cut is a lost answer, even if what came of it is JSON', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200).write('{}', () => response.destroy())
    }, showUser)
    expect(await rig({ baseUrl }).perform(DEACTIVATE)).toMatchObject({
      kind: 'user',
      delivery: { attempts: 2, throttled: 0, retries: ['connection_reset'], mayHaveArrived: true },
    })
  })

  test('a body that is cut, of an answer of 404, proves nothing', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(404, { 'content-length': '1000' }).write('{"status":404}', () => response.destroy())
    })
    expect(await rig({ baseUrl, retries: 0 }).perform(DELETE)).toMatchObject({
      kind: 'failed',
      delivery: { mayHaveArrived: true },
    })
  })

  test.each([
    [200, READ],
    [200, DEACTIVATE],
    [200, DELETE],
    [404, READ],
    [404, DEACTIVATE],
    [404, DELETE],
    [422, DELETE],
  ])('a page answered %i to $do, each time, is failed', async (status, step) => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(status, { 'content-type': 'text/html' }).end(PAGE)
    })
    expect(await rig({ baseUrl, retries: 1 }).perform(step)).toMatchObject({
      kind: 'failed',
      status,
      reason: 'the platform answered with an HTML page',
      delivery: { attempts: 2, throttled: 0, retries: ['unreadable_body'], mayHaveArrived: true },
    })
  })

  test('a compressed answer, which nobody asked for, proves nothing where it cannot be read', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(Buffer.from('1f8b0800', 'hex'))
    })
    expect(await rig({ baseUrl, retries: 0 }).perform(DELETE)).toMatchObject({
      kind: 'failed',
      reason: 'the platform answered with something that cannot be decompressed',
    })
  })

  test('a body of 1 MiB is read', async () => {
    const { baseUrl } = await serve((response) => response.end(JSON.stringify(USER).padEnd(1024 * 1024)))
    expect(await rig({ baseUrl }).perform(READ)).toEqual({
      kind: 'user',
      status: 200,
      user: SHOWN,
      delivery: ONCE,
    })
  })

  test.each([200, 404, 500])('a body of more than 1 MiB, answered %i, is failed', async (status) => {
    const { baseUrl, count } = await serve((response) => {
      response.writeHead(status).end(JSON.stringify(USER).padEnd(1024 * 1024 + 1))
    })
    expect(await rig({ baseUrl }).perform(READ)).toEqual({
      kind: 'failed',
      status,
      reason: 'the answer is larger than 1 MiB',
      delivery: { attempts: 1, throttled: 0, retries: [], mayHaveArrived: true },
    })
    expect(count()).toBe(1)
  })

  test('a key that is rejected ends the run, however large the body', async () => {
    const { baseUrl } = await serve((response) => {
      response.writeHead(401).end(' '.repeat(2 * 1024 * 1024))
    })
    expect(await rig({ baseUrl }).perform(READ)).toMatchObject({ kind: 'key_rejected', status: 401 })
  })

  test('a body without end is cut off', async () => {
    const closed = Promise.withResolvers<number>()
    const { baseUrl } = await serve((response) => {
      let written = 0
      const more = (): void => {
        while (!response.destroyed) {
          written += 65_536
          if (!response.write(' '.repeat(65_536))) return
        }
      }
      response.on('drain', more).once('close', () => {
        closed.resolve(written)
      })
      more()
    })
    expect(await rig({ baseUrl }).perform(DELETE)).toMatchObject({
      kind: 'failed',
      reason: 'the answer is larger than 1 MiB',
    })
    expect(await closed.promise).toBeLessThan(64 * 1024 * 1024)
  })

  test('a further attempt is bounded as the first one is', async () => {
    const { baseUrl } = await serve(cut, (response) => response.end(' '.repeat(2 * 1024 * 1024)))
    expect(await rig({ baseUrl }).perform(DELETE)).toMatchObject({
      kind: 'failed',
      reason: 'the answer is larger than 1 MiB',
      delivery: { attempts: 2, throttled: 0, retries: ['connection_reset'] },
    })
  })

  test('nobody listening is a platform that is down, and a request that cannot have arrived', async () => {
    const { baseUrl, server } = await serve(showUser)
    server.close()
    await once(server, 'close')
    const { perform, givenUp } = rig({ baseUrl, retries: 1 })
    expect(await perform(DELETE)).toEqual({
      kind: 'stopped',
      delivery: { attempts: 2, throttled: 0, retries: ['connection_refused'], mayHaveArrived: false },
    })
    expect(givenUp()).toBe(1)
  })

  test('something that does not speak HTTP is a platform that is down, and a lost answer', async () => {
    const baseUrl = await listen(
      createTcpServer((socket) => {
        socket.once('data', () => socket.end('220 mail.example.com ESMTP\r\n'))
      }),
    )
    const { perform, givenUp } = rig({ baseUrl, retries: 1 })
    expect(await perform(DELETE)).toEqual({
      kind: 'stopped',
      delivery: { attempts: 2, throttled: 0, retries: ['connection_reset'], mayHaveArrived: true },
    })
    expect(givenUp()).toBe(1)
  })

  test('something that does not speak TLS is a platform that is down, and gets no request', async () => {
    const { baseUrl, server, count } = await serve(showUser)
    let requests = 0
    server.on('request', () => (requests += 1))
    const { perform, givenUp } = rig({ baseUrl: baseUrl.replace('http:', 'https:'), retries: 1 })
    expect(await perform(DELETE)).toEqual({
      kind: 'stopped',
      delivery: { attempts: 2, throttled: 0, retries: ['tls'], mayHaveArrived: true },
    })
    expect([count(), requests, givenUp()]).toEqual([0, 0, 1])
  })

  test.each([0, 1, 5])(
    'an outage burns nobody: with %i retries, all five steps that were at work end well',
    async (retries) => {
      // Of whatever comes, probes included, the first 22 are cut off.
      let left = 22
      const server = createServer((request, response) => {
        request.resume()
        if ((left -= 1) >= 0) response.destroy()
        else response.end(JSON.stringify(request.url === PROBE ? NO_USERS : USER))
      })
      const { client, perform, givenUp } = rig({ baseUrl: await listen(server), retries })
      const answers = await Promise.all([...STEPS, READ].map(perform))
      expect(answers.map(({ kind }) => kind)).toEqual(['user', 'user', 'user', 'user', 'user'])
      expect(left).toBeLessThan(0)
      expect(client.pace.outageMs).toBeGreaterThan(60_000)
      expect(givenUp()).toBe(0)
    },
  )

  test('a connection is kept open from step to step', async () => {
    const { baseUrl, server, count } = await serve(showUser)
    let connections = 0
    server.on('connection', () => (connections += 1))
    const { perform } = rig({ baseUrl })
    for (const step of [DEACTIVATE, DELETE, READ]) await perform(step)
    expect([count(), connections]).toEqual([3, 1])
  })

  test('no more connections are opened than there are rows at work, and one for the probe', async () => {
    const { baseUrl, server, count } = await serve(showUser)
    let connections = 0
    server.on('connection', () => (connections += 1))
    const { perform } = rig({ baseUrl, concurrency: 2 })
    await Promise.all(Array.from({ length: 10 }, () => perform(READ)))
    expect(count()).toBe(10)
    expect(connections).toBeLessThanOrEqual(3)
  })

  test('closing the client closes the connections it kept open', async () => {
    const { baseUrl, server } = await serve(showUser)
    const closed = new Promise<void>((resolve) => {
      server.on('connection', (socket: Socket) =>
        socket.once('close', () => {
          resolve()
        }),
      )
    })
    const { client, perform } = rig({ baseUrl })
    await perform(READ)
    client.close()
    await closed
  })
})
