import type { IncomingHttpHeaders } from 'node:http'
import { Allowance } from './allowance.ts'
import type { GateOptions } from './gate-options.ts'
import { both, type Permission } from './permission.ts'
import type { Ticket } from './quota.ts'
import { readQuota, readRetryAfter } from './rate-headers.ts'
import { Rejections } from './rejections.ts'
import type { Exchange } from './window-end.ts'

/** A wait for the quota that is at least this long is worth telling. */
const TOLD_WAIT_MS = 1_000
const MAX_TIMER_MS = 2 ** 31 - 1

/** A request that was let through. */
export interface Pass {
  ticket: Ticket
  sentAt: number
}

/** What every request passes, each attempt of it: workers wait here for the quota, for a 429 to pass, and for a platform that is down. */
export class Gate {
  readonly #options: GateOptions
  readonly #allowance = new Allowance()
  #queue: ((pass: Pass | null) => void)[] = []
  #timer: { until: number; cancel: AbortController } | null = null
  #blockedSince: number | null = null
  readonly #rejections: Rejections
  #lastAnswerAt = -Infinity
  #outage: Promise<'up' | 'was down'> | null = null
  #isOutageTold = false
  #lastFailure = ''
  /** Ends the wait for the next probe when an answer shows that none is needed. */
  #probeWait: AbortController | null = null
  #quotaWaitMs = 0
  #outageMs = 0

  constructor(options: GateOptions) {
    this.#options = options
    this.#rejections = new Rejections(options.patienceMs)
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

  /** Resolves when a request may be sent, first come, first served; with null if the run was told to stop while it would have to wait. */
  enter(): Promise<Pass | null> {
    return new Promise((resolve) => {
      this.#queue.push(resolve)
      this.#pump()
      if (this.#options.stopSignal.aborted) this.#turnAway()
    })
  }

  /** Lets a probe through, whatever there is to wait for: it is what ends the waiting. */
  enterAsProbe(): Pass {
    return this.#letThrough()
  }

  /** A request that was let through has ended: with a response, or null. */
  leave(
    { ticket, sentAt }: Pass,
    response: { statusCode: number; headers: IncomingHttpHeaders } | null,
  ): void {
    const { quota, now, wallClock } = this.#options
    const exchange: Exchange = { sentAt, receivedAt: now() }
    const reading = response === null ? null : readQuota(response.headers, wallClock())
    this.#allowance.ended(exchange, response?.statusCode ?? null)
    quota.answered(ticket, exchange, reading, response?.statusCode !== 429)
    if (response !== null) {
      if (reading === null) quota.notTold()
      if (response.statusCode === 429) {
        const told = readRetryAfter(response.headers, wallClock()) ?? (reading && reading.seconds * 1000)
        this.#rejected(exchange, told)
      } else this.#rejections.over()
    }
    this.#pump()
  }

  /** A conclusive answer of any kind: the platform is up. */
  answered(): void {
    this.#lastAnswerAt = this.#options.now()
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
   * For a request that has used up its attempts since `firstFailureAt`: was it this request, or is the platform down? If
   * anyone had an answer meanwhile, it is up; otherwise a probe tells, and an outage is waited out.
   */
  async isPlatformUp(firstFailureAt: number): Promise<'up' | 'was down'> {
    if (this.#lastAnswerAt >= firstFailureAt) return 'up'
    this.#options.breaker.suspect(this.#options.now())
    return this.#waitOut()
  }

  #pump(): void {
    const { breaker, now } = this.#options
    while (this.#queue.length > 0 && !breaker.isOpen) {
      const at = now()
      const permission = this.#permit(at)
      if (permission.granted) {
        this.#unblocked(at)
        this.#queue.shift()?.(this.#letThrough())
        continue
      }
      this.#blockedSince ??= at
      if (permission.until !== null && !this.#options.stopSignal.aborted) this.#wakeAt(permission.until)
      return
    }
  }

  #permit(at: number): Permission {
    const { quota, spacing } = this.#options
    const permissions: Permission[] = [quota.permit(at)]
    if (!quota.isTold) permissions.push(this.#allowance.permit(at))
    if (spacing.nextAt > at) permissions.push({ granted: false, until: spacing.nextAt })
    return permissions.reduce(both)
  }

  #letThrough(): Pass {
    const { quota, spacing, now } = this.#options
    const sentAt = now()
    spacing.sent(sentAt)
    this.#allowance.sent(sentAt)
    return { ticket: quota.sent(sentAt), sentAt }
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
    const { quota, onUnavailable } = this.#options
    const at = exchange.receivedAt
    const ms = this.#rejections.pauseMs(exchange, toldMs)
    if (this.#rejections.isTooLong(at, ms)) onUnavailable()
    if (quota.rejected(at, at + ms)) this.#allowance.rejected(exchange, at + ms)
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
        this.#lastAnswerAt = now()
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
    const waiting = this.#queue
    this.#queue = []
    for (const resolve of waiting) resolve(null)
  }
}
