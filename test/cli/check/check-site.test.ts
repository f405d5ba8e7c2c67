import { createServer, type RequestListener } from 'node:http'
import { describe, expect, test } from 'vitest'
import { LeapingClock } from '../../support/leaping-clock.ts'
import { sandbox } from '../../support/sandbox.ts'
import { listen } from '../../support/secure-platform.ts'
import { check, checkSandbox } from './support.ts'

const KEY = { env: { KONSTANTLY_API_KEY: 'key-of-acme' } }

/** The address of a server that answers like this, with what it was asked. */
async function server(answer: RequestListener): Promise<{ baseUrl: string; asked: string[] }> {
  const asked: string[] = []
  const port = await listen(
    createServer((request, response) => {
      asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
      answer(request, response)
    }),
  )
  return { baseUrl: `http://127.0.0.1:${port}/openapi/v1`, asked }
}

const PAGE = JSON.stringify({ users: [], totalCount: 0 })

describe('a site that is set up', () => {
  test('is asked three things, each once, and nothing is changed', async () => {
    const platform = await sandbox({ users: 50 })
    const { exitCode, json, of } = await checkSandbox(platform)
    expect(platform.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /openapi/v1/users?offset=0',
      'GET /openapi/v1/custom/attributes/users',
      'GET /openapi/v1/statistics',
    ])
    expect(json.requests).toBe(3)
    expect(exitCode).toBe(0)
    expect(json.exitCode).toBe(0)
    expect(json.checks.filter(({ result }) => result === 'failed')).toEqual([])
    expect(of('users').facts).toEqual({ listed: 50, counted: 50 })
    expect(of('key_accepted').result).toBe('ok')
    expect(of('rights').facts).toEqual({
      users: 'granted',
      attributes: 'granted',
      statistics: 'granted',
      deactivate: 'untried',
      delete: 'untried',
    })
    expect(of('rights').found).toContain('whether it may deactivate and delete cannot be tried')
  })

  test('tells its quota, which three requests were spent of', async () => {
    const platform = await sandbox({
      throttle: { kind: 'fixed', limit: 100, windowMs: 60_000, headers: true, competitor: 0 },
    })
    const { of } = await checkSandbox(platform)
    expect(of('quota').facts).toMatchObject({ limit: 100, remaining: 97 })
  })

  test('without rate limit headers has the documented quota', async () => {
    const { of } = await checkSandbox(await sandbox())
    expect(of('quota')).toMatchObject({ result: 'ok', facts: { limit: null } })
    expect(of('quota').found).toBe(
      'no rate limit headers seen: the documented 100 requests a minute are assumed',
    )
  })

  test('whose quota is used up is not waited for', async () => {
    const throttle = { kind: 'fixed', limit: 1, windowMs: 60_000, headers: true, competitor: 0 } as const
    const platform = await sandbox({ throttle, now: () => Date.parse('2026-11-23T18:45:20.000Z') })
    const clock = new LeapingClock(Date.parse('2026-11-23T18:45:20.000Z'), { standsStill: true })
    const first = await checkSandbox(platform, [], { clock })
    expect(first.of('quota').remedy).toMatch(/Check again in [34]\d s/)
    expect(first.of('key_accepted').result).toBe('ok')
    const second = await checkSandbox(platform, [], { clock })
    expect(second.exitCode).toBe(6)
    expect(second.json.requests).toBe(1)
    expect(second.of('key_accepted').result).toBe('skipped')
    expect(second.of('connection').result).toBe('ok')
    expect(clock.now()).toBe(0)
  })

  test.each([
    [0, 'ok', "agrees with the platform's"],
    [300_000, 'ok', "about 5 minutes behind the platform's, which does no harm"],
    [-7_200_000, 'failed', "about 2 h 0 min ahead of the platform's"],
    [7_200_000, 'failed', "about 2 h 0 min behind the platform's"],
  ])('whose clock is %i ms ahead is compared with this one', async (clockSkewMs, result, found) => {
    const now = Date.parse('2026-11-23T18:45:20.500Z')
    const clock = new LeapingClock(now, { standsStill: true })
    const { exitCode, of } = await checkSandbox(await sandbox({ clockSkewMs, now: () => now }), [], { clock })
    expect(of('clock')).toMatchObject({ result, found })
    expect(exitCode).toBe(result === 'ok' ? 0 : 2)
  })
})

