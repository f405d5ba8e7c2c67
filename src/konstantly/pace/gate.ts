import type { IncomingHttpHeaders } from 'node:http'
import { BackOff } from './back-off.ts'
import type { GateOptions } from './gate-options.ts'
import { Queue } from './queue.ts'
import { both, type Permission } from '../quota/permission.ts'
import type { Ticket } from '../quota/quota.ts'
import { readQuota, readRetryAfter } from '../quota/rate-headers.ts'
import { SlowDown } from './slow-down.ts'
import type { Exchange } from '../quota/exchange.ts'

/** A wait for the quota that is at least this long is worth telling. */
const TOLD_WAIT_MS = 1_000
const MAX_TIMER_MS = 2 ** 31 - 1

/** A request that was let through. */
export interface Admission {
  ticket: Ticket
  sentAt: number
  /** Whether the platform had answered whoever came back before it was sent. */
  wasUp: boolean
}

/** What every request passes, each attempt of it: workers wait here for the quota, for a 429 to pass, and for a platform that is down. */
export class Gate {
  readonly #options: GateOptions
  readonly #backOff: BackOff
  readonly #slowDown = new SlowDown()
  readonly #queue = new Queue<Admission>()
  #isUp = true
  #timer: { until: number; cancel: AbortController } | null = null
  #blockedSince: number | null = null
  #outage: Promise<'up' | 'was down'> | null = null
  #isOutageTold = false
  #lastFailure = ''
  /** Ends the wait for the next probe when an answer shows that none is needed. */
  #probeWait: AbortController | null = null
  #quotaWaitMs = 0
  #outageMs = 0

  constructor(options: GateOptions) {
    this.#options = options
    this.#backOff = new BackOff(options.patienceMs)
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
    return this.#outageMs
  }

  /** Whether the platform is down, and everyone waits. */
  get isDown(): boolean {
    return this.#options.breaker.isDown
  }

  /**
   * Resolves when a request may be sent, first come, first served, but whoever has to be `alone` before all others, who then wait for
   * `goOn`; with null if the run was told to stop while it would have to wait.
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
    const { quota, now, wallClock } = this.#options
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
      this.#rejected(
        exchange,
        readRetryAfter(response.headers, wallClock()) ?? (reading && reading.seconds * 1000),
      )
    }
    this.#pump()
  }

  /** Of a request that was let through alone it is known what came of it: others may follow. */
  goOn(): void {
    this.#queue.goOn()
    this.#pump()
  }

  /** A conclusive answer of any kind: the platform is up. */
  answered(): void {
    this.#options.breaker.succeeded()
    this.#probeWait?.abort()
    this.#pump()
  }

  /** A transient failure; `reason` says in words which. */
  failed(reason: string): void {
    const { breaker, now } = this.#options
    this.#lastFailure = reason
    breaker.failed(now())
    if (breaker.isOpen) void this.#waitOut()
  }

  /**
   * For a request whose attempt failed: was it this request, or is the platform down? A probe tells: that others had answers a moment ago
   * says nothing. An outage is waited out.
   */
  isPlatformUp(): Promise<'up' | 'was down'> {
    this.#options.breaker.suspect(this.#options.now())
    return this.#waitOut()
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
    // A timer holds no longer; the queue then looks again.
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

  /** Probes until the platform answers; everyone waits for the same probes. */
  #waitOut(): Promise<'up' | 'was down'> {
    this.#outage ??= this.#probeUntilUp().finally(() => {
      this.#outage = null
      // Somebody may have become suspect of a platform that is down in this very moment.
      if (this.#options.breaker.isOpen && !this.#options.stopSignal.aborted) void this.#waitOut()
      this.#pump()
    })
    return this.#outage
  }

  async #probeUntilUp(): Promise<'up' | 'was down'> {
    const { breaker, now, pause, stopSignal, probe, onUnavailable, emit } = this.#options
    const begun = now()
    this.#unblocked(begun)
    const isStopped = (): boolean => stopSignal.aborted
    let wasDown = false
    for (;;) {
      if (breaker.isDown) this.#tellOutage()
      wasDown ||= breaker.isDown
      if (breaker.probeAt === null || isStopped()) break
      const wait = breaker.probeAt - now()
      this.#probeWait = new AbortController()
      if (wait > 0) await pause(wait, AbortSignal.any([stopSignal, this.#probeWait.signal]))
      // An answer that was still under way may have come meanwhile.
      if (!breaker.isOpen || isStopped()) break
      if (await probe()) {
        breaker.succeeded()
        continue
      }
      breaker.probeFailed(now())
      // One that fails, after a row whose attempts all did, may be chance.
      if (wasDown) this.#tellOutage()
      wasDown = true
      if (breaker.isOutOfPatience(now())) onUnavailable()
    }
    if (!wasDown) return 'up'
    this.#outageMs += now() - begun
    if (this.#isOutageTold && !breaker.isOpen) emit({ type: 'platform_up', ms: now() - begun })
    this.#isOutageTold = false
    return 'was down'
  }

  #tellOutage(): void {
    if (!this.#isOutageTold) this.#options.emit({ type: 'platform_down', reason: this.#lastFailure })
    this.#isOutageTold = true
  }

  #turnAway(): void {
    this.#unblocked(this.#options.now())
    this.#queue.turnAway()
  }
}
