import type { IncomingHttpHeaders } from 'node:http'
import { BackOff } from './back-off.ts'
import type { GateOptions } from './gate-options.ts'
import { Outage } from './outage.ts'
import { Queue } from './queue.ts'
import { both, type Permission } from '../quota/permission.ts'
import type { Ticket } from '../quota/quota.ts'
import { readQuota, readRetryAfter } from '../quota/rate-headers.ts'
import { SlowDown } from './slow-down.ts'
import type { Exchange } from '../quota/exchange.ts'

/** A wait for the quota is told if it is at least this long. */
const TOLD_WAIT_MS = 1_000
const MAX_TIMER_MS = 2 ** 31 - 1

/** A request that was let through. */
export interface Admission {
  ticket: Ticket
  sentAt: number
  /** Whether the latest request to end before this one was sent had an answer, and none of 5xx. */
  wasUp: boolean
}

/**
 * Every attempt of every request passes this gate. Workers wait here:
 *
 *     loop, for the first in the queue:
 *       while the platform is down:             wait for a probe to be answered           (Outage, CircuitBreaker)
 *       while a 429 says to wait:               wait, then send one request alone         (BackOff)
 *       while --rate says to wait:              wait                                      (RequestInterval)
 *       where rate limit headers tell a quota:  send while some of it is left;
 *                                               then wait until there is more, and send
 *                                               one request alone, whose answer tells     (Quota)
 *       where they tell none:                   send as many at once as before the last
 *                                               429; after little was granted, slowly     (SlowDown)
 *       send it
 *       pass its answer to all of these
 */
export class Gate {
  readonly #options: GateOptions
  readonly #backOff: BackOff
  readonly #slowDown = new SlowDown()
  readonly #outage: Outage
  readonly #queue = new Queue<Admission>()
  #isUp = true
  #timer: { until: number; cancel: AbortController } | null = null
  #blockedSince: number | null = null
  #quotaWaitMs = 0

