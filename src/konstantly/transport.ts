import type { RequestError, Got, Response, RetryObject } from 'got'
import type { RunPace } from '../offboarding/run/run.ts'
import { callOf, MAX_OUTAGES, type Call } from './call.ts'
import { isNotFound } from './confirm-not-found.ts'
import { doesBodyMatter, MAX_BODY_BYTES, parseBody, readText, withoutSecrets } from './http/answer-body.ts'
import {
  AnswerTooLargeError,
  classify,
  StoppedError,
  UnreadableAnswerError,
  type AttemptFailure,
} from './http/attempt-failure.ts'
import { cancelUnsent } from './http/cancel-unsent.ts'
import { makeGot } from './http/got-client.ts'
import { stopsIfHopeless } from './http/hopeless.ts'
import { makeAgents } from './http/keep-alive-agents.ts'
import { PlatformClock } from './http/platform-clock.ts'
import { refuseUpgrade } from './http/refuse-upgrade.ts'
import { retryDelay } from './http/retry-policy.ts'
import type { TransportOptions } from './http/transport-options.ts'
import { CircuitBreaker } from './pace/circuit-breaker.ts'
import { Gate } from './pace/gate.ts'
import { RequestInterval } from './pace/request-interval.ts'
import { isPlatformAnswering } from './probe-platform.ts'
import { Quota } from './quota/quota.ts'
import { readRetryAfter } from './quota/rate-headers.ts'
import { reserved } from './quota/reserve.ts'
import type { ApiRequest } from './request.ts'

/** got, set up for this API: every attempt passes the gate, and a temporary failure is tried again. */
export class Transport {
  readonly #options: TransportOptions
  readonly #http: Got
  readonly #agents: ReturnType<typeof makeAgents>
  readonly #quota: Quota
  readonly #gate: Gate
  readonly #redact: (text: string) => string
  readonly clock: PlatformClock
  #retryWaitMs = 0
  #probes = 0
  /** Whether the host's name was resolved: an attempt got as far as a connection. */
  #isHostKnown = false

