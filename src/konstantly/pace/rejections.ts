import type { Exchange } from '../quota/window-end.ts'

/** The pause after a 429 that says nothing about when to come back, or less than this; doubled for each one that follows without an answer. */
const FIRST_BLIND_PAUSE_MS = 1_000
const MAX_BLIND_PAUSE_MS = 60_000
/** A platform that answers nothing but 429 for this long is not available, unless there is more patience than that. */
const MAX_REJECTED_MS = 15 * 60_000

/** 429s that follow each other without another answer in between. Pure: times, in milliseconds of our own clock, come in. */
export class Rejections {
  #blindPauseMs = FIRST_BLIND_PAUSE_MS
  #latest = { at: -Infinity, pauseMs: 0 }
  #since: number | null = null
  readonly #maxMs: number

  constructor(patienceMs: number) {
    this.#maxMs = Math.max(patienceMs, MAX_REJECTED_MS)
  }

  /** How long to pause after one more of them. `toldMs`: what it asked for, or null. */
  pauseMs({ sentAt, receivedAt }: Exchange, toldMs: number | null): number {
    // To come back at once, or nearly so, is no answer to "too many".
    if (toldMs !== null && toldMs >= FIRST_BLIND_PAUSE_MS) return toldMs
    // One that was in flight when the latest came says the same once more.
    if (sentAt < this.#latest.at) return this.#latest.pauseMs
    const ms = this.#blindPauseMs
    this.#latest = { at: receivedAt, pauseMs: ms }
    this.#blindPauseMs = Math.min(MAX_BLIND_PAUSE_MS, ms * 2)
    return ms
  }

  /** Whether there will have been nothing else for too long once the pause that begins at `at` is over. */
  isTooLong(at: number, pauseMs: number): boolean {
    this.#since ??= at
    return at + pauseMs - this.#since > this.#maxMs
  }

  /** Any other answer. */
  over(): void {
    this.#since = null
    this.#blindPauseMs = FIRST_BLIND_PAUSE_MS
  }
}
