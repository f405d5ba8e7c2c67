/** Lengths that windows are given, in seconds. */
const USUAL_SECONDS: ReadonlySet<number> = new Set([
  1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600,
])

/** Two seconds and a minute, rounded up: told when a window may just have begun, they mean a second less. */
const LIKELY_ROUNDED_UP: ReadonlySet<number> = new Set([3, 61])

/**
 * How long a request counts against the quota at most, for any kind of limiter. A window that keeps to the clock is over sooner; a window
 * that begins with a request, and one that slides, last just as long; a bucket has all its tokens back by then. Learned from the longest time
 * to a reset that was told, in whole seconds: 61 told at the beginning of a window mean 60, rounded up.
 */
export class WindowLength {
  #longest = 0
  #mayBeRoundedUp = false
  #refuted = 0
  #isProven = false

  /** In milliseconds. Infinity if requests that relied on it were turned away. */
  get ms(): number {
    if (this.#refuted > 1) return Infinity
    const isRoundedUp = this.#mayBeRoundedUp && this.#refuted === 0
    return (isRoundedUp ? this.#longest - 1 : this.#longest) * 1000
  }

  /** Whether a request was admitted that relied on it. */
  get isProven(): boolean {
    return this.#isProven
  }

  /** `isFirst`: the answer is the first of its window. `isFresh`: it may be, as hardly anything has been spent. */
  learn(seconds: number, { isFirst, isFresh }: { isFirst: boolean; isFresh: boolean }): void {
    if (seconds < this.#longest) return
    const looksRoundedUp = !USUAL_SECONDS.has(seconds) && USUAL_SECONDS.has(seconds - 1)
    const mayBeRoundedUp = looksRoundedUp && (isFirst || (isFresh && LIKELY_ROUNDED_UP.has(seconds)))
    if (seconds > this.#longest) {
      // A second more may be no more than the rounding.
      if (seconds > this.#longest + 1) this.#isProven = false
      this.#mayBeRoundedUp = mayBeRoundedUp
      this.#longest = seconds
    } else {
      this.#mayBeRoundedUp ||= mayBeRoundedUp
    }
  }

  /** A request that relied on it was admitted. */
  proved(): void {
    this.#isProven = true
  }

  /** A request that relied on it was turned away. */
  refuted(): void {
    this.#isProven = false
    this.#refuted += this.#mayBeRoundedUp || this.#refuted > 0 ? 1 : 2
  }
}
