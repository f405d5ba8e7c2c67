/** What the limiter says of one request. */
export interface Admission {
  admitted: boolean
  headers: Record<string, string>
}

/** A limit of `limit` requests in each fixed window of `windowMs`, told in the headers that the API documents. */
export class RateLimit {
  readonly #limit: number
  readonly #windowMs: number
  readonly #now: () => number
  #windowEnd = 0
  #used = 0

  constructor(limit: number, windowMs: number, now: () => number) {
    this.#limit = limit
    this.#windowMs = windowMs
    this.#now = now
  }

  admit(): Admission {
    const now = this.#now()
    if (now >= this.#windowEnd) {
      this.#windowEnd = now + this.#windowMs
      this.#used = 0
    }
    const admitted = this.#used < this.#limit
    if (admitted) this.#used += 1
    const headers: Record<string, string> = {
      'x-ratelimit-limit': String(this.#limit),
      'x-ratelimit-remaining': String(this.#limit - this.#used),
      'x-ratelimit-reset': String(Math.ceil(this.#windowEnd / 1000)),
    }
    if (!admitted) headers['retry-after'] = String(Math.ceil((this.#windowEnd - now) / 1000))
    return { admitted, headers }
  }
}
