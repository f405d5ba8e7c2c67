import type { GateOptions } from './gate-options.ts'

type OutageOptions = Pick<
  GateOptions,
  'breaker' | 'now' | 'pause' | 'stopSignal' | 'probe' | 'onUnavailable' | 'emit'
>

interface OutageListeners {
  /** Everyone waits for probes from now on, `at` milliseconds of our own clock. */
  onBegin: (at: number) => void
  /** The platform answers again, or the run was told to stop. */
  onEnd: () => void
}

/** Finds out by probes whether the platform is down, and waits until it is up again. Everyone waits for the same probes. */
export class Outage {
  readonly #options: OutageOptions
  readonly #listeners: OutageListeners
  #waiting: Promise<'up' | 'was down'> | null = null
  #isTold = false
  #lastFailure = ''
  /** Ends the wait for the next probe when an answer shows that none is needed. */
  #probeWait: AbortController | null = null
  #totalMs = 0

  constructor(options: OutageOptions, listeners: OutageListeners) {
    this.#options = options
    this.#listeners = listeners
  }

  /** Milliseconds during which the platform was down. */
  get totalMs(): number {
    return this.#totalMs
  }

  /** A conclusive answer of any kind: the platform is up. */
  answered(): void {
    this.#options.breaker.succeeded()
    this.#probeWait?.abort()
  }

  /** A transient failure; `reason` says in words which. */
  failed(reason: string): void {
    const { breaker, now } = this.#options
    this.#lastFailure = reason
    breaker.failed(now())
    if (breaker.isOpen) void this.#waitOut()
  }

  /** Probes at once, and resolves when the platform answers, or the run is told to stop. */
  isPlatformUp(): Promise<'up' | 'was down'> {
    this.#options.breaker.suspect(this.#options.now())
    return this.#waitOut()
  }

  #waitOut(): Promise<'up' | 'was down'> {
    this.#waiting ??= this.#probeUntilUp().finally(() => {
      this.#waiting = null
      // In this very moment, another request may have failed that makes the platform look down.
      if (this.#options.breaker.isOpen && !this.#options.stopSignal.aborted) void this.#waitOut()
      this.#listeners.onEnd()
    })
    return this.#waiting
  }

  async #probeUntilUp(): Promise<'up' | 'was down'> {
    const { breaker, now, pause, stopSignal, probe, onUnavailable, emit } = this.#options
    const begun = now()
    this.#listeners.onBegin(begun)
    const isStopped = (): boolean => stopSignal.aborted
    let wasDown = false
    for (;;) {
      if (breaker.isDown) this.#tell()
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
      // One probe that fails may be chance; the second one that fails in a row is told.
      if (wasDown) this.#tell()
      wasDown = true
      if (breaker.isOutOfPatience(now())) onUnavailable()
    }
    if (!wasDown) return 'up'
    this.#totalMs += now() - begun
    if (this.#isTold && !breaker.isOpen) emit({ type: 'platform_up', ms: now() - begun })
    this.#isTold = false
    return 'was down'
  }

  #tell(): void {
    if (!this.#isTold) this.#options.emit({ type: 'platform_down', reason: this.#lastFailure })
    this.#isTold = true
  }
}
