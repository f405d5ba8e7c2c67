const MINUTE_MS = 60_000

/** Counts the requests of the last minute. Times are milliseconds of a clock that never goes back. */
export class RequestsAMinute {
  #times: number[] = []

  note(now: number): void {
    this.#times.push(now)
  }

  /** How many were noted in the minute before `now`. */
  at(now: number): number {
    const first = this.#times.findIndex((time) => time > now - MINUTE_MS)
    this.#times = first < 0 ? [] : this.#times.slice(first)
    return this.#times.length
  }
}
