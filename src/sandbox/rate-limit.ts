/** What a limiter says of one request. Times in milliseconds since the epoch, by the server's clock. */
export interface Decision {
  admitted: boolean
  /** Requests left after this one. */
  remaining: number
  /** When there will be more than now. */
  moreAt: number
  /** When all of the limit will be there again, if nobody sends anything meanwhile. */
  fullAt: number
  /** When a request that was not admitted would be. */
  retryAt: number
}

/** A limiter of `limit` requests in `windowMs`. */
export interface Limiter {
  admit: (now: number) => Decision
  /** Whether a request would be admitted. */
  hasRoom: (now: number) => boolean
}

/**
 * The kinds of limiter that an API may have. The kind of the real API is not documented. `fixed`: windows by the clock.
 * `first-request`: a window begins with its first request. `sliding`: as many as were admitted in the last `windowMs`.
 * `bucket`: a bucket of `limit` tokens that refills evenly.
 */
export const LIMITER_KINDS = ['fixed', 'first-request', 'sliding', 'bucket'] as const
export type LimiterKind = (typeof LIMITER_KINDS)[number]

export function makeLimiter(kind: LimiterKind, limit: number, windowMs: number): Limiter {
  switch (kind) {
    case 'fixed':
      return fixedWindow(limit, (now) => (Math.floor(now / windowMs) + 1) * windowMs)
    case 'first-request':
      return fixedWindow(limit, (now) => now + windowMs)
    case 'sliding':
      return slidingWindow(limit, windowMs)
    case 'bucket':
      return tokenBucket(limit, windowMs)
  }
}

function fixedWindow(limit: number, endOfWindow: (now: number) => number): Limiter {
  let end = -Infinity
  let used = 0
  return {
    hasRoom: (now) => now >= end || used < limit,
    admit(now) {
      if (now >= end) {
        end = endOfWindow(now)
        used = 0
      }
      const admitted = used < limit
      if (admitted) used += 1
      return { admitted, remaining: limit - used, moreAt: end, fullAt: end, retryAt: end }
    },
  }
}

function slidingWindow(limit: number, windowMs: number): Limiter {
  const times: number[] = []
  const forget = (now: number): void => {
    while (times[0] !== undefined && times[0] <= now - windowMs) times.shift()
  }
  return {
    hasRoom(now) {
      forget(now)
      return times.length < limit
    },
    admit(now) {
      forget(now)
      const admitted = times.length < limit
      if (admitted) times.push(now)
      const moreAt = (times[0] ?? now) + windowMs
      const fullAt = (times.at(-1) ?? now) + windowMs
      return { admitted, remaining: limit - times.length, moreAt, fullAt, retryAt: moreAt }
    },
  }
}

function tokenBucket(limit: number, windowMs: number): Limiter {
  // Counted in parts of a token: `limit` parts come each millisecond, and `windowMs` parts are a token. Whole numbers lose nothing to rounding.
  const full = limit * windowMs
  let parts = full
  let last = -Infinity
  const refill = (now: number): void => {
    if (last !== -Infinity) parts = Math.min(full, parts + (now - last) * limit)
    last = now
  }
  return {
    hasRoom(now) {
      refill(now)
      return parts >= windowMs
    },
    admit(now) {
      refill(now)
      const admitted = parts >= windowMs
      if (admitted) parts -= windowMs
      const remaining = Math.floor(parts / windowMs)
      const when = (wanted: number): number => now + Math.max(0, wanted - parts) / limit
      return {
        admitted,
        remaining,
        moreAt: when((remaining + 1) * windowMs),
        fullAt: when(full),
        retryAt: when(windowMs),
      }
    },
  }
}
