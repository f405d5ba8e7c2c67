import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { HTTPError, type Response } from 'got'
import { describe, expect, onTestFinished, test } from 'vitest'
import { delivery, newCall, type Call, type NextAttempt } from '../../src/konstantly/call.ts'
import { requestFor } from '../../src/konstantly/request.ts'
import type { TransportOptions } from '../../src/konstantly/http/transport-options.ts'
import { Transport } from '../../src/konstantly/transport.ts'
import type { PaceEvent } from '../../src/offboarding/event.ts'
import type { PlatformStep } from '../../src/offboarding/step.ts'
import { LIMITER_KINDS } from '../../src/sandbox/rate-limit.ts'
import { Throttle } from '../../src/sandbox/throttle.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { TRANSPORT_OPTIONS } from '../support/transport-options.ts'

const PROBE = '/users?offset=0'
const FIVE = ['u1', 'u2', 'u3', 'u4', 'u5']
const PAGE = '<!doctype html><title>Maintenance</title>'

type Handler = (response: ServerResponse, request: IncomingMessage) => void

const succeed: Handler = (response) => response.end('{}')
const cut: Handler = (response) => {
  response.destroy()
}
const status =
  (code: number, headers: Record<string, string> = {}): Handler =>
  (response) =>
    response.writeHead(code, headers).end('{}')

interface Platform {
  baseUrl: string
  /** What came, as `GET /users/u1`, in order. */
  seen: string[]
  /** The most requests that were under way at once. */
  most: () => number
}

