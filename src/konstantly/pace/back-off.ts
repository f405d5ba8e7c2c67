import type { Exchange } from '../quota/exchange.ts'
import type { Permission } from '../quota/permission.ts'

/** The pause after a 429 that asks for none, or for less than this; doubled for each further one, until a request is granted. */
const FIRST_PAUSE_MS = 1_000
const MAX_PAUSE_MS = 60_000
/** Two pauses that end no further apart than this are the same pause: `Retry-After` is told in whole seconds. */
const SAME_MOMENT_MS = 1_500
/** A platform that answers nothing but 429 for this long is not available, unless there is more patience than that. */
const MAX_REJECTED_MS = 15 * 60_000

/**
 * Waits out a 429: nobody sends before the pause is over, then one request goes alone, and its answer lets the others follow.
 * Pure: times, in milliseconds of our own clock, come in.
 */
export class BackOff {
  readonly #patienceMs: number
  #rejectedAt = -Infinity
  #resumeAt = -Infinity
  #nextPauseMs = FIRST_PAUSE_MS
  /** When the first 429 came that no other answer has followed. */
  #since: number | null = null
  #isAloneDue = false
  #sentAloneAt: number | null = null

  /** `patienceMs`: how long there may be nothing but 429s, if that is longer than a quarter of an hour. */
  constructor(patienceMs: number) {
    this.#patienceMs = Math.max(patienceMs, MAX_REJECTED_MS)
  }

  permit(now: number): Permission {
    if (now < this.#resumeAt) return { granted: false, until: this.#resumeAt }
    return this.#sentAloneAt === null ? { granted: true } : { granted: false, until: null }
  }

  sent(now: number): void {
    // A probe is sent during the pause, too.
    if (!this.#isAloneDue || now < this.#resumeAt) return
    this.#isAloneDue = false
    this.#sentAloneAt = now
  }

  /** A request has ended, with an answer or without. */
  ended({ sentAt }: Exchange): void {
    if (this.#sentAloneAt !== null && sentAt >= this.#sentAloneAt) this.#sentAloneAt = null
  }

  /** An answer came that is no 429. */
  granted(): void {
    this.#since = null
    this.#nextPauseMs = FIRST_PAUSE_MS
  }

  /** A 429 came. `toldMs`: the pause it asks for, or null. Returns whether a pause begins: not so if it was in flight with an earlier 429. */
  rejected({ sentAt, receivedAt: at }: Exchange, toldMs: number | null, leastMs: number): boolean {
    this.#since ??= at
    // To come back at once, or nearly so, is no answer to "too many requests".
    const askedMs = toldMs !== null && toldMs >= FIRST_PAUSE_MS ? toldMs : null
    const begins = sentAt > this.#rejectedAt && at >= this.#resumeAt
    if (begins) {
      this.#rejectedAt = at
      this.#isAloneDue = true
      const ownMs = Math.max(leastMs, this.#nextPauseMs)
      this.#resumeAt = at + (askedMs ?? ownMs)
      if (askedMs === null) this.#nextPauseMs = Math.min(MAX_PAUSE_MS, ownMs * 2)
    } else if (at < this.#resumeAt && at + (askedMs ?? 0) > this.#resumeAt + SAME_MOMENT_MS) {
      this.#resumeAt = at + (askedMs ?? 0)
    }
    return begins
  }

  /** Whether there will have been nothing but 429s for too long when the pause is over. */
  get isOutOfPatience(): boolean {
    return this.#since !== null && this.#resumeAt - this.#since > this.#patienceMs
  }
}
