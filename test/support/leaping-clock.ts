import { subscribe } from 'node:diagnostics_channel'

/** How long a clock that stands still waits for requests that are out, in milliseconds of real time, in case one is never answered. */
const MAX_WAIT_MS = 20_000

/** Requests of this process that are out. */
const inFlight = new Set<unknown>()
const requestOf = (message: unknown): unknown => (message as { request: unknown }).request
subscribe('http.client.request.start', (message) => inFlight.add(requestOf(message)))
subscribe('http.client.response.finish', (message) => inFlight.delete(requestOf(message)))
subscribe('http.client.request.error', (message) => inFlight.delete(requestOf(message)))

/**
 * Time that leaps ahead where somebody waits: waiting takes no time. Everything else takes its own time; or, where the clock
 * `standsStill`, no time either, so that a busy machine changes nothing. Such a clock does not leap while requests are out.
 */
export class LeapingClock {
  #leaptMs = 0
  readonly #begun = performance.now()
  readonly #wallBegun: number
  readonly #standsStill: boolean

  constructor(wallBegun = Date.now(), { standsStill = false } = {}) {
    this.#wallBegun = wallBegun
    this.#standsStill = standsStill
  }

  /** Milliseconds of a clock that only goes forward. */
  readonly now = (): number => (this.#standsStill ? 0 : performance.now() - this.#begun) + this.#leaptMs

  /** Milliseconds since the epoch. */
  readonly wall = (): number => this.#wallBegun + this.now()

  readonly pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const until = this.now() + ms
    const latest = performance.now() + (this.#standsStill ? MAX_WAIT_MS : 0)
    // A turn of the event loop, as a timer would take: a wait that is given up meanwhile takes no time.
    do await new Promise((resolve) => setImmediate(resolve))
    while (inFlight.size > 0 && signal?.aborted !== true && performance.now() < latest)
    if (signal?.aborted !== true) this.#leaptMs += Math.max(0, until - this.now())
  }
}
