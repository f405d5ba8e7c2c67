import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readProxy } from '../src/cli/proxy.ts'
import type { Summary } from '../src/report/summary.ts'
import { makePeople } from '../src/sandbox/people.ts'
import { cli, temporaryFolder, writeList } from './support/cli.ts'
import { start } from './support/process.ts'
import { sandbox, type WatchedSandbox } from './support/sandbox.ts'

// Of `localhost`, made for these tests, good for a hundred years.
const CERTIFICATE = fileURLToPath(new URL('fixtures/tls/localhost.cert.pem', import.meta.url))
const KEY = fileURLToPath(new URL('fixtures/tls/localhost.key.pem', import.meta.url))

const people = makePeople(20, 1)
const learner = people.find(({ role, isExpert }) => role.alias === 'learner' && !isExpert)?.id ?? ''

/** Listens on loopback until the test ends, and returns the port. */
async function listen(
  server: ReturnType<typeof createServer> | ReturnType<typeof createTlsServer>,
): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

/** Joins two connections until one of them ends. */
function join(one: Socket, other: Socket): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
  }
}

/** A sandbox behind https, as the platform is. */
async function secureSandbox(): Promise<{ platform: WatchedSandbox; port: number }> {
  const platform = await sandbox({ users: people })
  const tls = createTlsServer({ cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) }, (socket) => {
    join(socket, connect(Number(new URL(platform.baseUrl).port), '127.0.0.1'))
  })
  return { platform, port: await listen(tls) }
}

/** A proxy that remembers what it was asked for, and lets through whom it is told to. */
async function proxy(
  answer: 'tunnel' | 'deny' | 'say nothing' | 'lead nowhere',
): Promise<{ port: number; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`)
    response.writeHead(502).end()
  })
  server.on('connect', (request, socket: Socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`)
    socket.on('error', () => undefined)
    // The connection stays open: nothing may wait for its end.
    if (answer === 'deny') socket.write('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    // Whoever speaks TLS to it is not answered.
    if (answer === 'lead nowhere') socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (answer !== 'tunnel') return
    const upstream = connect(Number(request.url?.split(':').at(-1)), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      join(socket, upstream)
    })
  })
  return { port: await listen(server), asked }
}

/** A run of one leaver, in a process that trusts the certificate. */
async function runOne(
  baseUrl: string,
  apiKey: string,
  env: Record<string, string>,
): Promise<{ code: number | null; outcomes: Summary['outcomes']; stderr: string }> {
  const out = temporaryFolder()
  const list = writeList(out, `id\n${learner}\n`)
  const argv = ['run', list, '--base-url', baseUrl, '--out', out, '--yes', '--json', '--max-percent', '100']
  const limits = ['--timeout', '500ms', '--patience', '1s', '--retries', '0']
  const { code, stdout, stderr } = await start([...argv, ...limits], {
    KONSTANTLY_API_KEY: apiKey,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
    ...env,
  }).ended
  return { code, outcomes: (JSON.parse(stdout) as Summary).outcomes, stderr }
}