/** A server whose answers a test decides on. */
async function platform(handle: Handler): Promise<Platform> {
  const seen: string[] = []
  let underWay = 0
  let most = 0
  const server = createServer((request, response) => {
    seen.push(`${request.method ?? ''} ${request.url ?? ''}`)
    most = Math.max(most, (underWay += 1))
    response.once('close', () => (underWay -= 1))
    request.resume()
    handle(response, request)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    most: () => most,
  }
}

interface Rig {
  transport: Transport
  /** Sends a step's request; its call is kept. */
  send: (step: PlatformStep) => Promise<Response>
  calls: Call[]
  retries: NextAttempt[]
  events: PaceEvent[]
  stop: AbortController
  halt: AbortController
  givenUp: () => number
  clock: LeapingClock
}

/** A transport with everything it needs. Waits take no time, and its random number is always a half. */
function rig(
  baseUrl: string,
  options: Partial<TransportOptions> = {},
  clock = new LeapingClock(undefined, { standsStill: true }),
): Rig {
  const calls: Call[] = []
  const retries: NextAttempt[] = []
  const events: PaceEvent[] = []
  const stop = new AbortController()
  const halt = new AbortController()
  let givenUp = 0
  const transport = new Transport({
    ...TRANSPORT_OPTIONS,
    baseUrl,
    stopSignal: stop.signal,
    haltSignal: halt.signal,
    onUnavailable: () => {
      givenUp += 1
      stop.abort()
    },
    emit: (event) => {
      if (event.type !== 'attempt') events.push(event)
    },
    pause: clock.pause,
    now: clock.now,
    wallClock: clock.wall,
    ...options,
  })
  onTestFinished(() => {
    transport.close()
  })
  return {
    transport,
    send(step) {
      const call = newCall({
        onRetry: (next) => retries.push(next),
        accepts: () => true,
        isProbe: false,
        on404: 'believe',
      })
      calls.push(call)
      return transport.send(requestFor(step), call)
    },
    calls,
    retries,
    events,
    stop,
    halt,
    givenUp: () => givenUp,
    clock,
  }
}

const remove = (userId: string): PlatformStep => ({ do: 'delete', userId })

/** A handler for so many requests, probes included, and another one from then on. */
function first(count: number, down: Handler, up: Handler): Handler {
  let requests = 0
  return (response, request) => {
    requests += 1
    ;(requests <= count ? down : up)(response, request)
  }
}

describe('a platform that is down for a while', () => {
  const faults: [name: string, fault: Handler][] = [
    ['cuts every connection', cut],
    ['answers 503', status(503)],
    ['answers with a page', (response) => response.writeHead(200).end(PAGE)],
  ]

  test.each(faults.flatMap(([name, fault]) => [0, 1, 5].map((retries) => [name, retries, fault] as const)))(
    'and %s burns nobody: with %i retries, all five that were at work end well',
    async (_, retries, fault) => {
      const { baseUrl, seen } = await platform(first(22, fault, succeed))
      const { send, calls, events, transport, givenUp } = rig(baseUrl, { retries })
      const answers = await Promise.all(FIVE.map((userId) => send(remove(userId))))

      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200])
      // Some may not have been let through before it was over.
      expect(calls.filter(({ mayHaveArrived }) => mayHaveArrived).length).toBeGreaterThanOrEqual(1)
      expect(calls.reduce((sum, { attempts }) => sum + attempts, 0)).toBe(
        seen.filter((request) => !request.endsWith(PROBE)).length,
      )
      // Twelve failures in a row, and who was in flight then; the rest are probes.
      expect(seen.filter((request) => request.endsWith(PROBE)).length).toBeGreaterThanOrEqual(22 - 12 - 4)
      expect(events.map(({ type }) => type)).toEqual(['platform_down', 'platform_up'])
      expect(transport.pace.outageMs).toBeGreaterThan(60_000)
      expect(givenUp()).toBe(0)
    },
  )

  test('is sent one probe at a time, and nothing else, until it answers', async () => {
    const { baseUrl, seen, most } = await platform(first(30, cut, succeed))
    const { send } = rig(baseUrl)
    await Promise.all(FIVE.map((userId) => send(remove(userId))))
    const begun = seen.findIndex((request) => request.endsWith(PROBE))
    expect(begun).toBeLessThanOrEqual(12 + 4)
    expect(new Set(seen.slice(begun, 31))).toEqual(new Set([`GET ${PROBE}`]))
    expect(seen.slice(31).filter((request) => request.endsWith(PROBE))).toEqual([])
    expect(most()).toBeLessThanOrEqual(6)
  })

  test('gives a row all its attempts anew', async () => {
    const answers = [503, 503, 'probe 503', 'probe 200', 503, 'probe 200', 200]
    const { baseUrl, seen } = await platform((response) =>
      response.writeHead(Number(String(answers.shift() ?? 500).replace('probe ', ''))).end('{}'),
    )
    const { send, calls } = rig(baseUrl, { retries: 1 })
    expect((await send(remove('u1'))).statusCode).toBe(200)
    const row = 'DELETE /users/u1'
    const probe = `GET ${PROBE}`
    expect(seen).toEqual([row, row, probe, probe, row, probe, row])
    expect(calls.map(delivery)).toEqual([
      { attempts: 4, throttled: 0, retries: ['http_503', 'http_503', 'http_503'], mayHaveArrived: true },
    ])
  })

  test('burns the row that fails again, with all its attempts, when it is up', async () => {
    const answers = [503, 503, 503, 200, 503, 200, 503, 200]
    const { baseUrl, seen } = await platform((response) =>
      response.writeHead(answers.shift() ?? 500).end('{}'),
    )
    const { send, calls } = rig(baseUrl, { retries: 1 })
    await expect(send(remove('u1'))).rejects.toBeInstanceOf(HTTPError)
    expect(seen.map((request) => (request.endsWith(PROBE) ? 'probe' : 'row'))).toEqual([
      'row',
      'row',
      'probe',
      'probe',
      'row',
      'probe',
      'row',
      'probe',
    ])
    expect(calls[0]).toMatchObject({ attempts: 4, stopped: false })
  })

  test('remembers that an attempt before the outage may have arrived', async () => {
    const back: Handler = (response, request) => {
      status(request.url === PROBE ? 200 : 404)(response, request)
    }
    const { baseUrl } = await platform(first(3, cut, back))
    const { send, calls } = rig(baseUrl, { retries: 0 })
    await expect(send(remove('u1'))).rejects.toMatchObject({ response: { statusCode: 404 } })
    expect(calls[0]).toMatchObject({ attempts: 2, mayHaveArrived: true })
  })

  test('for longer than patience allows ends the run, and burns nobody', async () => {
    const { baseUrl } = await platform(cut)
    const { send, calls, events, givenUp, clock } = rig(baseUrl, { patienceMs: 60_000 })
    const ends = await Promise.allSettled(FIVE.map((userId) => send(remove(userId))))
    expect(ends.map((end) => end.status)).toEqual(Array(5).fill('rejected'))
    expect(calls.map((call) => call.stopped)).toEqual(Array(5).fill(true))
    expect(givenUp()).toBe(1)
    expect(clock.now()).toBeGreaterThanOrEqual(60_000)
    expect(events.map(({ type }) => type)).toEqual(['platform_down'])
  })
})

