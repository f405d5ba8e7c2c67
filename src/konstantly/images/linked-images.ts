import { unzipSync } from 'node:zlib'
import got, { RequestError, type Got, type Response } from 'got'
import type { Image, ImageSource } from '../../offboarding/ports/training-records.ts'
import { AnswerTooLargeError, classify, StoppedError } from '../http/attempt-failure.ts'
import { imageAddress } from './image-link.ts'
import { imageType } from './image-type.ts'
import { makeAgents } from '../http/keep-alive-agents.ts'
import { retryDelay } from '../http/retry-policy.ts'
import type { TransportOptions } from '../http/transport-options.ts'

const MAX_BYTES = 10 * 1024 * 1024
const MAX_REDIRECTS = 5
const MAX_ATTEMPTS = 3

type Fetched = Awaited<ReturnType<ImageSource['fetch']>>

/** Fetches the images that certificates link to. They are on another host, so nothing of the API is sent there, the key least of all. */
export class LinkedImages implements ImageSource {
  readonly #options: TransportOptions
  readonly #http: Got<{ responseType: 'buffer' }>
  readonly #agents: ReturnType<typeof makeAgents>

  constructor(options: TransportOptions) {
    this.#options = options
    this.#agents = makeAgents(options)
    this.#http = got.extend({
      headers: { 'accept-encoding': 'identity', 'user-agent': `konstantly-offboard/${options.version}` },
      agent: this.#agents,
      https: { rejectUnauthorized: true },
      timeout: { request: options.timeoutMs },
      retry: { limit: 0 },
      // Each address has to be checked.
      followRedirect: false,
      decompress: false,
      responseType: 'buffer',
    })
  }

  /** Closes the connections that were kept open. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  async fetch(link: string): Promise<Fetched> {
    const { random, pause, stopSignal } = this.#options
    for (let attempt = 1; ; attempt += 1) {
      if (stopSignal.aborted) return { kind: 'stopped' }
      try {
        return await this.#follow(link)
      } catch (error) {
        if (!(error instanceof RequestError)) throw error
        if (error.cause instanceof StoppedError) return { kind: 'stopped' }
        if (error.cause instanceof AnswerTooLargeError) return failed('it is larger than 10 MiB')
        const fault = classify(error)
        const delay = retryDelay({
          fault,
          attempt,
          retries: MAX_ATTEMPTS - 1,
          retryAfterMs: null,
          random: random(),
        })
        if (delay === null) return failed(fault.reason.replace('the platform', 'its host'))
        await pause(delay, stopSignal)
      }
    }
  }

  async #follow(link: string): Promise<Fetched> {
    let to: string | undefined = link
    let from = link
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      const address: URL | null =
        to === undefined ? null : imageAddress(URL.parse(to, from)?.href ?? '', this.#options.baseUrl)
      if (address === null) return failed('its link, or what that leads to, is no public address of the web')
      const response = await this.#get(address)
      if (response.statusCode < 300) return read(response)
      to = response.headers.location
      from = address.href
    }
    return failed(`its link leads from one address to another, more than ${MAX_REDIRECTS} times`)
  }

  async #get(address: URL): Promise<Response<Uint8Array>> {
    const cut = new AbortController()
    const { haltSignal } = this.#options
    const stop = (): void => {
      cut.abort(new StoppedError())
    }
    if (haltSignal.aborted) stop()
    haltSignal.addEventListener('abort', stop)
    try {
      const request = this.#http(address, { signal: cut.signal })
      void request.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_BYTES) cut.abort(new AnswerTooLargeError())
      })
      return await request
    } finally {
      haltSignal.removeEventListener('abort', stop)
    }
  }
}

function read({ rawBody, headers }: Response<Uint8Array>): Image | ReturnType<typeof failed> {
  const bytes = unpacked(rawBody, headers['content-encoding'])
  const type = bytes === null ? null : imageType(bytes)
  return bytes === null || type === null
    ? failed('what its host answered is no image')
    : { kind: 'image', bytes, type }
}

/** Null for what cannot be unpacked, or not within the limit. */
function unpacked(bytes: Uint8Array, encoding = 'identity'): Uint8Array | null {
  if (!/^\s*(x-)?(gzip|deflate)\s*$/i.test(encoding)) return bytes
  try {
    return unzipSync(bytes, { maxOutputLength: MAX_BYTES })
  } catch {
    return null
  }
}

const failed = (reason: string): { kind: 'failed'; reason: string } => ({ kind: 'failed', reason })
