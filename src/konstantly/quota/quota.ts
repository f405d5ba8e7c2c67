import { isFilling, isGradual } from './token-bucket.ts'
import { SentRequests } from './sent-requests.ts'
import { WindowLength } from './window-length.ts'
import type { Exchange } from './exchange.ts'
import type { Permission } from './permission.ts'
import type { QuotaReading } from './rate-headers.ts'
import { RemainingRequests } from './remaining-requests.ts'
import { reserved, type Reserve } from './reserve.ts'
import { windowEnd } from './window-end.ts'

/** Where a quota comes back bit by bit, this share of the limit is waited for: that makes few waits, and nothing is lost. */
const WORTHWHILE_SHARE = 0.1

/** If this share of the limit comes back beyond what was due, a new window has begun. */
const ROLLOVER_SHARE = 0.25

/** A window of which this share is left has only just begun. */
const FRESH_SHARE = 0.9

/** At most this share of the limit is left for somebody else who spends the same quota. More of it lost would cost more than a 429. */
const MOST_MARGIN_SHARE = 0.02

/** A request that was permitted; handed back with its answer. */
export interface Ticket {
  /** Everyone waits for this request's answer: nothing is known without it. */
  asks: boolean
  /** It was sent because an earlier request should count no more. */
  relies: boolean
}

interface Window {
  limit: number
  reset: number
  /** When there will be more, by our own clock. */
  over: number
  /** Requests of ours that were answered in it. */
  used: number
  /** What its first answer told. */
  first: QuotaReading
}

/**
 * The quota that response headers tell, one view of it for all workers:
 *
 *     while nothing is known (at the beginning, after a reset, after a 429):
 *       send one request alone; its answer tells the limit, what remains, and the reset
 *     while remaining − in flight − reserve > 0:
 *       send
 *     otherwise wait until there is more, which is the earlier of
 *       the reset, by the server's clock
 *       the moment when our own earliest requests are older than a window is long, and so count no more
 *
 * It relies on no kind of limiter: windows by the clock, windows that begin with a request, sliding windows, and buckets all fit.
 * Pure: times, in milliseconds of our own clock, come in.
 */
export class Quota {
  readonly #reserve: Reserve
  readonly #windowLength = new WindowLength()
  readonly #sentRequests = new SentRequests()
  readonly #remaining = new RemainingRequests()
  #window: Window | null = null
  #isTold: boolean | null = null
  #inFlight = 0
  #isAsking = false
  #isStale = true
  /** Whether this is a bucket whose reset tells when it will be full: it moves on with every request. */
  #isBucket = false
  /** Whether the quota comes back all at once, as that of a window does. */
  #comesAtOnce = true
  /** How many requests are left for somebody else, who took what was told to remain. */
  #margin = 0
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

  /** The share we used of the requests that were open to us in windows that are over. Null where nobody can tell. */
  get shareUsed(): number | null {
    return this.#spent.open === 0 || this.#isBucket ? null : this.#spent.used / this.#spent.open
  }

