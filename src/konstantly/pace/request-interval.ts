/** Keeps requests evenly apart: `--rate`. Pure: times, in milliseconds of our own clock, come in. */
export class RequestInterval {
  readonly #intervalMs: number
  #nextAt = -Infinity

  /** `ratePerMinute`: requests a minute at most, or null for no such limit. */
  constructor(ratePerMinute: number | null) {
    this.#intervalMs = ratePerMinute === null ? 0 : 60_000 / ratePerMinute
  }

  /** When the next request may be sent. */
  get nextAt(): number {
    return this.#nextAt
  }

  sent(now: number): void {
    this.#nextAt = now + this.#intervalMs
  }
}
