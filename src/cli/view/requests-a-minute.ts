const MINUTE_MS = 60_000

/** Counts the requests of the last minute. Times are milliseconds of a clock that never goes back. */
export class RequestsAMinute {
  readonly #times: number[] = []

  note(now: number): void {
    this.#times.push(now)
    this.#forget(now)
  }

  /** How many were noted in the minute before `now`. */
  at(now: number): number {
    this.#forget(now)
    return this.#times.length
  }

  #forget(now: number): void {
    while ((this.#times[0] ?? now) <= now - MINUTE_MS) this.#times.shift()
  }
}