  permit(now: number): Permission {
    if (this.#isTold === false) return { granted: true }
    const window = this.#window
    if (window !== null && !this.#isStale) {
      if (this.#free(window, now) > 0) return { granted: true }
      const until = Math.min(window.over, this.#worthwhileAt(window))
      if (now < until) return { granted: false, until }
      // An earlier request has aged, but it is not proved yet that this makes room: one is sent when no other one is in flight.
      if (now < window.over && this.#inFlight > 0) return { granted: false, until: null }
    }
    return this.#isAsking ? { granted: false, until: null } : { granted: true }
  }

  /** A permitted request is sent. */
  sent(now: number): Ticket {
    const window = this.#window
    const isKnown = window !== null && !this.#isStale
    const asks = this.isTold && !(isKnown && this.#free(window, now) > 0)
    const relies = isKnown && this.#left(window) <= 0 && this.#aged(now) > 0
    this.#inFlight += 1
    if (asks) this.#isAsking = true
    return { asks, relies }
  }

  /**
   * A request came back, with what its response told, or null where it told nothing or there was none.
   * `isAdmitted`: it was not turned away by a 429.
   */
  answered(
    { asks, relies }: Ticket,
    exchange: Exchange,
    reading: QuotaReading | null,
    isAdmitted: boolean,
  ): void {
    this.#inFlight -= 1
    if (asks) this.#isAsking = false
    if (reading === null) return
    if (relies && isAdmitted) this.#windowLength.proved()
    if (relies && !isAdmitted) this.#windowLength.refuted()
    // The answers said that some were left, but somebody else was quicker.
    if (!relies && !asks && !isAdmitted)
      this.#margin = Math.min(this.#margin + 1, Math.floor(reading.limit * MOST_MARGIN_SHARE))
    this.#isTold = true
    if (asks) this.#isStale = false
    const window = this.#window
    // An answer from a window that is over says nothing about this one.
    const isOld = window !== null && reading.reset < window.reset
    if (!isOld) this.#learn(window, exchange, reading, asks)
    if (isAdmitted && !(isOld && this.#comesAtOnce)) this.#sentRequests.add(exchange)
    if (this.#inFlight === 0) this.#sentRequests.recall(reading.limit - this.#remaining.least)
  }

  /** A response came without rate limit headers. Unless an earlier one had them, the platform tells no quota. */
  notTold(): void {
    this.#isTold ??= false
  }

  /** A 429: what the answers told before it is no longer true, so one request goes ahead alone and its answer tells. */
  rejected(): void {
    this.#isStale = true
  }

  #learn(window: Window | null, exchange: Exchange, reading: QuotaReading, asks: boolean): void {
    const { limit, remaining, reset } = reading
    const isNew = window === null || this.#isRollover(window, exchange, reading)
    const isFirst = window !== null && isNew && asks
    this.#windowLength.learn(reading.seconds, { isFirst, isFresh: remaining >= limit * FRESH_SHARE })
    if (isNew) {
      this.#comesAtOnce = true
      const left = asks && window !== null ? Math.max(0, this.#left(window)) : 0
      this.#close(window, left)
      this.#remaining.forget()
      this.#sentRequests.keepLatest(0)
      this.#window = { limit, reset, over: this.#over(exchange, reading), used: 1, first: reading }
    } else {
      const first = isGradual(window.reset, this.#remaining.least, reading) ? window.first : reading
      this.#isBucket ||= isFilling(first, reading)
      // The reset has moved on, though no new window began: it tells when the next bit comes back.
      if (reset > window.reset) {
        this.#comesAtOnce = false
        this.#close(window, 0)
        const over = this.#over(exchange, reading) + (this.#isBucket ? 0 : 1000)
        this.#window = { limit, reset, over, used: 1, first }
      } else {
        window.used += 1
        // The window should have been over, and is not: the latest answer tells its end, a second from now at the earliest.
        if (asks && !this.#isBucket) window.over = exchange.receivedAt + Math.max(1, reading.seconds) * 1000
        if (this.#isBucket) window.over = this.#over(exchange, reading)
      }
    }
    this.#remaining.learn(exchange, remaining)
    this.#sentRequests.forgetAged(exchange, this.#windowMs)
    this.#sentRequests.keepLatest(limit - this.#remaining.least)
  }

  /** Whether a new window has begun: more came back than was due. */
  #isRollover(window: Window, exchange: Exchange, { limit, remaining, reset }: QuotaReading): boolean {
    if (reset === window.reset) return false
    const due = this.#remaining.least + this.#sentRequests.aged(exchange.receivedAt, this.#windowMs)
    return remaining >= due + Math.max(1, limit * ROLLOVER_SHARE) || remaining === limit - 1
  }

  /** Adds a window to what `shareUsed` is reckoned from. `left`: what nobody used of it. */
  #close(window: Window | null, left: number): void {
    if (window === null) return
    this.#spent.used += window.used
    this.#spent.open += window.used + left
  }

  /** Requests that may be sent now. */
  #free(window: Window, now: number): number {
    const left = this.#left(window)
    return this.#windowLength.isProven ? left + this.#aged(now) : left
  }

  /** Of what the answers told, what is neither in flight nor reserved. */
  #left(window: Window): number {
    return this.#remaining.least - reserved(this.#reserve, window.limit, this.#margin) - this.#inFlight
  }

  /** How long a request counts. Not used for a bucket that tells when it will be full: that tells more. */
  get #windowMs(): number {
    return this.#isBucket ? Infinity : this.#windowLength.ms
  }

  #aged(now: number): number {
    return this.#sentRequests.aged(now, this.#windowMs)
  }

  /** When so many of our requests will have aged that it is worth going on. */
  #worthwhileAt(window: Window): number {
    const missing = 1 - this.#left(window)
    const wanted = this.#comesAtOnce ? 1 : Math.ceil(window.limit * WORTHWHILE_SHARE)
    const count = Math.max(missing, Math.min(wanted + missing - 1, this.#sentRequests.count))
    // Requests that age after a long gap are not waited for: the few that have aged would not be used meanwhile.
    const soon = this.#sentRequests.agedAt(missing, this.#windowMs) + this.#windowMs * WORTHWHILE_SHARE
    return Math.min(soon, this.#sentRequests.agedAt(count, this.#windowMs))
  }

  #over(exchange: Exchange, reading: QuotaReading): number {
    if (!this.#isBucket) return windowEnd(exchange, reading)
    const missing = Math.max(1, reading.limit - reading.remaining)
    const share = Math.min(1, Math.ceil(reading.limit * WORTHWHILE_SHARE) / missing)
    return exchange.receivedAt + reading.seconds * 1000 * share
  }
}
