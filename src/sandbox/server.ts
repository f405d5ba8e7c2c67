import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { isCarriedOut, randomFaults, type Fault } from './faults.ts'
import { makePeople, type Person } from './people.ts'
import { seededRandom } from './random.ts'
import { API_PATH, route } from './route.ts'
import { Site, type Reply } from './site.ts'
import { Throttle, type ThrottleOptions } from './throttle.ts'

export interface SandboxOptions {
  /** 0 for any free one. */
  port: number
  /** How many users to make, or exactly these. */
  users: number | readonly Person[]
  /** What limits the requests, or null for no limit. */
  throttle: ThrottleOptions | null
  /** How far the server's clock is ahead of this machine's, in milliseconds. */
  clockSkewMs: number
  /** When, counted from the first request, every connection is cut, and for how long; null for never. */
  outage: { afterMs: number; forMs: number } | null
  /** How long every answer takes, in milliseconds. */
  latencyMs: number
  /** The share of requests that meet a fault, from 0 to 1. */
  faultRate: number
  seed: number
  /** Whether to deactivate a deactivated user is 422 instead of 200. */
  rejectRepeatedBan?: boolean
  /** E-mail addresses that lead to the account of another one. */
  aliases?: Readonly<Record<string, string>>
  /** What lists claim to hold, instead of what they do. */
  totalCount?: number
  /** How roles are shown: as an object where it is not said. */
  role?: 'object' | 'text'
  /** Milliseconds since the epoch; the machine's clock where there is none. */
  now?: () => number
  /** Decides for each request what goes wrong, instead of `faultRate`. */
  fault?: (request: SandboxRequest) => Fault | null
  /** Told of every request, with the status it was answered with, or null where the connection was cut. */
  onRequest?: (request: SandboxRequest, status: number | null) => void
}

export interface SandboxRequest {
  method: string
  path: string
  body: unknown
}

export interface Sandbox {
  baseUrl: string
  apiKey: string
  site: Site
  close(): Promise<void>
}

/** Serves the stand-in platform on loopback, over real HTTP, with its state in memory. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { users, seed, clockSkewMs, outage } = options
  const people = typeof users === 'number' ? makePeople(users, seed) : users
  const site = new Site(people, {
    rejectRepeatedBan: options.rejectRepeatedBan ?? false,
    aliases: options.aliases ?? {},
    totalCount: options.totalCount ?? null,
    role: options.role ?? 'object',
  })
  const apiKey = `sandbox-key-${seed}`
  const throttle = options.throttle === null ? null : new Throttle(options.throttle)
  const now = options.now ?? Date.now
  let firstAt: number | null = null
  const fault = options.fault ?? randomFaults(options.faultRate, seededRandom(seed + 1))

  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy())
  })

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request: SandboxRequest = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      body: await readJson(incoming),
    }
    if (options.latencyMs > 0) await setTimeout(options.latencyMs)
    const sinceFirst = now() - (firstAt ??= now())
    if (outage !== null && sinceFirst >= outage.afterMs && sinceFirst < outage.afterMs + outage.forMs) {
      options.onRequest?.(request, null)
      incoming.socket.destroy()
      return
    }
    const serverTime = now() + clockSkewMs
    response.setHeader('date', new Date(serverTime).toUTCString())
    const send = ({ status, body }: Reply, headers: Record<string, string> = {}): void => {
      options.onRequest?.(request, status)
      const text = body === null ? '' : JSON.stringify(body)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
    }

    const admission = throttle?.admit(serverTime) ?? { admitted: true, headers: {} }
    if (!admission.admitted) {
      send({ status: 429, body: { status: 429, message: 'Too many requests' } }, admission.headers)
      return
    }
    if (incoming.headers['x-api-key'] !== apiKey) {
      send({ status: 401, body: { status: 401, message: 'Unauthorized' } }, admission.headers)
      return
    }
    const wrong = fault(request)
    const carryOut = (): Reply =>
      route(site, request.method, new URL(`http://sandbox${request.path}`), request.body)
    if (wrong === null) {
      send(carryOut(), admission.headers)
      return
    }
    const done = isCarriedOut(wrong) ? carryOut() : null
    switch (wrong) {
      case 'reset':
      case 'lost':
        options.onRequest?.(request, null)
        incoming.socket.destroy()
        break
      case 'hanging':
        options.onRequest?.(request, null)
        break
      case 'cut':
        options.onRequest?.(request, null)
        cutInTheMiddle(response, done)
        break
      case 'maintenance':
        options.onRequest?.(request, 200)
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Maintenance</title>')
        break
      case 'unavailable':
      case 'broken': {
        const status = wrong === 'unavailable' ? 503 : 500
        send({ status, body: { status, message: 'Something went wrong' } }, admission.headers)
      }
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}${API_PATH}`,
    apiKey,
    site,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

/** An answer without a body could not be told from a whole one, so an empty object takes its place. */
function cutInTheMiddle(response: ServerResponse, reply: Reply | null): void {
  const text = JSON.stringify(reply?.body ?? {})
  response.writeHead(reply?.status ?? 200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  })
  response.write(text.slice(0, text.length / 2), () => response.destroy())
}

async function readJson(incoming: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of incoming.setEncoding('utf8') as AsyncIterable<string>) text += chunk
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}
