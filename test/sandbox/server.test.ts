import { describe, expect, onTestFinished, test } from 'vitest'
import type { Fault } from '../../src/sandbox/faults.ts'
import { makePeople, type Person } from '../../src/sandbox/people.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts'

const [template] = makePeople(1, 1) as [Person]
const PEOPLE: Person[] = [
  { ...template, id: 'active' },
  { ...template, id: 'banned', isBanned: true },
]

const HOURLY = { kind: 'first-request', limit: 1, windowMs: 3_600_000, headers: true, competitor: 0 } as const

/** A sandbox that ends with the test. */
async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const server = await startSandbox({
    port: 0,
    users: PEOPLE,
    throttle: null,
    clockSkewMs: 0,
    outage: null,
    latencyMs: 0,
    faultRate: 0,
    seed: 1,
    ...options,
  })
  onTestFinished(() => server.close())
  return server
}

const ask = (
  { baseUrl, apiKey }: Sandbox,
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = { 'x-api-key': apiKey },
): Promise<Response> => fetch(baseUrl + path, { method, headers, ...(body !== undefined && { body }) })

describe('the sandbox', () => {
  test('answers the API over HTTP on loopback', async () => {
    const sandbox = await start()
    expect(sandbox.baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/openapi\/v1$/)

    const banned = await ask(sandbox, 'POST', '/users/blocked', '{"id":"active"}')
    expect(banned.status).toBe(200)
    expect(banned.headers.get('content-type')).toBe('application/json')
    expect(await banned.json()).toMatchObject({ id: 'active', isBanned: true })

    const deleted = await ask(sandbox, 'DELETE', '/users/active')
    expect([deleted.status, await deleted.text()]).toEqual([200, ''])

    const gone = await ask(sandbox, 'GET', '/users/active')
    expect([gone.status, await gone.json()]).toEqual([404, { status: 404, message: 'Not found' }])
    expect(sandbox.site.people().map(({ id }) => id)).toEqual(['banned'])
  })

  test('makes as many users as it is told to, the same ones for the same seed', async () => {
    const sandbox = await start({ users: 30, seed: 7 })
    expect(sandbox.site.people()).toEqual(makePeople(30, 7))
    expect(await (await ask(sandbox, 'GET', '/users')).json()).toMatchObject({ totalCount: 30 })
  })

  test.each([
    ['no key', {}],
    ['another key', { 'x-api-key': 'sandbox-key-2' }],
    ['the key in another header', { authorization: 'Bearer sandbox-key-1' }],
  ])('answers 401 to %s, and changes nothing', async (_, headers) => {
    const sandbox = await start()
    const response = await ask(sandbox, 'DELETE', '/users/banned', undefined, headers)
    expect([response.status, await response.json()]).toEqual([401, { status: 401, message: 'Unauthorized' }])
    expect(sandbox.site.people()).toHaveLength(2)
  })

  test('takes a body that is not JSON for none', async () => {
    const sandbox = await start()
    expect((await ask(sandbox, 'POST', '/users/blocked', '{"id":')).status).toBe(404)
    expect(sandbox.site.person('active')?.isBanned).toBe(false)
  })

  test('may reject deactivating twice', async () => {
    const sandbox = await start({ rejectRepeatedBan: true })
    expect((await ask(sandbox, 'POST', '/users/blocked', '{"id":"banned"}')).status).toBe(422)
  })

  test('tells the rate limit in headers, and turns away what is over it, carried out or not', async () => {
    const sandbox = await start({ throttle: { ...HOURLY, limit: 2 } })
    const first = await ask(sandbox, 'GET', '/users/active')
    const second = await ask(sandbox, 'GET', '/users/nobody')
    const third = await ask(sandbox, 'DELETE', '/users/banned')
    expect(
      [first, second, third].map(({ status, headers }) => [
        status,
        headers.get('x-ratelimit-limit'),
        headers.get('x-ratelimit-remaining'),
      ]),
    ).toEqual([
      [200, '2', '1'],
      [404, '2', '0'],
      [429, '2', '0'],
    ])
    expect(await third.json()).toEqual({ status: 429, message: 'Too many requests' })
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(sandbox.site.person('banned')).toBeDefined()
  })

  test('counts requests with a bad key against the limit, and tells it them', async () => {
    const sandbox = await start({ throttle: { ...HOURLY, limit: 1 } })
    const first = await ask(sandbox, 'GET', '/users/active', undefined, {})
    expect([first.status, first.headers.get('x-ratelimit-remaining')]).toEqual([401, '0'])
    expect((await ask(sandbox, 'GET', '/users/active')).status).toBe(429)
  })

  test('tells of no rate limit where it has none', async () => {
    const response = await ask(await start(), 'GET', '/users/active')
    expect([...response.headers.keys()].filter((name) => name.includes('ratelimit'))).toEqual([])
  })

  test('reports each request with what it was answered with', async () => {
    const seen: unknown[] = []
    const faults: (Fault | null)[] = [null, null, 'reset', 'maintenance', 'unavailable']
    const sandbox = await start({
      fault: () => faults.shift() ?? null,
      onRequest: (request, status) => seen.push([request, status]),
    })
    await ask(sandbox, 'POST', '/users/blocked', '{"id":"active"}')
    await ask(sandbox, 'DELETE', '/users/nobody')
    await ask(sandbox, 'GET', '/users/active').catch(() => undefined)
    await ask(sandbox, 'GET', '/users/active')
    await ask(sandbox, 'GET', '/users/active')
    await ask(sandbox, 'GET', '/users/active', undefined, {})
    const read = { method: 'GET', path: '/openapi/v1/users/active', body: null }
    expect(seen).toEqual([
      [{ method: 'POST', path: '/openapi/v1/users/blocked', body: { id: 'active' } }, 200],
      [{ method: 'DELETE', path: '/openapi/v1/users/nobody', body: null }, 404],
      [read, null],
      [read, 200],
      [read, 503],
      [read, 401],
    ])
  })

  test('cannot be started on a port that is taken', async () => {
    const { baseUrl } = await start()
    await expect(start({ port: Number(new URL(baseUrl).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  test('answers nobody once it is closed', async () => {
    const sandbox = await start()
    await ask(sandbox, 'GET', '/users/active')
    await sandbox.close()
    await expect(ask(sandbox, 'GET', '/users/active')).rejects.toThrow()
  })
})

describe('a fault of the sandbox', () => {
  const withFault = async (fault: Fault): Promise<{ response: Response | null; deleted: boolean }> => {
    const sandbox = await start({ fault: () => fault })
    const response = await ask(sandbox, 'DELETE', '/users/banned').catch(() => null)
    return { response, deleted: sandbox.site.person('banned') === undefined }
  }

  test('"unavailable" is 503, and nothing is carried out', async () => {
    const { response, deleted } = await withFault('unavailable')
    expect([response?.status, deleted]).toEqual([503, false])
  })

  test('"broken" is 500, and the request is carried out', async () => {
    const { response, deleted } = await withFault('broken')
    expect([response?.status, deleted]).toEqual([500, true])
  })

  test('"maintenance" is 200 with an HTML page, and nothing is carried out', async () => {
    const { response, deleted } = await withFault('maintenance')
    expect([response?.status, response?.headers.get('content-type'), deleted]).toEqual([
      200,
      'text/html',
      false,
    ])
    expect(await response?.text()).toMatch(/^<!doctype html>/)
  })

  test('"reset" is a cut connection, and nothing is carried out', async () => {
    expect(await withFault('reset')).toEqual({ response: null, deleted: false })
  })

  test('"lost" is a cut connection, and the request is carried out', async () => {
    expect(await withFault('lost')).toEqual({ response: null, deleted: true })
  })

  test('"cut" is an answer that breaks off, and the request is carried out', async () => {
    const { response, deleted } = await withFault('cut')
    expect([response?.status, response?.headers.get('content-length'), deleted]).toEqual([200, '2', true])
    await expect(response?.text()).rejects.toThrow()
  })

  test('"hanging" is no answer, and the request is carried out', async () => {
    let carriedOut: (() => void) | undefined
    const told = new Promise<void>((resolve) => (carriedOut = resolve))
    const sandbox = await start({ fault: () => 'hanging', onRequest: () => carriedOut?.() })
    const answered = ask(sandbox, 'DELETE', '/users/banned').then(
      () => 'answered',
      () => 'given up',
    )
    await told
    expect(sandbox.site.person('banned')).toBeUndefined()
    // Nobody else ends it.
    await sandbox.close()
    expect(await answered).toBe('given up')
  })

  test('never comes at a rate of 0, always at a rate of 1', async () => {
    const statuses = async (faultRate: number): Promise<Set<number | null>> => {
      const seen = new Set<number | null>()
      const sandbox = await start({ faultRate, onRequest: (_, status) => seen.add(status) })
      for (let n = 0; n < 40; n += 1) {
        const response = await ask(sandbox, 'GET', '/users/active').catch(() => null)
        if (faultRate === 1 && response?.status === 200)
          expect(response.headers.get('content-type')).toBe('text/html')
      }
      return seen
    }
    expect(await statuses(0)).toEqual(new Set([200]))
    expect(await statuses(1)).toEqual(new Set([null, 200, 500, 503]))
  })

  test('comes with the same requests for the same seed', async () => {
    const statuses = async (seed: number): Promise<(number | null)[]> => {
      const seen: (number | null)[] = []
      const sandbox = await start({ faultRate: 0.5, seed, onRequest: (_, status) => seen.push(status) })
      for (let n = 0; n < 30; n += 1) await ask(sandbox, 'GET', '/users/active').catch(() => null)
      return seen
    }
    expect(await statuses(3)).toEqual(await statuses(3))
    expect(await statuses(3)).not.toEqual(await statuses(4))
  })
})
