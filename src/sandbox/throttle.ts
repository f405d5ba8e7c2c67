import { makeLimiter, type Limiter, type LimiterKind } from './rate-limit.ts'

export interface ThrottleOptions {
  kind: LimiterKind
  /** Requests in a window. */
  limit: number
  windowMs: number
  /** Whether responses carry the `X-RateLimit` headers. */
  headers: boolean
  /** Whether a 429 says in `Retry-After` when to come back; true where it is left out. */
  retryAfter?: boolean
  /** The share of the quota that somebody else spends, at even intervals, from 0 to 1. */
  competitor: number
  /** What the reset tells where a quota comes back bit by bit: when there will be more of it, or when all of it will be back. */
  resetTells?: 'more' | 'full'
  /** How the reset is rounded to whole seconds. */
  rounding?: 'ceil' | 'floor' | 'round'
}

/** A limiter as a client sees it, with headers, and somebody else who spends the same quota. */
export class Throttle {
  readonly #options: ThrottleOptions
  readonly #limiter: Limiter
  #competitorAt: number | null = null

  constructor(options: ThrottleOptions) {
    this.#options = options
    this.#limiter = makeLimiter(options.kind, options.limit, options.windowMs)
  }

  /** `now`: milliseconds since the epoch by the server's clock. */
  admit(now: number): { admitted: boolean; headers: Record<string, string> } {
    this.#compete(now)
    const { admitted, remaining, moreAt, fullAt, retryAt } = this.#limiter.admit(now)
    const { kind, resetTells = kind === 'sliding' ? 'more' : 'full', rounding = 'ceil' } = this.#options
    const headers: Record<string, string> = {}
    if (this.#options.headers) {
      headers['x-ratelimit-limit'] = String(this.#options.limit)
      headers['x-ratelimit-remaining'] = String(remaining)
      headers['x-ratelimit-reset'] = String(Math[rounding]((resetTells === 'more' ? moreAt : fullAt) / 1000))
    }
    if (!admitted && this.#options.retryAfter !== false)
      headers['retry-after'] = String(Math.max(1, Math.ceil((retryAt - now) / 1000)))
    return { admitted, headers }
  }

  /** Whether a request would be admitted. */
  hasRoom(now: number): boolean {
    this.#compete(now)
    return this.#limiter.hasRoom(now)
  }

  /** Sends the requests of the other one that were due since the last call. */
  #compete(now: number): void {
    const { competitor, limit, windowMs } = this.#options
    if (competitor === 0) return
    const everyMs = windowMs / (limit * competitor)
    this.#competitorAt ??= now
    for (; this.#competitorAt <= now; this.#competitorAt += everyMs) this.#limiter.admit(this.#competitorAt)
  }
}