describe('a proxy', () => {
  test('that HTTPS_PROXY names leads to the platform, and sees nothing but its address', async () => {
    const { platform, port } = await secureSandbox()
    const { port: proxyPort, asked } = await proxy('tunnel')
    const { code, outcomes } = await runOne(`https://localhost:${port}/openapi/v1`, platform.apiKey, {
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
    })
    expect({ code, deleted: outcomes.deleted }).toEqual({ code: 0, deleted: 1 })
    expect(new Set(asked)).toEqual(new Set([`CONNECT localhost:${port}`]))
  })

  test('is left out where NO_PROXY says so', async () => {
    const { platform, port } = await secureSandbox()
    const { port: proxyPort, asked } = await proxy('deny')
    const { code } = await runOne(`https://localhost:${port}/openapi/v1`, platform.apiKey, {
      HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
      NO_PROXY: 'localhost',
    })
    expect(code).toBe(0)
    expect(asked).toEqual([])
  })

  test.each([
    ['deny', 'answered 407'],
    ['say nothing', 'gave no answer in time'],
    ['lead nowhere', 'led to no answer in time'],
  ] as const)('that will %s ends the run, and nobody is lost', async (answer, told) => {
    const { platform, port } = await secureSandbox()
    const { port: proxyPort } = await proxy(answer)
    const { code, outcomes, stderr } = await runOne(`https://localhost:${port}/openapi/v1`, platform.apiKey, {
      https_proxy: `http://somebody:pa55word@127.0.0.1:${proxyPort}`,
    })
    expect({ code, left: outcomes.not_attempted }).toEqual({ code: 6, left: 1 })
    expect(stderr).toContain(`the proxy that HTTPS_PROXY names ${told}`)
    expect(stderr).not.toContain('pa55word')
    expect(platform.requests).toEqual([])
  })

  test('that is spoken to by https shows its own name, not the platform’s', async () => {
    const server = createHttpsServer({ cert: readFileSync(CERTIFICATE), key: readFileSync(KEY) })
    const asked: string[] = []
    server.on('connect', ({ url }, socket: Socket) => {
      asked.push(url ?? '')
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    })
    const port = await listen(server)
    const { code, stderr } = await runOne('https://acme.konstant.ly/openapi/v1', 'key-of-acme', {
      HTTPS_PROXY: `https://localhost:${port}`,
    })
    expect(code).toBe(6)
    expect(new Set(asked)).toEqual(new Set(['acme.konstant.ly:443']))
    expect(stderr).toContain('the proxy that HTTPS_PROXY names answered 403')
  })

  test('is never asked over plain http, where it would see the key', async () => {
    const platform = await sandbox({ users: people })
    const { port, asked } = await proxy('tunnel')
    const address = `http://127.0.0.1:${port}`
    const env = { HTTP_PROXY: address, http_proxy: address, HTTPS_PROXY: address, NODE_USE_ENV_PROXY: '1' }
    expect((await runOne(platform.baseUrl, platform.apiKey, env)).code).toBe(0)
    expect(asked).toEqual([])
  })

  test.each([
    'somebody:pa55word@proxy.example.com',
    'http://pa55w%E2%82:%AC@proxy.example.com',
    'http://somebody:pa55w%ord@proxy.example.com',
    'socks5://pa55word',
  ])('whose address cannot be used is an error that does not show it: %s', async (address) => {
    const out = temporaryFolder()
    const argv = ['run', writeList(out, 'id\nu1\n'), '--site', 'acme', '--out', out]
    const { exitCode, stderr } = await cli(argv, {
      env: { KONSTANTLY_API_KEY: 'key-of-acme', HTTPS_PROXY: address },
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('HTTPS_PROXY must be the address of a proxy, like http://proxy.example.com:3128')
    expect(stderr).not.toContain('pa55w')
  })
})

describe('NO_PROXY', () => {
  const isProxied = (noProxy: string, baseUrl = 'https://acme.konstant.ly/openapi/v1'): boolean =>
    readProxy(baseUrl, { HTTPS_PROXY: 'http://proxy.example.com:3128', NO_PROXY: noProxy }) !== null

  test.each([
    '*',
    'acme.konstant.ly',
    'konstant.ly',
    '.konstant.ly',
    '*.konstant.ly',
    'localhost, KONSTANT.LY',
    'konstant.ly:443',
  ])('%s stands for the site', (noProxy) => {
    expect(isProxied(noProxy)).toBe(false)
  })

  test.each(['', ',', 'stant.ly', 'konstant.ly:8443', 'other.konstant.ly', 'ly.acme'])(
    '"%s" does not',
    (noProxy) => {
      expect(isProxied(noProxy)).toBe(true)
    },
  )

  test('small letters come first, and plain http is never proxied', () => {
    const env = { https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:2', no_proxy: 'x', NO_PROXY: '*' }
    expect(readProxy('https://acme.konstant.ly', env)?.host).toBe('small:1')
    expect(readProxy('http://127.0.0.1:4010', env)).toBeNull()
    expect(isProxied('', 'http://localhost:4010')).toBe(false)
  })
})
