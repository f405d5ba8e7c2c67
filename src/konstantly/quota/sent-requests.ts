import type { Exchange } from './exchange.ts'

/** The requests of ours that the quota still counts, oldest answer first. */
export class SentRequests {
  #exchanges: Exchange[] = []
  /** Requests that aged while a later one was in flight: nobody knows whether its answer still counted them. */
  #doubtful: Exchange[] = []

  get count(): number {
    return this.#exchanges.length
  }

  add(exchange: Exchange): void {
    this.#exchanges.push(exchange)
  }

  /** Keeps no more than the latest `count`: the server counts no more. */
  keepLatest(count: number): void {
    if (count <= 0) this.#doubtful = []
    if (this.#exchanges.length > count) this.#exchanges = count > 0 ? this.#exchanges.slice(-count) : []
  }

  /** How many of them the server counts no more at `now`, if it counts each for `windowMs`. */
  aged(now: number, windowMs: number): number {
    const index = this.#exchanges.findIndex(({ receivedAt }) => receivedAt + windowMs > now)
    return index < 0 ? this.#exchanges.length : index
  }

  /** When `count` of them will have aged. Infinity if there are fewer. */
  agedAt(count: number, windowMs: number): number {
    const exchange = this.#exchanges[count - 1]
    return exchange === undefined ? Infinity : exchange.receivedAt + windowMs
  }

  /** Forgets those that had aged, or may have, when an answer was given: the number that it says remains includes them. */
  forgetAged(answer: Exchange, windowMs: number): void {
    const mayHaveAged = ({ sentAt }: Exchange): boolean => sentAt + windowMs <= answer.receivedAt
    const had = [...this.#doubtful, ...this.#exchanges.filter(mayHaveAged)]
    this.#doubtful = had.filter(({ receivedAt }) => receivedAt + windowMs > answer.sentAt)
    this.#exchanges = this.#exchanges.filter((exchange) => !mayHaveAged(exchange))
  }

  /**
   * Takes some back that were forgotten too early: nothing is in flight, and the server still counts `used`. If the difference is
   * somebody else's requests, a 429 will tell.
   */
  recall(used: number): void {
    const missing = used - this.#exchanges.length
    if (missing > 0) this.#exchanges = [...this.#doubtful.slice(-missing), ...this.#exchanges]
    this.#doubtful = []
  }
}
