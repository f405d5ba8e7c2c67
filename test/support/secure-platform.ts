import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { makePeople } from '../../src/sandbox/people.ts'
import { temporaryFolder, writeList } from './cli.ts'
import { start } from './process.ts'
import { sandbox, type WatchedSandbox } from './sandbox.ts'

// Of `localhost`, made for these tests, good for a hundred years.
export const CERTIFICATE = fileURLToPath(new URL('../fixtures/tls/localhost.cert.pem', import.meta.url))
// The same for January 2020, and for January 2100.
export const EXPIRED = fileURLToPath(new URL('../fixtures/tls/localhost.expired.cert.pem', import.meta.url))
export const NOT_YET_VALID = fileURLToPath(
  new URL('../fixtures/tls/localhost.future.cert.pem', import.meta.url),
)
export const KEY = fileURLToPath(new URL('../fixtures/tls/localhost.key.pem', import.meta.url))

export const people = makePeople(20, 1)
/** Whoever may be offboarded. */
export const learners = people
  .filter(({ role, isExpert, isBanned }) => role.alias === 'learner' && !isExpert && !isBanned)
  .map(({ id }) => id)
const [learner = ''] = learners

/** Listens on loopback until the test ends, and returns the port. */
export async function listen(server: Server): Promise<number> {
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

/** A sandbox behind https, as the platform is. `show`: another certificate from now on, on new connections. */
export async function secureSandbox(
  tlsOptions: TlsOptions = {},
  latencyMs = 0,
): Promise<{ platform: WatchedSandbox; port: number; show: (certificate: string) => void }> {
  const platform = await sandbox({ users: people, latencyMs })
  const tls = createTlsServer(
    { cert: readFileSync(CERTIFICATE), key: readFileSync(KEY), ...tlsOptions },
    (socket) => {
      join(socket, connect(Number(new URL(platform.baseUrl).port), '127.0.0.1'))
    },
  )
  const open = new Set<Socket>()
  tls.on('secureConnection', (socket) => open.add(socket))
  return {
    platform,
    port: await listen(tls),
    show(certificate) {
      tls.setSecureContext({ cert: readFileSync(certificate), key: readFileSync(KEY) })
      for (const socket of open) socket.destroy()
    },
  }
}

/** A proxy that remembers what it was asked for, and lets through whom it is told to. */
export async function proxy(
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
export async function runOne(
  baseUrl: string,
  apiKey: string,
  env: Record<string, string>,
  limits: readonly string[] = ['--patience', '1s', '--retries', '0'],
): Promise<{ code: number | null; outcomes: Summary['outcomes']; stderr: string }> {
  const out = temporaryFolder()
  const list = writeList(out, `id\n${learner}\n`)
  const argv = ['run', list, '--base-url', baseUrl, '--out', out, '--yes', '--json', '--max-percent', '100']
  const { code, stdout, stderr } = await start([...argv, ...limits], {
    KONSTANTLY_API_KEY: apiKey,
    NODE_EXTRA_CA_CERTS: CERTIFICATE,
    ...env,
  }).ended
  return { code, outcomes: (JSON.parse(stdout) as Summary).outcomes, stderr }
}
