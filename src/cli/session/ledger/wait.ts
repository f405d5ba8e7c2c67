import { FIRST_PROBE_MS, MAX_PROBE_MS } from '../../../konstantly/pace/circuit-breaker.ts'
import type { Deps } from '../../deps.ts'
import type { Stopping } from './stopping.ts'

/** Waits for the server, each time longer, until patience is over. */
export class Wait {
  readonly #patienceMs: number
  readonly #stopping: Stopping
  readonly #deps: Pick<Deps, 'monotonic' | 'pause'>
  #since: number | null = null
  #nextMs = FIRST_PROBE_MS

  constructor(
    { patienceMs, stopping }: { patienceMs: number; stopping: Stopping },
    deps: Pick<Deps, 'monotonic' | 'pause'>,
  ) {
    this.#patienceMs = patienceMs
    this.#stopping = stopping
    this.#deps = deps
  }

  get isOver(): boolean {
    return this.#since !== null && this.#leftMs <= 0
  }

  get #leftMs(): number {
    return (this.#since ?? this.#deps.monotonic()) + this.#patienceMs - this.#deps.monotonic()
  }

  /** Until the next attempt. The last one is made when patience ends. */
  async forNext(): Promise<void> {
    this.#since ??= this.#deps.monotonic()
    const ms = Math.min(this.#nextMs, this.#leftMs, this.#stopping.leftMs ?? Infinity)
    this.#nextMs = Math.min(MAX_PROBE_MS, this.#nextMs * 2)
    await this.#deps.pause(ms, this.#stopping.signal)
  }

  /** There is a ledger. It may be lost again at once, so patience goes on. */
  found(): void {
    this.#nextMs = FIRST_PROBE_MS
  }

  /** There was a ledger for long enough. */
  beginAnew(): void {
    this.#since = null
  }
}
