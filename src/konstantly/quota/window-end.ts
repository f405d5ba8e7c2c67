import type { Exchange } from './exchange.ts'
import type { QuotaReading } from './rate-headers.ts'

/**
 * By when a window of the quota is over for certain, by our own clock and for any kind of limiter: as many seconds after its first answer
 * as that answer told. The reset and the server's time are both told in whole seconds, so this may be late. It is exact if windows begin with
 * a request and the reset is rounded down; up to a second late if windows keep to the clock; and up to a second late if windows begin with a
 * request and the reset is rounded up, where the length of the window (`WindowLength`) tells the moment exactly.
 */
export const windowEnd = ({ receivedAt }: Exchange, { seconds }: QuotaReading): number =>
  receivedAt + Math.max(1, seconds) * 1000