describe('a probe', () => {
  /** How the one row ends that every attempt fails of, when probes are answered like this. */
  async function judge(probe: Handler): Promise<{ stopped: boolean; seen: string[]; events: PaceEvent[] }> {
    const { baseUrl, seen } = await platform((response, request) => {
      ;(request.url === PROBE ? probe : status(500))(response, request)
    })
    const { send, calls, events } = rig(baseUrl, { retries: 0, patienceMs: 5_000 })
    await expect(send(remove('u1'))).rejects.toBeInstanceOf(Error)
    return { stopped: calls[0]?.stopped ?? false, seen, events }
  }

  test.each([200, 204, 301, 400, 401, 403, 422, 429])(
    'that is answered %i finds the platform up: it was the row',
    async (code) => {
      const { stopped, seen, events } = await judge(status(code))
      expect(stopped).toBe(false)
      expect(seen).toEqual(['DELETE /users/u1', `GET ${PROBE}`])
      expect(events).toEqual([])
    },
  )

  test.each([
    ['500', status(500)],
    ['503', status(503)],
    ['408', status(408)],
    ['404, as by a gateway that has lost its way to the platform,', status(404)],
    ['a page', (response: ServerResponse) => response.writeHead(200).end(PAGE)],
    ['nothing, but a connection that breaks off', cut],
  ])('that is answered %s finds the platform down, and is not tried again at once', async (_, probe) => {
    const { stopped, seen } = await judge(probe)
    expect(stopped).toBe(true)
    // At once, and 1, 3 and 7 s later: then patience is at its end.
    expect(seen.slice(1)).toEqual(Array(4).fill(`GET ${PROBE}`))
  })

  test('is no attempt of any row, and no retry that is told', async () => {
    const { baseUrl } = await platform((response, request) => {
      status(request.url === PROBE ? 200 : 500)(response, request)
    })
    const { send, calls, retries } = rig(baseUrl, { retries: 1 })
    await expect(send(remove('u1'))).rejects.toBeInstanceOf(HTTPError)
    expect(retries).toEqual([{ attempt: 1, cause: 'http_500', delayMs: 500 }])
    expect(calls.map(({ attempts }) => attempts)).toEqual([2])
  })
})

describe('a row that fails alone', () => {
  test.each([200, 404, 422])('while others are answered %i is burnt after one probe', async (code) => {
    const { baseUrl, seen } = await platform((response, request) => {
      status(request.url === PROBE ? 200 : request.url === '/users/u1' ? 500 : code)(response, request)
    })
    const { send, calls, events } = rig(baseUrl, { retries: 3 })
    const burnt = expect(send(remove('u1'))).rejects.toBeInstanceOf(HTTPError)
    for (let n = 2; n < 40 && calls[0]?.attempts !== 4; n += 1) {
      await send(remove(`u${n}`)).catch(() => undefined)
    }
    await burnt
    expect(calls[0]).toMatchObject({ attempts: 4, stopped: false })
    expect(seen.filter((request) => request === `GET ${PROBE}`)).toHaveLength(1)
    expect(events).toEqual([])
  })
})

describe('a 429', () => {
  test('of all five at once pauses them once and costs nobody an attempt', async () => {
    const { baseUrl, seen } = await platform(
      first(1, succeed, first(5, status(429, { 'retry-after': '30' }), succeed)),
    )
    const { send, calls, events, transport, clock } = rig(baseUrl, { retries: 0 })
    await send({ do: 'read', userId: 'u0' })
    const begun = clock.now()
    await Promise.all(FIVE.map((userId) => send(remove(userId))))
    expect(calls.slice(1).map(({ attempts }) => attempts)).toEqual([1, 1, 1, 1, 1])
    expect(calls.reduce((sum, { throttled }) => sum + throttled, 0)).toBe(5)
    expect(calls.some(({ mayHaveArrived }) => mayHaveArrived)).toBe(false)
    expect(seen).toHaveLength(1 + 5 + 5)
    expect(clock.now() - begun).toBeGreaterThanOrEqual(30_000)
    expect(events[0]).toMatchObject({ type: 'waiting' })
    expect(transport.pace.quotaWaitMs).toBeGreaterThan(29_000)
    expect(transport.pace.retryWaitMs).toBe(0)
  })

  test('is told of as a further attempt without a wait of its own', async () => {
    const { baseUrl } = await platform(first(1, status(429, { 'retry-after': '30' }), succeed))
    const { send, retries } = rig(baseUrl)
    await send(remove('u1'))
    expect(retries).toEqual([{ attempt: 1, cause: 'http_429', delayMs: 0 }])
  })

  test('is no failure that speaks for an outage', async () => {
    const { baseUrl, seen } = await platform(first(20, status(429, { 'retry-after': '1' }), succeed))
    const { send, events } = rig(baseUrl, { retries: 0 })
    await Promise.all(FIVE.map((userId) => send(remove(userId))))
    expect(seen).not.toContain(`GET ${PROBE}`)
    expect(events.filter(({ type }) => type !== 'waiting')).toEqual([])
  })
})