  constructor(options: TransportOptions) {
    this.#options = options
    this.#redact = withoutSecrets(options)
    this.clock = new PlatformClock(options.wallClock)
    this.#agents = makeAgents(options)
    this.#quota = new Quota(options.reserve)
    this.#gate = new Gate({
      ...options,
      quota: this.#quota,
      requestInterval: new RequestInterval(options.ratePerMinute),
      breaker: new CircuitBreaker(options.patienceMs),
      probe: () => {
        this.#probes += 1
        return isPlatformAnswering((request, call) => this.send(request, call))
      },
    })
    this.#http = makeGot(options, this.#agents).extend({
      retry: {
        // POST, too: to deactivate twice is harmless. `calculateDelay` decides everything, the limit included.
        limit: Number.MAX_SAFE_INTEGER,
        methods: ['GET', 'POST', 'DELETE'],
        enforceRetryRules: false,
        calculateDelay: (failed) => this.#beforeNextAttempt(failed),
      },
      hooks: {
        beforeRequest: [({ context }) => this.#beforeAttempt(callOf(context))],
        afterResponse: [(response) => this.#afterAttempt(response)],
      },
    })
  }

  get pace(): RunPace {
    return {
      quotaWaitMs: this.#gate.quotaWaitMs,
      retryWaitMs: this.#retryWaitMs,
      outageMs: this.#gate.outageMs,
      probes: this.#probes,
      quotaShareUsed: this.#quota.shareUsed,
      quotaLimit: this.#quota.limit,
    }
  }

  /** Requests of a window that are open to this run, where the limit is `documented` as long as the platform has not told it. */
  openQuota(documented: number): number {
    const limit = this.#quota.limit ?? documented
    return limit - reserved(this.#options.reserve, limit)
  }

  /** Closes the connections that were kept open. */
  close(): void {
    for (const agent of Object.values(this.#agents)) agent.destroy()
  }

  /** Sends a request, with all the attempts it takes. Throws got's RequestError; `call` then tells more. */
  async send({ method, path, json }: ApiRequest, call: Call): Promise<Response> {
    const cut = new AbortController()
    let letGo = (): void => undefined
    try {
      const request = this.#http(path, {
        method,
        ...(json && { json }),
        context: { call },
        signal: cut.signal,
      })
      void request.on('downloadProgress', ({ transferred }) => {
        if (transferred > MAX_BODY_BYTES) cut.abort(new AnswerTooLargeError())
      })
      void request.on('request', refuseUpgrade)
      letGo = cancelUnsent(request, this.#options.haltSignal, () => {
        call.stopped = true
        cut.abort(new StoppedError())
      })
      const response = await request
      this.#gate.answered()
      return response
    } finally {
      letGo()
      // The latest attempt may have ended without a call of a hook.
      this.#left(call, null)
      this.#goOn(call)
    }
  }

  async #beforeAttempt(call: Call): Promise<void> {
    call.admission = call.isProbe ? this.#gate.enterAsProbe() : await this.#gate.enter(call.isSuspect)
    call.isAlone = call.isSuspect && call.admission !== null
    // After a stop, the gate still lets requests through that need not wait, so that no user is left between two steps. A halt stops those, too.
    const maySend = call.admission !== null && (await this.#options.maySend())
    if (call.admission === null || !maySend || this.#options.haltSignal.aborted) {
      call.stopped = true
      throw new StoppedError()
    }
    call.wasUp = call.admission.wasUp
    call.attempts += 1
  }

  async #afterAttempt(response: Response): Promise<Response> {
    const { statusCode, request } = response
    const call = callOf(request.options.context)
    this.#isHostKnown = true
    this.#left(call, response)
    if (!doesBodyMatter(statusCode)) return response

    call.body = parseBody(readText(response.rawBody, response.headers['content-encoding']), this.#redact)
    if (statusCode < 300 && !call.accepts(call.body)) {
      throw new UnreadableAnswerError('the platform answered without what was asked for')
    }
    if (statusCode === 404) await this.#refuseForeign(call)
    return response
  }

  async #refuseForeign(call: Call): Promise<void> {
    // Something has answered, so others may be sent beside the requests of this check.
    this.#goOn(call)
    const send = (request: ApiRequest, look: Call): Promise<Response> => this.send(request, look)
    const count = (requests: number): void => void (this.#probes += requests)
    if (!(await isNotFound(call, send, count))) {
      throw new UnreadableAnswerError('something in between answered 404 in place of the platform')
    }
  }

  /** got's question after a failed attempt: how long to wait for the next one? 0 is none. */
  async #beforeNextAttempt({ error }: RetryObject): Promise<number> {
    const call = callOf(error.options.context)
    this.#left(call, null)
    // The gate turned it away: nothing was sent.
    if (call.stopped) return 0
    const fault = classify(error)
    call.mayHaveArrived ||= fault.mayHaveArrived
    if (stopsIfHopeless(error, this.#options, this.#isHostKnown)) {
      // As a stopped call, the row can be carried on by a later run.
      call.stopped = true
      return 0
    }
    this.#isHostKnown ||= fault.cause !== 'dns' && fault.cause !== 'timeout'
    if (!fault.transient) {
      if (error.response !== undefined) this.#gate.answered()
      return 0
    }
    if (call.isProbe) return 0
    // The gate waits for as long as it takes, and no attempt is used up.
    if (fault.cause === 'http_429') return this.#again(call, fault, 0)

    call.failures += 1
    this.#gate.failed(fault.reason)
    return this.#retry(call, fault, error)
  }

  async #retry(call: Call, fault: AttemptFailure, error: RequestError): Promise<number> {
    const { retries, random, patienceMs, wallClock, onUnavailable } = this.#options
    const retryAfterMs = error.response ? readRetryAfter(error.response.headers, wallClock()) : null
    if (retryAfterMs !== null && retryAfterMs > patienceMs) onUnavailable()
    const delayMs = retryDelay({ fault, attempt: call.failures, retries, retryAfterMs, random: random() })
    const goOn = (): Promise<number> | 0 => (delayMs === null ? 0 : this.#again(call, fault, delayMs))
    if (delayMs !== null && !call.isSuspect && !this.#gate.isDown) return goOn()
    if (this.#isStopped(call)) return 0
    // If it was sent alone, each failure has to show whether it has brought the platform down.
    if ((await this.#gate.isPlatformUp()) === 'up') return goOn()
    if (call.isSuspect && call.wasUp) call.outages += 1
    if (this.#isStopped(call) || call.outages >= MAX_OUTAGES) return 0
    call.isSuspect = true
    call.failures = 0
    return this.#again(call, fault, 0)
  }

  async #again(call: Call, fault: AttemptFailure, delayMs: number): Promise<number> {
    this.#goOn(call)
    if (this.#isStopped(call)) return 0
    call.onRetry({ attempt: call.attempts + call.throttled, cause: fault.cause, delayMs })
    if (delayMs > 0) {
      const { now, pause, stopSignal } = this.#options
      const begun = now()
      await pause(delayMs, stopSignal)
      this.#retryWaitMs += now() - begun
      if (this.#isStopped(call)) return 0
    }
    call.retries.push(fault.cause)
    return 1
  }

  #goOn(call: Call): void {
    if (call.isAlone) this.#gate.goOn()
    call.isAlone = false
  }

  #isStopped(call: Call): boolean {
    call.stopped = this.#options.stopSignal.aborted
    return call.stopped
  }

  #left(call: Call, response: Response | null): void {
    if (call.admission === null) return
    if (response?.statusCode === 429) {
      call.attempts -= 1
      call.throttled += 1
    }
    if (response !== null) this.clock.answered(response.headers.date)
    this.#gate.leave(call.admission, response)
    call.admission = null
  }
}
