import type { Exchange } from './exchange.ts'

/**
 * What remains of the quota by the latest answers. An answer to a request that was sent later supersedes one that had come before
 * that; of answers that overlapped nobody knows which the server gave last, so the lowest counts.
 */
export class RemainingRequests {
  #told: (Exchange & { remaining: number })[] = []
  #lastSentAt = -Infinity

  learn({ sentAt, receivedAt }: Exchange, remaining: number): void {
    this.#lastSentAt = Math.max(this.#lastSentAt, sentAt)
    this.#told.push({ sentAt, receivedAt, remaining })
    this.#told = this.#told.filter((told) => told.receivedAt >= this.#lastSentAt)
  }

  /** Forgets all that was told before. */
  forget(): void {
    this.#told = []
    this.#lastSentAt = -Infinity
  }

  /** How many requests remain at least, those in flight not yet subtracted. */
  get least(): number {
    return Math.min(...this.#told.map(({ remaining }) => remaining))
  }
}
