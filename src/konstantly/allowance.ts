/** Episodes without a 429 after which a little more is tried; doubled each time that was too much. */
const FIRST_QUIET = 3
const MAX_QUIET = 48
const MORE = 1.03

/**
 * What the platform allows where it tells no quota: as many requests, in as long a time, as its last 429 has shown. It is spent at
 * once, like a window of the quota, and then waited out. Pure: times, in milliseconds of our own clock, come in.
 */
export class Allowance {
  #lesson: { count: number; ms: number } | null = null
  /** An episode lasts from the first request after a wait to the end of the next wait. */
  #begun: number | null = null
  #sent = 0
  #admitted = 0
  #quiet = 0
  #enoughQuiet = FIRST_QUIET
  #isTryingMore = false
  /** All that was admitted since the first 429: what comes back, without what had gathered before. */
  #granted: { since: number; count: number } | null = null

  /** When the next request may be sent. */
  nextAt(now: number): number {
    if (this.#lesson === null || this.#begun === null || this.#sent < this.#lesson.count) return now
    return this.#begun + this.#lesson.ms
  }

  sent(now: number): void {
    if (this.#begun === null || (this.#lesson !== null && now >= this.#begun + this.#lesson.ms))
      this.#beginEpisode(now)
    this.#sent += 1
  }

  /** A request was answered with anything but a 429. */
  admitted(): void {
    this.#admitted += 1
    if (this.#granted !== null) this.#granted.count += 1
  }

  /** The first 429 of an episode. `resumeAt`: when it lets up. */
  rejected(now: number, resumeAt: number): void {
    const ms = resumeAt - (this.#begun ?? now)
    if (this.#admitted > 0) this.#lesson = { count: this.#admitted, ms }
    // Not one was admitted: what there is comes back more slowly than was thought.
    else this.#lesson = { count: this.#lesson?.count ?? 1, ms: (this.#lesson?.ms ?? 0) + ms }
    this.#keepToWhatWasGranted(resumeAt)
    this.#granted ??= { since: now, count: 0 }
    if (this.#isTryingMore) this.#enoughQuiet = Math.min(MAX_QUIET, this.#enoughQuiet * 2)
    this.#isTryingMore = false
    this.#quiet = 0
    this.#begun = null
  }

  /**
   * One lesson may come from an unlucky moment, such as the end of a window, and would slow down all that follows. So none is taken
   * for less than what the platform has granted on the whole.
   */
  #keepToWhatWasGranted(resumeAt: number): void {
    if (this.#lesson === null || this.#granted === null) return
    const { count, ms } = this.#lesson
    const { since, count: granted } = this.#granted
    this.#lesson = { count: Math.max(count, Math.floor((granted * ms) / (resumeAt - since))), ms }
  }

  #beginEpisode(now: number): void {
    if (this.#begun !== null && this.#lesson !== null) {
      this.#quiet += 1
      if (this.#quiet >= this.#enoughQuiet) {
        this.#lesson = { ...this.#lesson, count: Math.ceil(this.#lesson.count * MORE) }
        this.#isTryingMore = true
        this.#quiet = 0
      }
    }
    this.#begun = now
    this.#sent = 0
    this.#admitted = 0
  }
}
