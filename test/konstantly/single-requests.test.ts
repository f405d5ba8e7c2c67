import { createServer, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { PROBE, requestFor } from '../../src/konstantly/request.ts'
import { SingleRequests } from '../../src/konstantly/single-requests.ts'
import { listen } from '../support/secure-platform.ts'
import { TRANSPORT_OPTIONS } from '../support/transport-options.ts'

const NOW = Date.parse('2026-11-23T18:45:20.500Z')

/** Requests to a server that answers like this. */
async function requests(answer: RequestListener): Promise<SingleRequests> {
  const port = await listen(createServer({ keepAlive: true }, answer))
  const made = new SingleRequests({
    ...TRANSPORT_OPTIONS,
    baseUrl: `http://127.0.0.1:${port}/openapi/v1`,
    now: () => 0,
    wallClock: () => NOW,
  })
  onTestFinished(() => {
    made.close()
  })
  return made
}

test('what a request was answered is told as it is, with the quota and the time', async () => {
  const site = await requests((_, response) =>
    response
      .writeHead(404, {
        date: 'Mon, 23 Nov 2026 18:45:10 GMT',
        'x-ratelimit-limit': '100',
        'x-ratelimit-remaining': '7',
        'x-ratelimit-reset': String(NOW / 1000 + 30 - 0.5),
        'retry-after': '3',
      })
      .end('{"status":404,"message":"Not found"}'),
  )
  expect(await site.send(PROBE)).toEqual({
    kind: 'answered',
    status: 404,
    body: { status: 404, message: 'Not found' },
    unreadable: null,
    leadsTo: null,
    quota: { limit: 100, remaining: 7, reset: 1_795_459_550, seconds: 40 },
    retryAfterMs: 3_000,
    ahead: { ms: 10_000, orMs: 500 },
    tookMs: 0,
  })
  expect(site.sent).toBe(1)
})

test('what changes something is not sent', async () => {
  let asked = 0
  const site = await requests((_, response) => {
    asked += 1
    response.end()
  })
  await expect(site.send(requestFor({ do: 'delete', userId: 'u1' }))).rejects.toThrow(TypeError)
  await expect(site.send(requestFor({ do: 'deactivate', userId: 'u1' }))).rejects.toThrow(TypeError)
  expect(asked).toBe(0)
})

test('an answer that repeats the key is told without it', async () => {
  const site = await requests(({ headers }, response) => {
    const key = String(headers['x-api-key'])
    response.writeHead(302, { location: `/${key}?key=${key}` }).end(JSON.stringify({ key }))
  })
  const answer = await site.send(PROBE)
  expect(answer).toMatchObject({ status: 302, body: { key: '[redacted]' } })
  expect(JSON.stringify(answer)).not.toContain(TRANSPORT_OPTIONS.apiKey)
})

test('an answer without an end is cut off', async () => {
  const site = await requests((_, response) => {
    const write = (): void => {
      if (!response.destroyed) response.write('x'.repeat(64 * 1024), write)
    }
    write()
  })
  expect(await site.send(PROBE)).toMatchObject({
    kind: 'unanswered',
    reason: 'the answer is larger than 1 MiB',
  })
})

test('an answer that is another protocol’s is no answer', async () => {
  const site = await requests((_, response) => {
    response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n')
  })
  expect(await site.send(PROBE)).toMatchObject({ kind: 'unanswered', cause: 'unreadable_body' })
})
