import type { StopSignal } from '../exit-code.ts'

/**
 * Signals within this time are one request to stop: a closing terminal, `timeout`, npm and other supervisors send a signal twice,
 * or two kinds of it.
 */
const ONE_REQUEST_MS = 1_000

type Listener = (signal: StopSignal) => void

/**
 * Turns signals into requests to stop. Signals within a second of the first one belong to the same request. A later request ends
 * the process at once, and so does one without a listener: for most processes the system would do that, but for PID 1, as in a
 * container, it does nothing.
 */
export class StopRequests {
  readonly #endAtOnce: Listener
  readonly #after: (ms: number, then: () => void) => void
  #listener: Listener | null = null
  #isSame = false

  /** `after` calls back when the time is over and every signal that arrived within it has been received. */
  constructor(endAtOnce: Listener, after: (ms: number, then: () => void) => void) {
    this.#endAtOnce = endAtOnce
    this.#after = after
  }

  received(signal: StopSignal): void {
    if (this.#isSame) return
    const listener = this.#listener
    if (listener === null) {
      this.#endAtOnce(signal)
      return
    }
    this.#listener = null
    this.#isSame = true
    this.#after(ONE_REQUEST_MS, () => {
      this.#isSame = false
    })
    listener(signal)
  }

  /** Calls `listener` at the next request, until the returned function is called. */
  readonly listen = (listener: Listener): (() => void) => {
    this.#listener = listener
    return () => {
      if (this.#listener === listener) this.#listener = null
    }
  }
}
