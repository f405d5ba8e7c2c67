import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import got, { HTTPError, RequestError, type Got, type Response, type RetryObject } from 'got'
import type { Answer, Delivery, Interruption } from '../offboarding/answer.ts'
import type { Retry } from '../offboarding/event.ts'
import type { Step } from '../offboarding/step.ts'
import { parseUserId } from '../offboarding/user-id.ts'
import { parseBody } from './answer-body.ts'
import { AnswerTooLargeError, classify, UnreadableAnswerError, type Fault } from './fault.ts'
import { pause, type Pause } from './pause.ts'
import { retryDelay } from './retry-policy.ts'
import { readErrorMessage, readUser } from './schemas.ts'

/** The largest body that is read, in bytes. A page of 20 users has some ten thousand. */
const MAX_BODY_BYTES = 1024 * 1024

export interface ClientOptions {
  /** Without a trailing slash. */
  baseUrl: string
  apiKey: string
  /** For one attempt, from sending it to the last byte of the answer, in milliseconds. */
  timeoutMs: number
  /** Further attempts after the first. */
  retries: number
  /** How many connections are kept open at most. */
  concurrency: number
  /** Names the tool in `User-Agent`. */
  version: string
  /** Ends every wait at once when aborted; requests under way are left to finish. */
  stopSignal: AbortSignal
  random?: () => number
  pause?: Pause
}

/** What one step has met so far. Carried through got's hooks as the request's context. */
interface Call {
  step: Step
  onRetry: (retry: Retry) => void
  attempts: number
  retries: string[]
  /** By attempts that ended without a conclusive answer. */
  mayHaveArrived: boolean
  stopped: boolean
  /** The last answer's body. */
  body: unknown
}

interface Request {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  json?: { id: string }
}

/** The API of one site, by got: one `perform` is one step, with all the attempts it takes. */
export class KonstantlyClient {
  readonly #options: Required<ClientOptions>
  readonly #http: Got
  readonly #agents: [HttpAgent, HttpsAgent]
  #keyRejected = false
  #waitedMs = 0

