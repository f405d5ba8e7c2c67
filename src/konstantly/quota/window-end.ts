import type { Exchange } from './exchange.ts'
import type { QuotaReading } from './rate-headers.ts'

/**
 * By when a window of the quota is over, by our own clock, whatever kind of limiter it is: that many seconds after its first
 * answer. The reset and the server's time are both told in whole seconds. If windows begin with a request and the reset is rounded
 * down, this is the very moment; if windows keep to the clock, it is up to a second late; if windows begin with a request
 * and the reset is rounded up, it is up to a second late each time, and the horizon helps.
 */
export const windowEnd = ({ receivedAt }: Exchange, { seconds }: QuotaReading): number =>
  receivedAt + Math.max(1, seconds) * 1000
