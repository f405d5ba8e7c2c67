import type { RequestError } from 'got'
import type { Insecurity } from '../../offboarding/insecurity.ts'
import { ProxyError } from './attempt-failure.ts'

/** By OpenSSL's names for what is wrong with a certificate, as Node's errors have them. */
const BY_CODE: Readonly<Record<string, Insecurity['fault']>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self_signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown_issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown_issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown_issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown_issuer',
  CERT_UNTRUSTED: 'unknown_issuer',
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not_yet_valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong_name',
  HOSTNAME_MISMATCH: 'wrong_name',
}
/** Any other code of a certificate. UNSPECIFIED means its key, or its signature. */
const CERTIFICATE_CODE =
  /^(CERT_|CRL_|UNABLE_TO_|ERROR_IN_|INVALID_|PATH_LENGTH_|UNSPECIFIED$|ERR_TLS_CERT_ALTNAME_FORMAT$)/

/**
 * What a server says that refuses to speak TLS with us. Node gives it as a code, `ERR_SSL_…`, or in the message of `EPROTO`. Any other
 * break of the encryption is not in this table: a proxy may have written an answer of its own into the connection, and that may pass.
 */
const REFUSALS: readonly [RegExp, Insecurity['fault']][] = [
  [/alert protocol version|unsupported protocol|no protocols available|version too low/, 'old_protocol'],
  [/certificate required/, 'client_certificate'],
  [
    /handshake failure|insufficient security|dh key too small|legacy renegotiation disabled|unrecognized name/,
    'no_agreement',
  ],
]

/** Why no connection to the platform, or to the proxy, will be secure however often it is tried. Null for an error that may pass. */
export function insecurityOf(error: RequestError): Insecurity | null {
  const isProxy = error.cause instanceof ProxyError
  const { code = '', message = '' } = ((isProxy ? (error.cause as Error).cause : error) ??
    {}) as Partial<NodeJS.ErrnoException>
  const fault = BY_CODE[code] ?? (CERTIFICATE_CODE.test(code) ? 'invalid' : refusal(code, message))
  return fault === null ? null : { whose: isProxy ? 'proxy' : 'platform', fault }
}

function refusal(code: string, message: string): Insecurity['fault'] | null {
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_')) return null
  const told = `${code} ${message}`.toLowerCase().replaceAll('_', ' ')
  return REFUSALS.find(([words]) => words.test(told))?.[1] ?? null
}