describe('the pace', () => {
  test('begins with one request alone, and then everyone is sent', async () => {
    let held: (() => void)[] = []
    const { baseUrl, seen, most } = await platform((response) => {
      held.push(() => response.end('{}'))
    })
    const { send } = rig(baseUrl)
    const answers = FIVE.map((userId) => send(remove(userId)))
    // Long enough for the others, if they were to come: they are on their way in the same turn of the loop.
    while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve))
    for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(seen).toHaveLength(1)
    held.splice(0).forEach((answer) => {
      answer()
    })
    while (seen.length < 5) await new Promise((resolve) => setImmediate(resolve))
    held.forEach((answer) => {
      answer()
    })
    held = []
    await Promise.all(answers)
    expect(most()).toBe(4)
  })

  test.each(LIMITER_KINDS)('keeps to a quota of kind %s that is told, without a 429', async (kind) => {
    const clock = new LeapingClock(1_700_000_000_000, { standsStill: true })
    const throttle = new Throttle({ kind, limit: 20, windowMs: 10_000, headers: true, competitor: 0 })
    let rejected = 0
    const { baseUrl } = await platform((response) => {
      // Ten minutes ahead of us.
      const now = clock.wall() + 600_000
      const { admitted, headers } = throttle.admit(now)
      if (!admitted) rejected += 1
      response.writeHead(admitted ? 200 : 429, { ...headers, date: new Date(now).toUTCString() }).end('{}')
    })
    const { send, transport } = rig(baseUrl, {}, clock)
    const users = Array.from({ length: 90 }, (_, n) => `u${n}`)
    const worker = async (): Promise<void> => {
      for (let user = users.shift(); user !== undefined; user = users.shift()) await send(remove(user))
    }
    await Promise.all(FIVE.map(worker))
    expect(rejected).toBe(0)
    // The fifth window is the last one that is needed.
    expect(clock.now()).toBeLessThan(56_000)
    expect(transport.pace.quotaWaitMs).toBeGreaterThan(25_000)
  })
})

describe('what is over', () => {
  test.each([
    ['an answer', succeed, 200],
    ['a final error', status(404), 404],
  ])('with %s leaves its place in the quota to others', async (_, handle, code) => {
    const headers = (remaining: number): Record<string, string> => ({
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 600),
    })
    let remaining = 4
    const { baseUrl, seen } = await platform((response, request) => {
      for (const [name, value] of Object.entries(headers((remaining -= 1)))) response.setHeader(name, value)
      handle(response, request)
    })
    const { send, events } = rig(baseUrl)
    for (const userId of ['u1', 'u2', 'u3', 'u4']) {
      const statusCode = await send(remove(userId)).then(
        (response) => response.statusCode,
        (error: unknown) => (error instanceof HTTPError ? error.response.statusCode : null),
      )
      expect(statusCode).toBe(code)
    }
    expect(seen).toHaveLength(4)
    expect(events).toEqual([])
  })

  test('in a way that no hook is told of leaves its place, too', async () => {
    let requests = 0
    const { baseUrl, seen } = await platform((response) => {
      requests += 1
      response.setHeader('x-ratelimit-limit', '100')
      response.setHeader('x-ratelimit-remaining', '2')
      response.setHeader('x-ratelimit-reset', String(Math.ceil(Date.now() / 1000) + 600))
      response.end(requests % 2 === 0 ? ' '.repeat(2 * 1024 * 1024) : '{}')
    })
    const { send, events } = rig(baseUrl)
    for (let n = 0; n < 8; n += 1) await send(remove(`u${n}`)).catch(() => undefined)
    expect(seen).toHaveLength(8)
    expect(events).toEqual([])
  })
})

