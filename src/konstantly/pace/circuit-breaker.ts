/**
 * This many transient failures in a row, over all workers and without one answer in between, mean that the platform is down.
 * Where 30 % of all requests fail at random, so many follow each other once in two million requests.
 */
export const FAILURES_IN_A_ROW = 12

/** Probes of a platform that is down follow each other at these intervals, doubling, in milliseconds. */
export const FIRST_PROBE_MS = 1_000
export const MAX_PROBE_MS = 30_000

/**
 * Tells a platform that is down from requests that fail here and there. While the platform is down, only a probe is sent now and
 * then. Pure: times, in milliseconds, come in.
 */
export class CircuitBreaker {
  readonly #patienceMs: number
  #inARow = 0
  #since = 0
  #probeAt: number | null = null
  #probeMs = FIRST_PROBE_MS

  /** `patienceMs`: how long the platform may be down before the run gives up. */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs
  }

  /** Whether everyone has to wait for a probe. */
  get isOpen(): boolean {
    return this.#probeAt !== null
  }

  /** Whether so many failed in a row that the platform is down. */
  get isDown(): boolean {
    return this.#inARow >= FAILURES_IN_A_ROW
  }

  /** When the next probe is due, or null while the platform is up. The last probe is sent when patience ends, no later. */
  get probeAt(): number | null {
    if (this.#probeAt === null || this.#inARow === 0) return this.#probeAt
    return Math.min(this.#probeAt, this.#since + this.#patienceMs)
  }

  /** Any conclusive answer: the platform is up. */
  succeeded(): void {
    this.#inARow = 0
    this.#probeAt = null
    this.#probeMs = FIRST_PROBE_MS
  }

  /** A transient failure. */
  failed(now: number): void {
    if (this.#inARow === 0) this.#since = now
    this.#inARow += 1
    if (this.isDown) this.#probeAt ??= now + this.#probeMs
  }

  /** A request has used up its attempts. Before its row fails, a probe has to tell whether the platform is down. */
  suspect(now: number): void {
    this.#probeAt ??= now
  }

  /** A probe failed. */
  probeFailed(now: number): void {
    this.failed(now)
    this.#probeAt = now + this.#probeMs
    this.#probeMs = Math.min(MAX_PROBE_MS, this.#probeMs * 2)
  }

  /** Whether the platform has been down for longer than patience allows. */
  isOutOfPatience(now: number): boolean {
    return this.isOpen && now - this.#since >= this.#patienceMs
  }
}
