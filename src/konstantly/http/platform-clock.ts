/** What time it is by the platform's clock, as its answers tell. */
export class PlatformClock {
  readonly #wallClock: () => number
  #isAnswered = false
  /** How far this machine's clock is ahead of the platform's, in milliseconds. */
  #aheadMs: number | null = null

  /** `wallClock`: this machine's, in milliseconds since the epoch. */
  constructor(wallClock: () => number) {
    this.#wallClock = wallClock
  }

  /** Whether there has been any answer yet. */
  get isAnswered(): boolean {
    return this.#isAnswered
  }

  /** The time now, or null while no answer has had a `Date` header. */
  get time(): Date | null {
    return this.#aheadMs === null ? null : new Date(this.#wallClock() - this.#aheadMs)
  }

  /** An answer came, with this `Date` header. */
  answered(date = ''): void {
    this.#isAnswered = true
    const told = Date.parse(date)
    if (!Number.isNaN(told)) this.#aheadMs = this.#wallClock() - told
  }
}