  constructor(options: ClientOptions) {
    this.#options = { random: Math.random, pause, ...options }
    const { baseUrl, apiKey, timeoutMs, concurrency, version } = this.#options
    const agentOptions = { keepAlive: true, maxSockets: concurrency }
    const [http, https] = (this.#agents = [new HttpAgent(agentOptions), new HttpsAgent(agentOptions)])
    this.#http = got.extend({
      prefixUrl: baseUrl,
      headers: {
        'x-api-key': apiKey,
        accept: 'application/json',
        'user-agent': `konstantly-offboard/${version}`,
      },
      agent: { http, https },
      timeout: { request: timeoutMs },
      // A redirect would carry the key to wherever it points.
      followRedirect: false,
      // A compressed body could be far larger than what was counted, and answers are small.
      decompress: false,
      responseType: 'text',
      retry: {
        // Also POST: to deactivate twice is harmless. `calculateDelay` alone decides, the limit included.
        limit: Number.MAX_SAFE_INTEGER,
        methods: ['GET', 'POST', 'DELETE'],
        enforceRetryRules: false,
        calculateDelay: (failed) => this.#beforeNextAttempt(failed),
      },
      hooks: {
        beforeRequest: [
          ({ context }) => {
            callOf(context).attempts += 1
          },
        ],
        afterResponse: [
          (response) => {
            const { statusCode } = response
            // 401 and 403 end the run whatever their body; what is transient is tried again whatever its body.
            if (statusCode < 300 || (statusCode >= 400 && statusCode < 500)) this.#readBody(response)
            return response
          },
        ],
      },
    })
  }

  /** Milliseconds spent waiting before further attempts, added up over all workers. */
  get waitedMs(): number {
    return this.#waitedMs
  }

  /** Closes the connections that were kept open. */
  close(): void {
    for (const agent of this.#agents) agent.destroy()
  }

  /** Carries out one step. Reports each further attempt to `onRetry` before waiting for it. */
  async perform(step: Step, onRetry: (retry: Retry) => void): Promise<Answer | Interruption> {
    const call: Call = {
      step,
      onRetry,
      attempts: 0,
      retries: [],
      mayHaveArrived: false,
      stopped: false,
      body: null,
    }
    // What would answer 401 once more is not worth a request.
    if (this.#keyRejected) return { kind: 'stopped', delivery: delivery(call) }
    const { method, path, json } = requestFor(step)
    const size = new AbortController()
    try {
      const request = this.#http(path, {
        method,
        ...(json && { json }),
        context: { call },
        signal: size.signal,
      })
      void request.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_BODY_BYTES) size.abort(new AnswerTooLargeError())
      })
      return this.#success(call, await request)
    } catch (error) {
      if (!(error instanceof RequestError)) throw error
      if (size.signal.aborted) {
        return failure(call, { reason: 'the answer is larger than 1 MiB', mayHaveArrived: true }, null)
      }
      if (error instanceof HTTPError) return this.#httpError(call, error)
      if (call.stopped) return { kind: 'stopped', delivery: delivery(call) }
      return failure(call, classify(error), error.response?.statusCode ?? null)
    }
  }

  #success(call: Call, { statusCode }: Response): Answer {
    // got takes a redirect that it does not follow for a success.
    if (statusCode >= 300) {
      const fault = { reason: `the platform answered with a redirect (${statusCode})`, mayHaveArrived: true }
      return failure(call, fault, statusCode)
    }
    const user = call.step.do === 'delete' || call.step.do === 'reactivate' ? null : readUser(call.body)
    return user === null
      ? { kind: 'done', status: statusCode, delivery: delivery(call) }
      : { kind: 'user', status: statusCode, user, delivery: delivery(call) }
  }

  #httpError(call: Call, error: HTTPError): Answer | Interruption {
    const status = error.response.statusCode
    if (status === 401 || status === 403) {
      this.#keyRejected = true
      return { kind: 'key_rejected', status, delivery: delivery(call) }
    }
    if (call.stopped) return { kind: 'stopped', delivery: delivery(call) }
    const fault = classify(error)
    if (fault.transient) return failure(call, fault, status)
    if (status === 404) return { kind: 'not_found', status, delivery: delivery(call) }
    const message = readErrorMessage(call.body) ?? fault.reason
    return { kind: 'rejected', status, message, delivery: delivery(call) }
  }

  #readBody(response: Response): void {
    const { statusCode, request } = response
    if (
      statusCode === 401 ||
      statusCode === 403 ||
      statusCode === 408 ||
      statusCode === 425 ||
      statusCode === 429
    )
      return
    const call = callOf(request.options.context)
    call.body = parseBody(String(response.body))
    // Of a user who was asked for nothing is proved by a body that shows none.
    if (call.step.do === 'read' && statusCode < 300 && readUser(call.body) === null) {
      throw new UnreadableAnswerError('the platform answered without a user')
    }
  }

  /** got's question after a failed attempt: how long to wait for the next one? 0 is none. */
  async #beforeNextAttempt({ attemptCount, error, retryAfter }: RetryObject): Promise<number> {
    const call = callOf(error.options.context)
    const fault = classify(error)
    call.mayHaveArrived ||= fault.mayHaveArrived
    const { retries, random, stopSignal } = this.#options
    const delayMs = retryDelay({
      fault,
      attempt: attemptCount,
      retries,
      retryAfterMs: retryAfter,
      random: random(),
    })
    if (delayMs === null) return 0

    call.stopped = stopSignal.aborted
    if (!call.stopped) {
      call.onRetry({ step: call.step.do, attempt: attemptCount, cause: fault.cause, delayMs })
      const begun = performance.now()
      await this.#options.pause(delayMs, stopSignal)
      this.#waitedMs += performance.now() - begun
      call.stopped = stopSignal.aborted
    }
    if (call.stopped) return 0
    call.retries.push(fault.cause)
    return 1
  }
}

function requestFor({ do: action, userId }: Step): Request {
  const id = segment(userId)
  switch (action) {
    case 'read':
      return { method: 'GET', path: `users/${id}` }
    case 'deactivate':
      return { method: 'POST', path: 'users/blocked', json: { id: userId } }
    case 'reactivate':
      return { method: 'DELETE', path: `users/blocked/${id}` }
    case 'delete':
      return { method: 'DELETE', path: `users/${id}` }
  }
}

/**
 * A user ID as the last part of a path. What could reach another endpoint than the one meant was refused when the list was
 * read, and is refused here again, next to the request: `DELETE /users/blocked/42` would reactivate user 42.
 */
function segment(userId: string): string {
  const parsed = parseUserId(userId)
  if (!parsed.ok || parsed.id !== userId) throw new TypeError('not a user ID: it must not reach the network')
  return encodeURIComponent(userId)
}

function callOf(context: Record<string, unknown>): Call {
  return context['call'] as Call
}

function delivery({ attempts, retries, mayHaveArrived }: Call): Delivery {
  return { attempts, retries: [...retries], mayHaveArrived }
}

function failure(call: Call, fault: Pick<Fault, 'reason' | 'mayHaveArrived'>, status: number | null): Answer {
  call.mayHaveArrived ||= fault.mayHaveArrived
  return { kind: 'failed', status, reason: fault.reason, delivery: delivery(call) }
}
