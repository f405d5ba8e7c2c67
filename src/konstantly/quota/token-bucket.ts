import type { QuotaReading } from './rate-headers.ts'

// A token bucket may tell as its reset when it will be full. Each request then moves the reset on by the same time.

/** A reset that moves on by this many seconds while requests are sent looks like a bucket's. */
const BUCKET_SECONDS = 2

/** Whether the reset moved on no further than the requests sent since then explain, if each adds the same time. */
export function isGradual(reset: number, least: number, reading: QuotaReading): boolean {
  const missing = Math.max(1, reading.limit - reading.remaining)
  const sent = Math.max(1, least - reading.remaining)
  return reading.reset - reset <= (reading.seconds / missing) * sent + 1
}

/** Whether the answers since a window's first one look like a bucket whose reset is when it will be full. */
export function isFilling(first: QuotaReading, { limit, remaining, seconds }: QuotaReading): boolean {
  return seconds - first.seconds >= BUCKET_SECONDS && first.remaining - remaining >= limit / 2
}
