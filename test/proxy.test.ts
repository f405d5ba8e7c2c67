import { readFileSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { readProxy } from '../src/cli/inputs/proxy.ts'
import { cli, temporaryFolder, writeList } from './support/cli.ts'
import { sandbox } from './support/sandbox.ts'
import { CERTIFICATE, KEY, listen, people, proxy, runOne, secureSandbox } from './support/secure-platform.ts'

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
    // As long as a busy machine may take to be led nowhere, and half of the patience.
    const limits = ['--timeout', '1s', '--patience', '2s', '--retries', '0']
    const env = { https_proxy: `http://somebody:pa55word@127.0.0.1:${proxyPort}` }
    const { code, outcomes, stderr } = await runOne(
      `https://localhost:${port}/openapi/v1`,
      platform.apiKey,
      env,
      limits,
    )
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
