/** Time that passes as it does, and leaps ahead where somebody waits: waiting takes no time, and everything else its own. */
export class LeapingClock {
  #leaptMs = 0
  readonly #begun = performance.now()
  readonly #wallBegun: number

  constructor(wallBegun = Date.now()) {
    this.#wallBegun = wallBegun
  }

  /** Milliseconds of a clock that only goes forward. */
  readonly now = (): number => performance.now() - this.#begun + this.#leaptMs

  /** Milliseconds since the epoch. */
  readonly wall = (): number => this.#wallBegun + this.now()

  readonly pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
    const until = this.now() + ms
    // A turn of the event loop, as a timer would take: a wait that is given up meanwhile takes no time.
    await new Promise((resolve) => setImmediate(resolve))
    if (signal?.aborted !== true) this.#leaptMs += Math.max(0, until - this.now())
  }
}
