import { Options, RequestError } from 'got'
import { describe, expect, test } from 'vitest'
import { ProxyError } from '../../../src/konstantly/http/attempt-failure.ts'
import { insecurityOf } from '../../../src/konstantly/http/insecurity.ts'

const coded = (code: string, message = 'it went wrong'): Error => Object.assign(new Error(message), { code })
const failed = (cause: Error): RequestError => new RequestError(cause.message, cause, new Options())
/** As Node writes it. */
const openssl = (words: string): string =>
  `write EPROTO 401DB015247F0000:error:0A00042E:SSL routines:ssl3_read_bytes:${words}:rec_layer_s3.c:918:`

describe('what will not mend itself', () => {
  test.each([
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self_signed'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'unknown_issuer'],
    ['UNABLE_TO_GET_ISSUER_CERT', 'unknown_issuer'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unknown_issuer'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unknown_issuer'],
    ['CERT_HAS_EXPIRED', 'expired'],
    ['CERT_NOT_YET_VALID', 'not_yet_valid'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'wrong_name'],
    ['HOSTNAME_MISMATCH', 'wrong_name'],
    ['CERT_REVOKED', 'invalid'],
    ['CERT_SIGNATURE_FAILURE', 'invalid'],
    ['INVALID_PURPOSE', 'invalid'],
    ['UNSPECIFIED', 'invalid'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'old_protocol'],
    ['ERR_SSL_UNSUPPORTED_PROTOCOL', 'old_protocol'],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', 'no_agreement'],
    ['ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', 'no_agreement'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client_certificate'],
  ])('%s: %s', (code, fault) => {
    expect(insecurityOf(failed(coded(code)))).toEqual({ whose: 'platform', fault })
    expect(insecurityOf(failed(new ProxyError('could not be reached', coded(code))))).toEqual({
      whose: 'proxy',
      fault,
    })
  })

  test.each([
    ['tlsv1 alert protocol version', 'old_protocol'],
    ['sslv3 alert handshake failure', 'no_agreement'],
  ])('EPROTO with "%s": %s', (words, fault) => {
    expect(insecurityOf(failed(coded('EPROTO', openssl(words))))).toEqual({ whose: 'platform', fault })
  })
})

describe('what may be the doing of a proxy, or pass, is none of that', () => {
  test.each([
    ['EPROTO', openssl('wrong version number')],
    ['EPROTO', 'write EPROTO'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', ''],
    ['ERR_SSL_PACKET_LENGTH_TOO_LONG', ''],
    ['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', ''],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', ''],
    ['ERR_TLS_HANDSHAKE_TIMEOUT', ''],
    ['ECONNRESET', 'Client network socket disconnected before secure TLS connection was established'],
    ['ENOTFOUND', 'handshake failure'],
    ['ERR_CANCELED', ''],
  ])('%s %s', (code, message) => {
    expect(insecurityOf(failed(coded(code, message)))).toBeNull()
  })

  test('nor is a proxy that answers, or does not', () => {
    expect(insecurityOf(failed(new ProxyError('answered 407')))).toBeNull()
    expect(insecurityOf(failed(new ProxyError('gave no answer in time', coded('ABORT_ERR'))))).toBeNull()
  })
})
