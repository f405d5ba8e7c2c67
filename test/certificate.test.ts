import { readFileSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import { describe, expect, test } from 'vitest'
import type { Summary } from '../src/report/summary.ts'
import { temporaryFolder, writeList } from './support/cli.ts'
import { start, type Process } from './support/process.ts'
import {
  CERTIFICATE,
  EXPIRED,
  KEY,
  learners,
  listen,
  NOT_YET_VALID,
  proxy,
  runOne,
  secureSandbox,
} from './support/secure-platform.ts'

/** Nobody vouches for the certificate, and Node.js is told not to mind. */
const CARELESS = { NODE_EXTRA_CA_CERTS: '', NODE_TLS_REJECT_UNAUTHORIZED: '0' }

describe('a certificate that nobody vouches for is refused, whatever NODE_TLS_REJECT_UNAUTHORIZED says', () => {
  test('directly', async () => {
    const { platform, port } = await secureSandbox()
    const { code } = await runOne(`https://localhost:${port}/openapi/v1`, platform.apiKey, CARELESS)
    expect(code).toBe(6)
    expect(platform.requests).toEqual([])
  })

  test('through a proxy', async () => {
    const { platform, port } = await secureSandbox()
    const { port: proxyPort, asked } = await proxy('tunnel')
    const { code } = await runOne(`https://localhost:${port}/openapi/v1`, platform.apiKey, {
      ...CARELESS,
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
    })
    expect(code).toBe(6)
    expect(asked[0]).toBe(`CONNECT localhost:${port}`)
    expect(platform.requests).toEqual([])
  })

  test('a proxy’s own, which would be told its password', async () => {
    const asked: string[] = []
    const server = createHttpsServer({ cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) })
    server.on('connect', ({ url }, socket) => {
      asked.push(url ?? '')
      socket.end()
    })
    const { code } = await runOne('https://acme.konstant.ly/openapi/v1', 'key-of-acme', {
      ...CARELESS,
      HTTPS_PROXY: `https://somebody:pa55word@localhost:${await listen(server)}`,
    })
    expect(code).toBe(6)
    expect(asked).toEqual([])
  })
})

/** Patience that no test has: what is waited for is seen by that. */
const PATIENT = ['--patience', '10m', '--retries', '5']

describe('what will not mend itself ends the run at once, with the reason and what to do', () => {
  test.each([
    ['nobody vouches for', {}, '', 'shows a self-signed certificate', 'NODE_EXTRA_CA_CERTS'],
    ['has expired', { cert: readFileSync(EXPIRED) }, EXPIRED, 'has expired', 'the clock of this machine'],
    [
      'is not valid yet',
      { cert: readFileSync(NOT_YET_VALID) },
      NOT_YET_VALID,
      'not valid yet',
      'the clock of this machine',
    ],
  ])('a certificate that %s', async (_, tlsOptions, trusted, reason, remedy) => {
    const { platform, port } = await secureSandbox(tlsOptions)
    const { code, outcomes, stderr } = await runOne(
      `https://localhost:${port}/openapi/v1`,
      platform.apiKey,
      { NODE_EXTRA_CA_CERTS: trusted },
      PATIENT,
    )
    expect({ code, left: outcomes.not_attempted }).toEqual({ code: 6, left: 1 })
    expect(stderr).toContain(`the platform shows a`)
    expect(stderr).toContain(reason)
    expect(stderr).toContain(remedy)
    expect(stderr).not.toContain('"msg":"retry"')
    expect(platform.requests).toEqual([])
  })

  test('a certificate for another host name', async () => {
    const { platform, port } = await secureSandbox()
    const { code, stderr } = await runOne(
      `https://127.0.0.1:${port}/openapi/v1`,
      platform.apiKey,
      {},
      PATIENT,
    )
    expect(code).toBe(6)
    expect(stderr).toContain('the platform shows a certificate that is for another host name')
    expect(stderr).toContain('Check --site or --base-url')
    expect(platform.requests).toEqual([])
  })

  test.each([
    [
      'speaks old versions of TLS only',
      { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
      'still safe',
    ],
    ['wants to know who is asking', { requestCert: true }, 'asks for a certificate of this machine'],
  ] as const)('a server that %s', async (_, tlsOptions, reason) => {
    const { platform, port } = await secureSandbox(tlsOptions)
    const { code, stderr } = await runOne(
      `https://localhost:${port}/openapi/v1`,
      platform.apiKey,
      {},
      PATIENT,
    )
    expect(code).toBe(6)
    expect(stderr).toContain(reason)
    expect(platform.requests).toEqual([])
  })

  test('a proxy whose certificate cannot be trusted', async () => {
    const server = createHttpsServer({ cert: readFileSync(EXPIRED), key: readFileSync(KEY) })
    const env = { HTTPS_PROXY: `https://localhost:${await listen(server)}`, NODE_EXTRA_CA_CERTS: EXPIRED }
    const { code, stderr } = await runOne('https://acme.konstant.ly/openapi/v1', 'key-of-acme', env, PATIENT)
    expect(code).toBe(6)
    expect(stderr).toContain('the proxy that HTTPS_PROXY names shows a certificate that has expired')
  })
})

test('a certificate that turns bad in the middle stops the run, which the same command carries on', async () => {
  const { platform, port, show } = await secureSandbox({}, 100)
  const out = temporaryFolder()
  const list = writeList(out, ['id', ...learners.slice(0, 6), ''].join('\n'))
  const run = (): Process['ended'] =>
    start(
      [
        'run',
        list,
        '--base-url',
        `https://localhost:${port}/openapi/v1`,
        '--out',
        out,
        '--yes',
        '--json',
      ].concat(['--max-percent', '100', '--concurrency', '2', ...PATIENT]),
      { KONSTANTLY_API_KEY: platform.apiKey, NODE_EXTRA_CA_CERTS: CERTIFICATE },
    ).ended
  const first = run()
  const deletions = (): number => platform.requests.filter(({ method }) => method === 'DELETE').length
  await expect.poll(deletions, { timeout: 60_000 }).toBeGreaterThan(1)
  show(EXPIRED)
  const stopped = await first
  expect(stopped.code).toBe(6)
  expect(stopped.stderr).toContain('stopping: the platform shows a')
  const { status, outcomes } = JSON.parse(stopped.stdout) as Summary
  expect(status).toBe('stopped')
  expect(outcomes.failed).toBe(0)
  expect(outcomes.not_attempted).toBeGreaterThan(0)

  show(CERTIFICATE)
  const resumed = await run()
  expect(resumed.code).toBe(0)
  expect((JSON.parse(resumed.stdout) as Summary).outcomes.deleted).toBe(6)
})