describe('compression', () => {
  test('is declined, and read where it is used all the same', async () => {
    const asked: unknown[] = []
    const { baseUrl } = await platform((response, request) => {
      asked.push(request.headers['accept-encoding'])
      response.setHeader('content-encoding', 'gzip').end(gzipSync('{"id":"u1"}'))
    })
    const { send, calls } = rig(baseUrl)
    await send({ do: 'read', userId: 'u1' })
    expect(asked).toEqual(['identity'])
    expect(calls[0]?.body).toEqual({ id: 'u1' })
  })

  test('of more than is read of any body fails, and is not tried again', async () => {
    const { baseUrl, seen } = await platform((response) => {
      response.setHeader('content-encoding', 'gzip').end(gzipSync(' '.repeat(64 * 1024 * 1024)))
    })
    await expect(rig(baseUrl).send(remove('u1'))).rejects.toMatchObject({
      cause: { name: 'AnswerTooLargeError' },
    })
    expect(seen).toEqual(['DELETE /users/u1'])
  })
})

test('a connection on which protocols were switched is closed, and nothing is proved', async () => {
  const closed: string[] = []
  const { baseUrl } = await platform((_, { socket }) => {
    socket.once('close', () => closed.push('switched'))
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n')
  })
  const { send, calls } = rig(baseUrl, { retries: 0, patienceMs: 0 })
  await expect(send(remove('u1'))).rejects.toThrow()
  await expect.poll(() => closed.length).toBeGreaterThan(0)
  expect(calls[0]).toMatchObject({ mayHaveArrived: true })
})

describe('a run that is halted', () => {
  test('sends nothing more, also of what need not wait', async () => {
    const { baseUrl, seen } = await platform(succeed)
    const { send, calls, stop, halt } = rig(baseUrl)
    await send(remove('u1'))
    halt.abort()
    stop.abort()
    await expect(send(remove('u2'))).rejects.toThrow()
    expect(seen).toEqual(['DELETE /users/u1'])
    expect(calls[1]).toMatchObject({ stopped: true, attempts: 0, mayHaveArrived: false })
  })

  test('lets a request that is with the platform finish', async () => {
    const halt = new AbortController()
    const { baseUrl } = await platform((response) => {
      halt.abort()
      setImmediate(() => response.end('{}'))
    })
    const { send, calls } = rig(baseUrl, { haltSignal: halt.signal })
    expect((await send(remove('u1'))).statusCode).toBe(200)
    expect(calls[0]).toMatchObject({ stopped: false })
  })

  test('cancels a request that still waits for its connection', { timeout: 10_000 }, async () => {
    // Takes the connection, and says nothing to make it a secure one.
    const server = createTcpServer()
    const halt = new AbortController()
    const sockets: Socket[] = []
    server.on('connection', (socket) => {
      sockets.push(socket.on('error', () => undefined))
      socket.once('data', () => {
        halt.abort()
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const { send, calls } = rig(`https://127.0.0.1:${port}`, { haltSignal: halt.signal })
    await expect(send(remove('u1'))).rejects.toThrow()
    expect(calls[0]).toMatchObject({ stopped: true, mayHaveArrived: false })
    expect(sockets).toHaveLength(1)
  })

  test('probes no more, and takes that for no answer of the platform', async () => {
    const halt = new AbortController()
    const { baseUrl, seen } = await platform(cut)
    const { send, events } = rig(baseUrl, {
      haltSignal: halt.signal,
      retries: 20,
      emit: (event) => {
        events.push(event)
        if (event.type === 'platform_down') halt.abort()
      },
    })
    await expect(send(remove('u1'))).rejects.toThrow()
    expect(seen.filter((request) => request.startsWith('GET'))).toEqual([])
    expect(events).not.toContainEqual(expect.objectContaining({ type: 'platform_up' }))
  })
})

test('asks before each attempt whether it may be sent, and otherwise sends nothing', async () => {
  const { baseUrl, seen } = await platform(first(1, status(503), status(200)))
  let asked = 0
  const maySend = (): Promise<boolean> => Promise.resolve((asked += 1) < 2)
  const { send, calls } = rig(baseUrl, { maySend })
  await expect(send(remove('u1'))).rejects.toThrow()
  expect(asked).toBe(2)
  expect(seen).toHaveLength(1)
  expect(calls[0]).toMatchObject({ stopped: true, attempts: 1, admission: null })
})

test('tells of each attempt what is left of the quota, as far as the answer says', async () => {
  const headers = {
    'x-ratelimit-limit': '80',
    'x-ratelimit-remaining': '41',
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 600),
  }
  const { baseUrl } = await platform(first(1, status(503), status(200, headers)))
  const attempts: PaceEvent[] = []
  const { send } = rig(baseUrl, { emit: (event) => attempts.push(event) })
  await send(remove('u1'))
  expect(attempts).toEqual([
    { type: 'attempt', quota: null },
    { type: 'attempt', quota: { left: 41, limit: 80 } },
  ])
})
