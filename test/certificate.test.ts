import { readFileSync } from 'node:fs'
import { createServer as createHttpsServer } from 'node:https'
import { describe, expect, test } from 'vitest'
import { CERTIFICATE, KEY, listen, proxy, runOne, secureSandbox } from './support/secure-platform.ts'

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