  constructor(options: GateOptions) {
    this.#options = options
    this.#backOff = new BackOff(options.patienceMs)
    this.#outage = new Outage(options, {
      onBegin: (at) => {
        this.#unblocked(at)
      },
      onEnd: () => {
        this.#pump()
      },
    })
    options.stopSignal.addEventListener('abort', () => {
      this.#turnAway()
    })
  }

  /** Milliseconds during which requests were ready and the quota, or the pace, let none through. */
  get quotaWaitMs(): number {
    return this.#quotaWaitMs
  }

  /** Milliseconds during which the platform was down. */
  get outageMs(): number {
    return this.#outage.totalMs
  }

  /** Whether the platform is down, and everyone waits. */
  get isDown(): boolean {
    return this.#options.breaker.isDown
  }

  /**
   * Resolves when a request may be sent: first come, first served. One that has to be sent `alone` goes before all others, and they wait
   * until `goOn` is called. Resolves with null if the run is told to stop while the request waits.
   */
  enter(alone: boolean): Promise<Admission | null> {
    const admitted = this.#queue.wait(alone)
    this.#pump()
    if (this.#options.stopSignal.aborted) this.#turnAway()
    return admitted
  }

  /** Lets a probe through, whatever there is to wait for: it is what ends the waiting. */
  enterAsProbe(): Admission {
    return this.#letThrough(false)
  }

  /** A request that was let through has ended: with a response, or null. */
  leave(
    { ticket, sentAt }: Admission,
    response: { statusCode: number; headers: IncomingHttpHeaders } | null,
  ): void {
    const { quota, now, wallClock, emit } = this.#options
    this.#queue.returned()
    this.#isUp = response !== null && response.statusCode < 500
    const exchange: Exchange = { sentAt, receivedAt: now() }
    const reading = response === null ? null : readQuota(response.headers, wallClock())
    const isGranted = response !== null && response.statusCode !== 429
    this.#backOff.ended(exchange)
    this.#slowDown.ended(exchange, isGranted)
    quota.answered(ticket, exchange, reading, response?.statusCode !== 429)
    if (response !== null && reading === null) quota.notTold()
    if (isGranted) this.#backOff.granted()
    if (response?.statusCode === 429) {
      const retryAfterMs = readRetryAfter(response.headers, wallClock())
      this.#rejected(exchange, retryAfterMs ?? (reading && reading.seconds * 1000))
    }
    emit({ type: 'attempt', quota: reading && { left: reading.remaining, limit: reading.limit } })
    this.#pump()
  }

  /** Lets others follow the request that was sent alone: what came of it is known. */
  goOn(): void {
    this.#queue.goOn()
    this.#pump()
  }

  /** A conclusive answer of any kind: the platform is up. */
  answered(): void {
    this.#outage.answered()
    this.#pump()
  }

  /** A transient failure; `reason` says in words which. */
  failed(reason: string): void {
    this.#outage.failed(reason)
  }

  /**
   * For a request whose attempt failed: was it this request, or is the platform down? A probe tells: that others had answers a moment ago
   * says nothing. An outage is waited out.
   */
  isPlatformUp(): Promise<'up' | 'was down'> {
    return this.#outage.isPlatformUp()
  }

  #pump(): void {
    const { breaker, now } = this.#options
    while (this.#queue.isReady && !breaker.isOpen) {
      const at = now()
      const permission = this.#permit(at)
      if (permission.granted) {
        this.#unblocked(at)
        this.#queue.letGo((alone) => this.#letThrough(alone))
        continue
      }
      this.#blockedSince ??= at
      if (permission.until !== null && !this.#options.stopSignal.aborted) this.#wakeAt(permission.until)
      return
    }
  }

  #permit(at: number): Permission {
    const { quota, requestInterval } = this.#options
    const permissions: Permission[] = [this.#backOff.permit(at), quota.permit(at)]
    if (!quota.isTold) permissions.push(this.#slowDown.permit(at))
    if (requestInterval.nextAt > at) permissions.push({ granted: false, until: requestInterval.nextAt })
    return permissions.reduce(both)
  }

  #letThrough(alone: boolean): Admission {
    const { quota, requestInterval, now } = this.#options
    this.#queue.left(alone)
    const sentAt = now()
    requestInterval.sent(sentAt)
    this.#backOff.sent(sentAt)
    this.#slowDown.sent(sentAt)
    return { ticket: quota.sent(sentAt), sentAt, wasUp: this.#isUp }
  }

  #wakeAt(until: number): void {
    if (this.#timer?.until === until) return
    this.#timer?.cancel.abort()
    const { pause, now, stopSignal, emit } = this.#options
    const cancel = new AbortController()
    const timer = { until, cancel }
    this.#timer = timer
    // No timer lasts longer; when it ends, whoever is first is looked at again.
    const ms = Math.max(0, Math.min(until - now(), MAX_TIMER_MS))
    if (ms >= TOLD_WAIT_MS) emit({ type: 'waiting', ms })
    void pause(ms, AbortSignal.any([cancel.signal, stopSignal])).then(() => {
      if (this.#timer !== timer) return
      this.#timer = null
      this.#pump()
    })
  }

  #unblocked(at: number): void {
    if (this.#blockedSince === null) return
    this.#quotaWaitMs += at - this.#blockedSince
    this.#blockedSince = null
  }

  #rejected(exchange: Exchange, toldMs: number | null): void {
    this.#options.quota.rejected()
    const { intervalMs } = this.#slowDown
    if (this.#backOff.rejected(exchange, toldMs, intervalMs)) this.#slowDown.paused(exchange.receivedAt)
    if (this.#backOff.isOutOfPatience) this.#options.onUnavailable()
  }

  #turnAway(): void {
    this.#unblocked(this.#options.now())
    this.#queue.turnAway()
  }
}
