import type { QuotaReading } from './rate-headers.ts'
import { lengthIfRoundedUp, surelyOver, type Exchange } from './window-end.ts'

/** Of a quota that comes back bit by bit, this share of the limit is waited for: few waits, and nothing overflows. */
const WORTHWHILE_SHARE = 0.1

/** Times that are told in whole seconds may mean the same moment if they are no further apart than this. */
const SAME_MOMENT_MS = 1_500

/** What is left to others: so many requests of each window, or such a share of it. */
export type Reserve = { requests: number } | { share: number }

/** Whether a request may be sent. `until`: ask again then; null: ask again after the next answer. */
export type Permission = { granted: true } | { granted: false; until: number | null }

/** A request that was permitted; handed back with its answer. */
export interface Ticket {
  /** Everyone waits for this one's answer, since nothing else is known. */
  asks: boolean
}

interface Window {
  limit: number
  /** Requests left when the latest answer was given; those in flight may be among them. */
  remaining: number
  reset: number
  /** When the latest answer was received. */
  learnedAt: number
  /** When there will be more, by our own clock. */
  over: number
  /** Requests of ours that were answered in it. */
  used: number
}

/**
 * The quota as one view shared by all workers, learned from response headers. It spends what a window offers at once, counts
 * requests in flight as spent, leaves the reserve, and knows when there will be more. Where nothing is known, at the beginning,
 * after a window's end and after a 429, one request goes ahead alone, and its answer tells.
 * Nothing relies on a kind of limiter. Pure: times, in milliseconds of our own clock, come in.
 */
export class Quota {
  readonly #reserve: Reserve
  #window: Window | null = null
  #isTold: boolean | null = null
  #inFlight = 0
  #isAsking = false
  #isStale = true
  #pausedUntil = -Infinity
  /** Of windows that begin with their first request, where that is known. */
  #windowMs: number | null = null
  /** How often it turned out otherwise. Once, somebody else may have been the reason. */
  #refuted = 0
  /** The reset moves on with every request: a bucket, told to be full by then. */
  #isBucket = false
  #spent = { used: 0, open: 0 }

  constructor(reserve: Reserve) {
    this.#reserve = reserve
  }

  /** The limit of the latest window, or null while unknown. */
  get limit(): number | null {
    return this.#window?.limit ?? null
  }

  /** False once a response came without rate limit headers: then only 429s tell. */
  get isTold(): boolean {
    return this.#isTold !== false
  }

  /** Of the requests that were open to us in windows that are over, the share we used; null where that cannot be told. */
  get shareUsed(): number | null {
    return this.#spent.open === 0 || this.#isBucket ? null : this.#spent.used / this.#spent.open
  }

  permit(now: number): Permission {
    if (now < this.#pausedUntil) return { granted: false, until: this.#pausedUntil }
    if (this.#isTold === false) return { granted: true }
    const window = this.#window
    if (window !== null && now >= window.over) this.#isStale = true
    if (window === null || this.#isStale)
      return this.#isAsking ? { granted: false, until: null } : { granted: true }
    const free = window.remaining - this.#reserved(window.limit) - this.#inFlight
    return free > 0 ? { granted: true } : { granted: false, until: window.over }
  }

  /** A permitted request is sent. */
  sent(): Ticket {
    this.#inFlight += 1
    const asks = this.#isStale && this.isTold
    if (asks) this.#isAsking = true
    return { asks }
  }

  /** A request came back, with what its response told, or null where it told nothing or there was none. */
  answered({ asks }: Ticket, exchange: Exchange, reading: QuotaReading | null): void {
    this.#inFlight -= 1
    if (asks) this.#isAsking = false
    if (reading === null) return
    this.#isTold = true
    if (asks) this.#isStale = false
    const window = this.#window
    if (window === null || reading.reset > window.reset) this.#begin(exchange, reading, asks)
    else if (reading.reset === window.reset) this.#learn(window, exchange, reading, asks)
    // An answer of a window that is over says nothing of this one.
  }

  /** A response without rate limit headers: unless others had some, there is no quota to go by. */
  notTold(): void {
    this.#isTold ??= false
  }

  /**
   * A 429: nobody sends before `until`, and then one request goes ahead alone. Returns whether it is the first of its
   * kind: those that were in flight with it add nothing.
   */
  rejected(now: number, until: number): boolean {
    const isFirst = now >= this.#pausedUntil
    // Theirs is the same moment, told a little later.
    if (isFirst || until > this.#pausedUntil + SAME_MOMENT_MS) this.#pausedUntil = until
    this.#isStale = true
    // Whatever was believed of the windows' length, it was not so.
    if (isFirst && this.#windowMs !== null) {
      this.#windowMs = null
      this.#refuted += 1
    }
    return isFirst
  }

  #begin(first: Exchange, reading: QuotaReading, asks: boolean): void {
    const { limit, remaining, reset } = reading
    const previous = this.#window
    if (previous !== null) {
      this.#isBucket ||= remaining < previous.remaining
      // What was left is lost if the window went by; where the reset merely moved on, it is still there.
      const left = asks ? Math.max(0, previous.remaining - this.#reserved(previous.limit)) : 0
      this.#spent.used += previous.used
      this.#spent.open += previous.used + left
    }
    // Asked for right after the last window's end, it is the beginning of this one.
    if (asks && this.#refuted < 2) this.#windowMs ??= lengthIfRoundedUp(reading, previous !== null)
    const over = this.#over(first, reading)
    this.#window = { limit, remaining, reset, learnedAt: first.receivedAt, over, used: 1 }
  }

  #learn(window: Window, exchange: Exchange, reading: QuotaReading, asks: boolean): void {
    window.used += 1
    // Sent after the latest answer, it is newer for certain; of two that overlapped, the lower is.
    const isNewer = exchange.sentAt >= window.learnedAt
    window.remaining = isNewer ? reading.remaining : Math.min(window.remaining, reading.remaining)
    window.learnedAt = Math.max(window.learnedAt, exchange.receivedAt)
    if (this.#isBucket) window.over = this.#over(exchange, { ...reading, remaining: window.remaining })
    // It should have been over, and is not: it is by the latest answer, and at least a little later.
    else if (asks) window.over = exchange.receivedAt + Math.max(1, reading.seconds) * 1000
  }

  #over(exchange: Exchange, reading: QuotaReading): number {
    if (this.#isBucket) {
      const missing = Math.max(1, reading.limit - reading.remaining)
      const share = Math.min(1, Math.ceil(reading.limit * WORTHWHILE_SHARE) / missing)
      return exchange.receivedAt + reading.seconds * 1000 * share
    }
    const over = surelyOver(exchange, reading)
    return this.#windowMs === null ? over : Math.min(over, exchange.receivedAt + this.#windowMs)
  }

  #reserved(limit: number): number {
    const wanted = 'share' in this.#reserve ? Math.ceil(limit * this.#reserve.share) : this.#reserve.requests
    // One request of a window is always ours, or nothing would ever be done.
    return Math.min(wanted, limit - 1)
  }
}
