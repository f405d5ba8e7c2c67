import type { IncomingHttpHeaders } from 'node:http'

/** What one response said about the quota (API reference, *introduction*). */
export interface QuotaReading {
  /** Requests in a window. */
  limit: number
  /** Requests left in it. */
  remaining: number
  /** `X-RateLimit-Reset`: Unix time in whole seconds, by the server's clock. Tells windows apart. */
  reset: number
  /**
   * Whole seconds from the response's `Date` to its reset, both by the server's clock and cut to whole seconds. So the window
   * ends between one second less and this many seconds after the response, whatever our own clock says.
   */
  seconds: number
}

const MAX_SECONDS = 24 * 3_600

type Headers = Readonly<IncomingHttpHeaders>

/** Reads the rate limit headers, or null where they are missing or make no sense. `wallMs` stands in for a missing `Date`. */
export function readQuota(headers: Headers, wallMs: number): QuotaReading | null {
  const limit = wholeNumber(headers['x-ratelimit-limit'])
  const remaining = wholeNumber(headers['x-ratelimit-remaining'])
  const reset = wholeNumber(headers['x-ratelimit-reset'])
  if (limit === null || limit < 1 || remaining === null || reset === null) return null
  const seconds = reset - Math.floor(serverTime(headers, wallMs) / 1000)
  // No window is that long: told in milliseconds, or by a clock that is days off, it would be waited for for ever.
  if (seconds > MAX_SECONDS) return null
  return { limit, remaining: Math.min(remaining, limit), reset, seconds: Math.max(0, seconds) }
}

/** How long `Retry-After` asks to wait, in milliseconds, or null where it is missing or unreadable. Seconds or an HTTP date. */
export function readRetryAfter(headers: Headers, wallMs: number): number | null {
  const value = headers['retry-after']?.trim()
  if (value === undefined || value === '') return null
  if (/^\d+$/.test(value)) return Number(value) * 1000
  // `Date.parse` finds dates in texts that are none.
  const date = /^[A-Za-z]{3,9},? /.test(value) ? Date.parse(value) : NaN
  return Number.isNaN(date) ? null : Math.max(0, date - serverTime(headers, wallMs))
}

function serverTime(headers: Headers, wallMs: number): number {
  const date = Date.parse(headers.date ?? '')
  return Number.isNaN(date) ? wallMs : date
}

function wholeNumber(value: string | string[] | undefined): number | null {
  return typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null
}
