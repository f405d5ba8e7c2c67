import { createHmac } from 'node:crypto'

/** The header that holds the signature. */
export const SIGNATURE_HEADER = 'x-konstantly-signature'

/**
 * Signs a body: `t=<seconds since 1970>,v1=<HMAC-SHA256 of "<t>.<body>" in hexadecimal>`. With the time in it, an old message cannot be sent
 * again by somebody who has seen it.
 */
export function signature(body: string, secret: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
