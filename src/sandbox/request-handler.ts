import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { isCarriedOut, randomFaults, type Fault } from './faults.ts'
import { seededRandom } from './random.ts'
import { route } from './route.ts'
import type { SandboxOptions, SandboxRequest } from './sandbox-options.ts'
import type { Reply, Site } from './site.ts'
import { Throttle } from './throttle.ts'

type Headers = Record<string, string>

/** One request and the response to it. */
interface Exchange {
  request: SandboxRequest
  response: ServerResponse
}

/** Where the images of certificates are: at no endpoint of the API, as on a host of their own. */
export const IMAGES_PATH = '/certificates'

/** An image of one pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** Answers requests as the platform does, in this order: an outage, the rate limit, the API key, a fault, the site. */
export class RequestHandler {
  readonly #options: SandboxOptions
  readonly #site: Site
  readonly #apiKey: string
  readonly #throttle: Throttle | null
  readonly #now: () => number
  readonly #fault: NonNullable<SandboxOptions['fault']>
  #firstAt: number | null = null

  constructor(options: SandboxOptions, site: Site, apiKey: string) {
    this.#options = options
    this.#site = site
    this.#apiKey = apiKey
    this.#throttle = options.throttle === null ? null : new Throttle(options.throttle)
    this.#now = options.now ?? Date.now
    this.#fault = options.fault ?? randomFaults(options.faultRate, seededRandom(options.seed + 1))
  }

  async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request: SandboxRequest = {
      method: incoming.method ?? 'GET',
      path: incoming.url ?? '/',
      body: await readJson(incoming),
    }
    const { latencyMs, clockSkewMs } = this.#options
    if (latencyMs > 0) await setTimeout(latencyMs)
    const exchange = { request, response }
    if (request.path.startsWith(`${IMAGES_PATH}/`)) {
      this.#sendImage(exchange, 'x-api-key' in incoming.headers)
      return
    }
    if (this.#isOutage()) {
      this.#tell(request, null)
      incoming.socket.destroy()
      return
    }
    const serverTime = this.#now() + clockSkewMs
    response.setHeader('date', new Date(serverTime).toUTCString())
    const { admitted, headers } = this.#throttle?.admit(serverTime) ?? { admitted: true, headers: {} }
    if (!admitted) this.#send(exchange, failure(429, 'Too many requests'), headers)
    else if (incoming.headers['x-api-key'] !== this.#apiKey)
      this.#send(exchange, failure(401, 'Unauthorized'), headers)
    else await this.#carryOut(exchange, headers)
  }

  /** Nobody but the API may be told the key, so a request with one is an error. */
  #sendImage({ request, response }: Exchange, hasKey: boolean): void {
    const status = hasKey ? 400 : 200
    this.#tell(request, status)
    response.writeHead(status, { 'content-type': 'image/png' }).end(hasKey ? '' : PNG)
  }

  #isOutage(): boolean {
    const { outage } = this.#options
    const now = this.#now()
    this.#firstAt ??= now
    const sinceFirst = now - this.#firstAt
    return outage !== null && sinceFirst >= outage.afterMs && sinceFirst < outage.afterMs + outage.forMs
  }

  async #carryOut(exchange: Exchange, headers: Headers): Promise<void> {
    const { method, path, body } = exchange.request
    const reply = (): Reply => route(this.#site, method, new URL(`http://sandbox${path}`), body)
    const fault = await this.#fault(exchange.request)
    if (fault === null) this.#send(exchange, reply(), headers)
    else this.#showFault(fault, exchange, isCarriedOut(fault) ? reply() : null, headers)
  }

  /** `reply`: what a request that was carried out would have been answered with, or null. */
  #showFault(fault: Fault, { request, response }: Exchange, reply: Reply | null, headers: Headers): void {
    switch (fault) {
      case 'reset':
      case 'lost':
        this.#tell(request, null)
        response.socket?.destroy()
        break
      case 'hanging':
        this.#tell(request, null)
        break
      case 'cut':
        this.#tell(request, null)
        cutInTheMiddle(response, reply)
        break
      case 'maintenance':
        this.#tell(request, 200)
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><title>Maintenance</title>')
        break
      case 'unavailable':
      case 'broken': {
        const status = fault === 'unavailable' ? 503 : 500
        this.#send({ request, response }, failure(status, 'Something went wrong'), headers)
      }
    }
  }

  #send({ request, response }: Exchange, { status, body }: Reply, headers: Headers): void {
    this.#tell(request, status)
    const text = body === null ? '' : JSON.stringify(body)
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text)
  }

  #tell(request: SandboxRequest, status: number | null): void {
    this.#options.onRequest?.(request, status)
  }
}

const failure = (status: number, message: string): Reply => ({ status, body: { status, message } })

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
