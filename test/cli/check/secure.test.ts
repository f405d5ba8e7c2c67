import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/cli.ts'
import { start } from '../../support/process.ts'
import { CERTIFICATE, listen, proxy, secureSandbox } from '../../support/secure-platform.ts'
import { createServer } from 'node:net'
import { check, type Checked } from './support.ts'

const at = (port: number): string[] => ['--base-url', `https://localhost:${port}/openapi/v1`]

test('a certificate that nobody vouches for is told, once, and the platform is asked nothing', async () => {
  const { platform, port } = await secureSandbox()
  const { exitCode, of, json } = await check(at(port), { env: { KONSTANTLY_API_KEY: platform.apiKey } })
  expect(exitCode).toBe(6)
  expect(of('connection').found).toBe(
    'the platform shows a self-signed certificate, which nobody vouches for',
  )
  expect(of('connection').remedy).toContain('NODE_EXTRA_CA_CERTS')
  expect(json.requests).toBe(1)
  expect(platform.requests).toEqual([])
})

test('what speaks no TLS is told apart from what does not answer', async () => {
  const port = await listen(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
  const { exitCode, of } = await check(at(port), { env: { KONSTANTLY_API_KEY: 'key' } })
  expect(exitCode).toBe(6)
  expect(of('connection').facts['cause']).toBe('tls')
  expect(of('connection').found).toContain('made no secure connection')
})

const through = (port: number): { env: Record<string, string> } => ({
  env: { KONSTANTLY_API_KEY: 'key', HTTPS_PROXY: `http://somebody:pa55word@127.0.0.1:${port}` },
})

test('a proxy that wants to be logged in to is told, without its password', async () => {
  const { port } = await proxy('deny')
  const { exitCode, of, json } = await check(['--site', 'acme'], through(port))
  expect(exitCode).toBe(6)
  expect(of('proxy').found).toBe(`127.0.0.1:${port}, by HTTPS_PROXY`)
  expect(of('connection').found).toBe('the proxy that HTTPS_PROXY names answered 407')
  expect(of('connection').remedy).toContain('a user name and a password')
  expect(JSON.stringify(json)).not.toContain('pa55word')
})

test('a proxy that is not there is told', async () => {
  const { exitCode, of } = await check(['--site', 'acme'], through(1))
  expect(exitCode).toBe(6)
  expect(of('connection').found).toBe('the proxy that HTTPS_PROXY names could not be reached (ECONNREFUSED)')
  expect(of('connection').remedy).toContain('HTTPS_PROXY')
})

test('a proxy that leads nowhere is not waited for', async () => {
  const { port } = await proxy('lead nowhere')
  const { exitCode, of } = await check(['--site', 'acme', '--timeout', '300ms'], through(port))
  expect(exitCode).toBe(6)
  expect(of('connection').result).toBe('failed')
})

test('a proxy whose address cannot be understood keeps the key from being sent anywhere', async () => {
  const { exitCode, of, json } = await check(['--site', 'acme'], {
    env: { KONSTANTLY_API_KEY: 'key', HTTPS_PROXY: 'socks5://proxy.example.com' },
  })
  expect(exitCode).toBe(2)
  expect(of('proxy').result).toBe('failed')
  expect(of('connection').result).toBe('skipped')
  expect(json.requests).toBe(0)
})

test('a site behind a proxy and TLS, in a process of its own', async () => {
  const { platform, port } = await secureSandbox()
  const { port: proxyPort, asked } = await proxy('tunnel')
  const { code, stdout, stderr } = await start(['check', ...at(port), '--out', temporaryFolder(), '--json'], {
    KONSTANTLY_API_KEY: platform.apiKey,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
    HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`,
  }).ended
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const { requests } = JSON.parse(stdout) as Checked['json']
  expect(requests).toBe(3)
  expect(platform.requests.length).toBe(3)
  expect(asked).toEqual([`CONNECT localhost:${port}`])
})
