import type { QuotaReading } from './rate-headers.ts'

// How a bucket looks whose reset is when it will be full: each request moves that on by the same time.

/** A reset that moves on by so many seconds while requests are sent tells when a bucket will be full. */
const BUCKET_SECONDS = 2

/** Whether a reset moved on no further than the requests since the last one account for, if each adds the same. */
export function isGradual(reset: number, least: number, reading: QuotaReading): boolean {
  const missing = Math.max(1, reading.limit - reading.remaining)
  const sent = Math.max(1, least - reading.remaining)
  return reading.reset - reset <= (reading.seconds / missing) * sent + 1
}

/** Whether what was told since a window's first answer is how a bucket looks whose reset is when it will be full. */
export function isFilling(first: QuotaReading, { limit, remaining, seconds }: QuotaReading): boolean {
  return seconds - first.seconds >= BUCKET_SECONDS && first.remaining - remaining >= limit / 2
}
