import type { StopSignal } from '../exit-code.ts'

/** A terminal that is closed, `timeout`, npm and other supervisors send their signal twice, or two kinds of it, for one request to stop. */
const ONE_REQUEST_MS = 1_000

type Listener = (signal: StopSignal) => void

/**
 * Signals as requests to stop. Those within a second of the first are the same one. A later request ends the process at once, and so does one
 * that nobody listens for: for most processes the system does that, and for PID 1, as in a container, it does nothing at all.
 */
export class StopRequests {
  readonly #endAtOnce: Listener
  readonly #after: (ms: number, then: () => void) => void
  #listener: Listener | null = null
  #isSame = false

  /** `after` calls back when the time is over, and whatever signal arrived within it has been received. */
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

  /** Has `listener` called at the next request, until the returned function is called. */
  readonly listen = (listener: Listener): (() => void) => {
    this.#listener = listener
    return () => {
      if (this.#listener === listener) this.#listener = null
    }
  }
}