describe('a key', () => {
  test('that is wrong is tried once', async () => {
    const platform = await sandbox()
    const { exitCode, of } = await checkSandbox({ ...platform, apiKey: 'another-key' })
    expect(exitCode).toBe(5)
    expect(of('key_accepted')).toMatchObject({ result: 'failed', exitCode: 5 })
    expect(of('key_accepted').remedy).toContain('Settings > API')
    expect(of('connection').result).toBe('ok')
    expect(of('rights').result).toBe('skipped')
    expect(platform.requests.length).toBe(1)
  })

  test('that may not see users, but something else, is accepted, and of no use', async () => {
    const { baseUrl, asked } = await server(({ url }, response) => {
      response.statusCode = url?.includes('/users?') === true ? 403 : 200
      response.end(url?.endsWith('statistics') === true ? '{"usersCount": 7}' : '[]')
    })
    const { exitCode, of } = await check(['--base-url', baseUrl], KEY)
    expect(exitCode).toBe(5)
    expect(of('key_accepted').result).toBe('ok')
    expect(of('rights')).toMatchObject({
      result: 'failed',
      exitCode: 5,
      facts: { users: 'refused', attributes: 'granted', statistics: 'granted' },
    })
    expect(asked.length).toBe(3)
  })

  test('that may see nothing is not accepted', async () => {
    const { baseUrl } = await server((_, response) => response.writeHead(403).end())
    const { exitCode, of } = await check(['--base-url', baseUrl], KEY)
    expect(exitCode).toBe(5)
    expect(of('key_accepted').found).toBe('no: the platform answered 403')
  })

  test('that may not see attributes is enough without --attribute', async () => {
    const { baseUrl } = await server(({ url }, response) => {
      response.statusCode = url?.includes('/users?') === true ? 200 : 403
      response.end(PAGE)
    })
    const { exitCode, of } = await check(['--base-url', baseUrl], KEY)
    expect(exitCode).toBe(0)
    expect(of('rights')).toMatchObject({ result: 'warning', facts: { attributes: 'refused' } })
    expect(of('rights').found).toContain('it may see users; but not custom attributes, statistics')
  })

  test('that is missing keeps nothing else from being checked: whether the site is reached needs none', async () => {
    const platform = await sandbox()
    const { exitCode, of, json } = await check(['--base-url', platform.baseUrl])
    expect(exitCode).toBe(2)
    expect(of('api_key').found).toContain('there is no API key')
    expect(of('connection').result).toBe('ok')
    expect(of('clock').result).toBe('ok')
    expect(json.requests).toBe(1)
  })

  test('is neither sent nor shown where NODE_DEBUG would print it', async () => {
    const platform = await sandbox()
    const { exitCode, of } = await checkSandbox(platform, [], { env: { NODE_DEBUG: 'http' } })
    expect(exitCode).toBe(2)
    expect(of('api_key').found).toContain('NODE_DEBUG')
    expect(platform.requests.map(({ status }) => status)).toEqual([401])
  })
})

