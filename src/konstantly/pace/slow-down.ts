import type { Exchange } from '../quota/exchange.ts'
import type { Permission } from '../quota/permission.ts'

/** This many more may be out at once when one beyond what was granted before is granted: a share of those granted so far. */
const MORE_SHARE = 0.125
/** Fewer granted requests than this for each pause are little. */
const LITTLE = 8
/** Requests that are kept apart are sent at this share of the rate at which they were granted. */
const SLOWER = 0.9
/** A granted request shortens the interval to this share of it. */
const FASTER = 0.99
/** An interval that has become this share of what it was measured to be is given up. */
const FAST_ENOUGH = 0.5
/** What was granted in earlier rounds counts this much less with each further round. */
const FORGET = 0.5
/** The longest interval, in milliseconds: what looks slower than that may have been an outage. */
const MAX_INTERVAL_MS = 10_000

/** From the first request after a pause to the first one that is granted after the next pause. */
interface Round {
  begunAt: number
  granted: number
  pauses: number
}

/**
 * How fast to send where the platform tells no quota, so that only 429s do. As fast as the workers can, but:
 *
 *     between two pauses:
 *       send as many at once as were granted between the two pauses before
 *       then one alone; if it is granted, an eighth more at once; and so on
 *     if fewer than 8 were granted between two pauses:
 *       send at even intervals, at 9/10 of the rate at which requests were granted, pauses included
 *       with each granted request, make the interval 1 % shorter
 *       when it is half of what it was, give it up
 *
 * The first rule suits windows, which come back all at once, and costs one 429 each. The second one suits buckets, which come back bit by
 * bit, and windows of a few requests. Pure: times, in milliseconds of our own clock, come in.
 */
export class SlowDown {
  #inFlight = 0
  #endedAt = -Infinity
  #round: Round | null = null
  /** When the pause began after which no request has been granted yet; null where there is none. */
  #pausedAt: number | null = null
  /** How long the rounds before took, and what was granted in them, the latest counting most. */
  #past = { ms: 0, granted: 0 }
  #atOnce = Infinity
  #intervalMs = 0
  /** The interval as it was measured, before it became shorter. */
  #measuredMs = 0
  #nextAt = -Infinity

  /** The time between two requests, in milliseconds; 0 while they need not be kept apart. */
  get intervalMs(): number {
    return this.#intervalMs
  }

  permit(now: number): Permission {
    if (now < this.#nextAt) return { granted: false, until: this.#nextAt }
    const sent = (this.#round?.granted ?? 0) + this.#inFlight
    return this.#inFlight > 0 && sent >= this.#atOnce ? { granted: false, until: null } : { granted: true }
  }

  sent(now: number): void {
    this.#round ??= { begunAt: now, granted: 0, pauses: 0 }
    // Time in which nobody asked for anything, at a prompt or in an outage, is none that the platform took.
    if (this.#inFlight === 0 && this.#pausedAt === null && this.#endedAt !== -Infinity)
      this.#round.begunAt += Math.max(0, now - Math.max(this.#endedAt, this.#nextAt))
    this.#inFlight += 1
    this.#nextAt = now + this.#intervalMs
  }

  /** A request has ended. `isGranted`: with an answer that is no 429. */
  ended({ sentAt, receivedAt }: Exchange, isGranted: boolean): void {
    this.#inFlight -= 1
    this.#endedAt = receivedAt
    if (!isGranted || this.#round === null) return
    if (this.#pausedAt !== null && sentAt > this.#pausedAt) this.#round = this.#nextRound(this.#round, sentAt)
    this.#round.granted += 1
    this.#intervalMs *= FASTER
    if (this.#intervalMs < this.#measuredMs * FAST_ENOUGH) this.#intervalMs = 0
    if (this.#inFlight === 0 && this.#round.granted > this.#atOnce) {
      this.#atOnce = this.#round.granted + Math.max(1, Math.floor(this.#round.granted * MORE_SHARE))
    }
  }

  /** A pause begins, after a 429. */
  paused(now: number): void {
    this.#pausedAt = now
    if (this.#round !== null) this.#round.pauses += 1
  }

  #nextRound({ begunAt, granted, pauses }: Round, now: number): Round {
    this.#past.ms = this.#past.ms * FORGET + now - begunAt
    this.#past.granted = this.#past.granted * FORGET + granted
    if (this.#intervalMs > 0 || granted < LITTLE * pauses) {
      const measuredMs = this.#past.ms / Math.max(1, this.#past.granted) / SLOWER
      this.#intervalMs = Math.min(MAX_INTERVAL_MS, measuredMs)
      this.#measuredMs = this.#intervalMs
    }
    this.#nextAt = now + this.#intervalMs
    this.#atOnce = granted
    this.#pausedAt = null
    return { begunAt: now, granted: 0, pauses: 0 }
  }
}
