import type { Exchange } from './exchange.ts'

/** The requests of ours that the quota still counts, oldest answer first. */
export class SentRequests {
  #exchanges: Exchange[] = []
  /** Those that may have aged while a request was asked for, so that nobody knows whether its answer left them out already. */
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

  /** Of those, how many the server counts no more at `now`, if it counts each for `windowMs`. */
  aged(now: number, windowMs: number): number {
    const index = this.#exchanges.findIndex(({ receivedAt }) => receivedAt + windowMs > now)
    return index < 0 ? this.#exchanges.length : index
  }

  /** When so many will have aged. Infinity where there are not so many. */
  agedAt(count: number, windowMs: number): number {
    const exchange = this.#exchanges[count - 1]
    return exchange === undefined ? Infinity : exchange.receivedAt + windowMs
  }

  /** What an answer has told remains has those in it already that had aged when it was given, or may have. */
  forgetAged(answer: Exchange, windowMs: number): void {
    const mayHaveAged = ({ sentAt }: Exchange): boolean => sentAt + windowMs <= answer.receivedAt
    const had = [...this.#doubtful, ...this.#exchanges.filter(mayHaveAged)]
    this.#doubtful = had.filter(({ receivedAt }) => receivedAt + windowMs > answer.sentAt)
    this.#exchanges = this.#exchanges.filter((exchange) => !mayHaveAged(exchange))
  }

  /**
   * Nothing is in flight, and the server still counts `used`: what is missing here are those it had not left out yet, the latest, unless
   * they are somebody else's, which a 429 would tell.
   */
  recall(used: number): void {
    const missing = used - this.#exchanges.length
    if (missing > 0) this.#exchanges = [...this.#doubtful.slice(-missing), ...this.#exchanges]
    this.#doubtful = []
  }
}