describe('a site that is not reached', () => {
  test('since its name does not resolve is tried once, and the name is what to check', async () => {
    const { exitCode, of, json } = await check(['--base-url', 'https://acmee.invalid/openapi/v1'], KEY)
    expect(exitCode).toBe(6)
    expect(of('connection')).toMatchObject({
      result: 'failed',
      exitCode: 6,
      facts: { reached: false, cause: 'dns' },
    })
    expect(of('connection').found).toMatch(/acmee\.invalid/)
    expect(of('connection').remedy).toContain('--base-url')
    expect(json.requests).toBe(1)
    expect(of('key_accepted').result).toBe('skipped')
  })

  test('since nobody listens there is tried once', async () => {
    const { exitCode, of, json } = await check(['--base-url', 'http://127.0.0.1:1/openapi/v1'], KEY)
    expect(exitCode).toBe(6)
    expect(of('connection').found).toBe('127.0.0.1:1 refuses connections')
    expect(json.requests).toBe(1)
  })

  test('since it leads elsewhere is not followed, and where to is told without what may be secret', async () => {
    const { baseUrl, asked } = await server((_, response) =>
      response.writeHead(302, { location: 'https://www.example.com/login?token=s3cret' }).end(),
    )
    const { exitCode, of } = await check(['--base-url', baseUrl], KEY)
    expect(exitCode).toBe(2)
    expect(of('connection').found).toBe(
      'the platform answered with a redirect (302) to https://www.example.com/login, and the key goes nowhere else',
    )
    expect(asked.length).toBe(1)
  })

  test('since a page of HTML is in its place is asked once', async () => {
    const platform = await sandbox({ fault: () => 'maintenance' })
    const { exitCode, of } = await checkSandbox(platform)
    expect(exitCode).toBe(6)
    expect(of('connection').found).toBe('the platform answered with an HTML page (200)')
    expect(platform.requests.length).toBe(1)
  })

  test('since it is down is asked twice, and answers the second time', async () => {
    let asked = 0
    const platform = await sandbox({ fault: () => ((asked += 1) === 1 ? 'unavailable' : null) })
    const { exitCode, json } = await checkSandbox(platform)
    expect(exitCode).toBe(0)
    expect(json.requests).toBe(4)
  })

  test('since it is down is not waited for', async () => {
    const clock = new LeapingClock(Date.now(), { standsStill: true })
    const { exitCode, of, json } = await checkSandbox(await sandbox({ fault: () => 'unavailable' }), [], {
      clock,
    })
    expect(exitCode).toBe(6)
    expect(of('connection').found).toBe('the platform answered 503')
    expect(json.requests).toBe(2)
    expect(clock.now()).toBe(1_000)
  })

  test('since it does not answer is given up after --timeout', async () => {
    const { exitCode, of } = await checkSandbox(await sandbox({ fault: () => 'hanging' }), [
      '--timeout',
      '200ms',
    ])
    expect(exitCode).toBe(6)
    expect(of('connection').found).toContain('gave no answer within 0.2 seconds')
    expect(of('connection').remedy).toContain('--timeout')
  })

  test.each([
    ['a 404', 404, '{"status":404,"message":"Not found"}'],
    ['other JSON', 200, '{"hello":"world"}'],
  ])('since the address is another one’s (%s) is a mistake of the setup', async (_, status, body) => {
    const { baseUrl } = await server((_request, response) => response.writeHead(status).end(body))
    const { exitCode, of } = await check(['--base-url', baseUrl], KEY)
    expect(exitCode).toBe(2)
    expect(of('connection').found).toBe(`the platform answered ${status}, and no list of users`)
  })
})

describe('where no site is named', () => {
  test('everything else is checked', async () => {
    const { exitCode, of, json } = await check([], KEY)
    expect(exitCode).toBe(2)
    expect(of('site').found).toContain('say which site is meant')
    expect(of('file_locks').result).toBe('ok')
    expect(of('connection').result).toBe('skipped')
    expect(json).toMatchObject({ schemaVersion: 1, site: null, requests: 0 })
  })

  test.each([
    [['--site', 'a/b']],
    [['--base-url', 'http://acme.konstant.ly']],
    [['--site', 'a', '--base-url', 'b']],
  ])('so that it can be understood (%j)', async (argv) => {
    const { exitCode, of } = await check(argv, KEY)
    expect(exitCode).toBe(2)
    expect(of('site').result).toBe('failed')
  })
})

test('a site has the attribute by which users are found, or it is told which it has', async () => {
  const platform = await sandbox()
  const right = await checkSandbox(platform, ['--attribute', 'employee_id'])
  expect(right.of('attribute').result).toBe('ok')
  const wrong = await checkSandbox(platform, ['--attribute', 'number'])
  expect(wrong.exitCode).toBe(2)
  expect(wrong.of('attribute').found).toBe(
    'the site has no attribute number; it has employee_id ("Employee ID")',
  )
})

test('the worst decides the exit code: a rejected key before a site or a ledger, and these before all else', async () => {
  const platform = await sandbox()
  const wrong = { env: { TZ: 'nonsense' } }
  expect((await checkSandbox(platform, [], wrong)).exitCode).toBe(2)
  expect((await checkSandbox(await sandbox({ fault: () => 'unavailable' }), [], wrong)).exitCode).toBe(6)
  expect((await checkSandbox({ ...platform, apiKey: 'x' }, [], wrong)).exitCode).toBe(5)
})
