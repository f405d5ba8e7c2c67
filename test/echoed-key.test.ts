import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { KonstantlyClient } from '../src/konstantly/client.ts'
import { cli, temporaryFolder, writeList } from './support/cli.ts'
import { LeapingClock } from './support/leaping-clock.ts'
import { listen } from './support/secure-platform.ts'
import { TRANSPORT_OPTIONS } from './support/transport-options.ts'

const KEY = 'k9"J/a+b\\7f3Z'
const PASSWORD = 'pa55word'
const FORMS = [KEY, JSON.stringify(KEY).slice(1, -1), encodeURIComponent(KEY)]

/** What a platform, or a proxy in between, may make of a request's headers. */
const ECHOES: readonly [name: string, (headers: IncomingHttpHeaders) => string][] = [
  ['as it is', (headers) => `x-api-key: ${String(headers['x-api-key'])}`],
  ['as JSON', (headers) => JSON.stringify(headers)],
  ['as a URL', (headers) => new URLSearchParams({ key: String(headers['x-api-key']) }).toString()],
]

/** A site that repeats the headers it got in every text of every answer. */
async function echoingSite(
  echo: (headers: IncomingHttpHeaders) => string,
  refuses: boolean,
): Promise<string> {
  const server = createServer(({ method, url = '', headers }, response) => {
    const said = echo(headers)
    const user = {
      id: 'u1',
      email: `u1+${said}@acme.com`,
      name: said,
      role: { alias: 'learner' },
      isBanned: false,
    }
    response.setHeader('content-type', 'application/json')
    if (url.includes('?')) response.end(JSON.stringify({ users: [user], totalCount: 300 }))
    else if (method === 'GET') response.end(JSON.stringify(user))
    else if (refuses)
      response.writeHead(422).end(JSON.stringify({ status: 422, message: `Blocked. ${said}` }))
    else response.end(JSON.stringify({ ...user, id: said, isBanned: true, role: { alias: said } }))
  })
  return `http://127.0.0.1:${await listen(server)}/openapi/v1`
}

const everythingIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n')

describe('a key that is repeated to us', () => {
  test.each(ECHOES.flatMap(([name, echo]) => [true, false].map((refuses) => ({ name, echo, refuses }))))(
    '$name is in no file and no line of the run (refused: $refuses)',
    async ({ echo, refuses }) => {
      const out = temporaryFolder()
      const list = writeList(temporaryFolder(), 'user_id\nu1\n')
      const baseUrl = await echoingSite(echo, refuses)
      const argv = [
        'run',
        list,
        '--base-url',
        baseUrl,
        '--out',
        out,
        '--yes',
        '--json',
        '--log-level',
        'trace',
      ]
      const { stdout, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: KEY } })
      const seen = stdout + stderr + everythingIn(out)
      expect(seen).toContain('[redacted]')
      for (const form of FORMS) expect(seen).not.toContain(form)
    },
  )
})

test('so are the password of the proxy, and what is sent of it, when a proxy looks into what is encrypted', async () => {
  const basic = Buffer.from(`ann:${PASSWORD}`).toString('base64')
  const message = `proxy-authorization: Basic ${basic} (${PASSWORD})`
  const server = createServer((_, response) => {
    response.writeHead(422).end(JSON.stringify({ status: 422, message }))
  })
  const signal = new AbortController().signal
  const clock = new LeapingClock()
  const client = new KonstantlyClient({
    ...TRANSPORT_OPTIONS,
    baseUrl: `http://127.0.0.1:${await listen(server)}`,
    proxy: new URL(`http://ann:${PASSWORD}@127.0.0.1:9`),
    stopSignal: signal,
    haltSignal: signal,
    onUnavailable: () => undefined,
    pause: clock.pause,
    now: clock.now,
    wallClock: clock.wall,
  })
  const answer = await client.perform({ do: 'delete', userId: 'u1' }, () => undefined)
  client.close()
  expect(answer).toMatchObject({
    kind: 'rejected',
    message: 'proxy-authorization: Basic [redacted] ([redacted])',
  })
})
