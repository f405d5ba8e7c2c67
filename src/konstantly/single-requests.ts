import type { RequestError, Response } from 'got'
import type { Insecurity } from '../offboarding/insecurity.ts'
import { MAX_BODY_BYTES, parseBody, readText, withoutSecrets } from './http/answer-body.ts'
import { AnswerTooLargeError, classify, ProxyError, UnreadableAnswerError } from './http/attempt-failure.ts'
import { makeGot } from './http/got-client.ts'
import { insecurityOf } from './http/insecurity.ts'
import { makeAgents } from './http/keep-alive-agents.ts'
import { refuseUpgrade } from './http/refuse-upgrade.ts'
import type { TransportOptions } from './http/transport-options.ts'
import { readQuota, readRetryAfter, type QuotaReading } from './quota/rate-headers.ts'
import type { ApiRequest } from './request.ts'

/** A request that was answered, whatever the answer is. */
export interface Answered {
  kind: 'answered'
  status: number
  /** Undefined where it is empty, or cannot be read. */
  body: unknown
  /** Why the body cannot be read, in words, or null. */
  unreadable: string | null
  /** Where a redirect leads, without what stands after the path; null where there is none. */
  leadsTo: string | null
  quota: QuotaReading | null
  /** What `Retry-After` asks for, in milliseconds, or null. */
  retryAfterMs: number | null
  /** How far this machine's clock is ahead of the platform's, in milliseconds, and how far that may be wrong; null where no time was told. */
  ahead: { ms: number; orMs: number } | null
  /** From sending it to the last byte of the answer, in milliseconds. */
  tookMs: number
}

/** A request that was not answered. */
export interface Unanswered {
  kind: 'unanswered'
  /** As in logs: `dns`, `connection_refused`, `timeout`, … */
  cause: string
  /** For people. */
  reason: string
  /** Node's code of the error, such as `ENOTFOUND`; of a proxy's where there is one. */
  code: string
  insecurity: Insecurity | null
}

export type SingleAnswer = Answered | Unanswered

type Options = Pick<
  TransportOptions,
  'baseUrl' | 'apiKey' | 'proxy' | 'timeoutMs' | 'version' | 'now' | 'wallClock'
>

/** The API of one site for whoever wants to see each answer as it is: one request is one attempt, and nothing is waited for. */
export class SingleRequests {
  readonly #options: Options
  readonly #agents: ReturnType<typeof makeAgents>
  readonly #http: ReturnType<typeof makeGot>
  #sent = 0

  constructor(options: Options) {
    this.#options = options
    this.#agents = makeAgents({ ...options, concurrency: 1 })
    this.#http = makeGot(options, this.#agents).extend({ retry: { limit: 0 }, throwHttpErrors: false })
  }

  /** Requests so far. */
  get sent(): number {
    return this.#sent
  }

  /** Closes the connections that were kept open. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  /** Sends a request once. Rejects with TypeError for one that changes something: that needs the journal. */
  async send({ method, path }: ApiRequest): Promise<SingleAnswer> {
    if (method !== 'GET') throw new TypeError('only what reads is sent without a journal')
    const { now, wallClock } = this.#options
    const cut = new AbortController()
    this.#sent += 1
    const sentAt = now()
    try {
      const request = this.#http(path, { signal: cut.signal })
      void request.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_BODY_BYTES) cut.abort(new AnswerTooLargeError())
      })
      void request.on('request', refuseUpgrade)
      const response = await request
      return this.#answered(response, now() - sentAt, wallClock())
    } catch (error) {
      return unanswered(error as RequestError)
    }
  }

  #answered({ statusCode, headers, rawBody }: Response, tookMs: number, wallMs: number): Answered {
    return {
      kind: 'answered',
      status: statusCode,
      ...this.#read(rawBody, headers['content-encoding']),
      leadsTo: statusCode >= 300 && statusCode < 400 ? this.#leadsTo(headers.location) : null,
      quota: readQuota(headers, wallMs),
      retryAfterMs: readRetryAfter(headers, wallMs),
      ahead: aheadOf(headers.date, wallMs, tookMs),
      tookMs,
    }
  }

  #leadsTo(location = ''): string | null {
    const url = URL.parse(location, this.#options.baseUrl)
    return url && withoutSecrets(this.#options)(`${url.protocol}//${url.host}${url.pathname}`)
  }

  #read(bytes: Uint8Array, encoding: string | undefined): Pick<Answered, 'body' | 'unreadable'> {
    try {
      return { body: parseBody(readText(bytes, encoding), withoutSecrets(this.#options)), unreadable: null }
    } catch (error) {
      if (error instanceof UnreadableAnswerError) return { body: undefined, unreadable: error.message }
      if (error instanceof AnswerTooLargeError) return { body: undefined, unreadable: TOO_LARGE }
      throw error
    }
  }
}

const TOO_LARGE = 'the answer is larger than 1 MiB'

function unanswered(error: RequestError): Unanswered {
  const { cause: word, reason } = classify(error)
  const { cause } = error
  const own =
    cause instanceof ProxyError ? (cause.cause as NodeJS.ErrnoException | undefined)?.code : error.code
  return {
    kind: 'unanswered',
    cause: word,
    reason: cause instanceof AnswerTooLargeError ? TOO_LARGE : reason,
    code: own ?? '',
    insecurity: insecurityOf(error),
  }
}

/** A `Date` is cut to whole seconds, and was written at some time between sending and receiving. */
function aheadOf(date: string | undefined, wallMs: number, tookMs: number): Answered['ahead'] {
  const told = Date.parse(date ?? '')
  return Number.isNaN(told) ? null : { ms: wallMs - tookMs / 2 - (told + 500), orMs: 500 + tookMs / 2 }
}
