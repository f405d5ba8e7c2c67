import { subscribe } from 'node:diagnostics_channel'
import type { ClientRequest } from 'node:http'

/** How long a clock that stands still waits for requests that are out, in milliseconds of real time, in case one is never answered. */
const MAX_WAIT_MS = 20_000

/** Requests of this process that are out, oldest first. */
const inFlight = new Set<ClientRequest>()
const requestOf = (message: unknown): ClientRequest => (message as { request: ClientRequest }).request
subscribe('http.client.request.start', (message) => {
  const request = requestOf(message)
  inFlight.add(request)
  // However it ends: a request that is given up before it has a socket has neither an answer nor an error.
  request.once('close', () => inFlight.delete(request))
})
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
  /** What was out before the clock was made is somebody else's: an earlier test may have left it behind. */
  readonly #others: ReadonlySet<ClientRequest> = new Set(inFlight)

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
    while (!inFlight.isSubsetOf(this.#others) && signal?.aborted !== true && performance.now() < latest)
    if (signal?.aborted !== true) this.#leaptMs += Math.max(0, until - this.now())
  }
}
