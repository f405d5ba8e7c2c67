import { createServer, type AddressInfo } from 'node:net'
import got, { HTTPError, Options, RequestError, TimeoutError } from 'got'
import nock from 'nock'
import { afterEach, describe, expect, onTestFinished, test } from 'vitest'
import { classify, UnreadableAnswerError } from '../../../src/konstantly/http/attempt-failure.ts'
import { nockInThisFile } from '../../support/nock.ts'

nockInThisFile()

afterEach(() => {
  nock.cleanAll()
})

/** The error got ends a request with. */
async function errorOf(request: Promise<unknown>): Promise<RequestError> {
  const error = await request.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (error instanceof RequestError) return error
  throw new Error('the request did not end with an error of got')
}

const withStatus = (status: number): Promise<RequestError> => {
  nock('https://acme.konstant.ly').get('/').reply(status, '{}')
  return errorOf(got('https://acme.konstant.ly/', { retry: { limit: 0 } }))
}

const withCode = (code: string): RequestError =>
  new RequestError('it went wrong', Object.assign(new Error('it went wrong'), { code }), new Options())

describe('a status', () => {
  test.each([
    [408, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [520, true],
    [599, true],
  ])('%i may pass, and the request may have been carried out', async (status) => {
    const error = await withStatus(status)
    expect(error).toBeInstanceOf(HTTPError)
    expect(classify(error)).toEqual({
      cause: `http_${status}`,
      reason: `the platform answered ${status}`,
      transient: true,
      mayHaveArrived: true,
    })
  })

  test.each([425, 429])('%i may pass, and the request was turned away', async (status) => {
    expect(classify(await withStatus(status))).toMatchObject({
      cause: `http_${status}`,
      transient: true,
      mayHaveArrived: false,
    })
  })

  test.each([400, 401, 402, 403, 404, 405, 409, 410, 415, 422])(
    '%i will not pass, and the request was not carried out',
    async (status) => {
      expect(classify(await withStatus(status))).toEqual({
        cause: `http_${status}`,
        reason: `the platform answered ${status}`,
        transient: false,
        mayHaveArrived: false,
      })
    },
  )
})

describe('a network error', () => {
  test.each([
    ['ECONNREFUSED', 'connection_refused'],
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['ENETDOWN', 'unreachable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ])('%s is a connection that never came about: nothing can have arrived', (code, cause) => {
    expect(classify(withCode(code))).toMatchObject({ cause, transient: true, mayHaveArrived: false })
  })

  test.each(['EPROTO', 'ERR_SSL_WRONG_VERSION_NUMBER'])(
    '%s is broken encryption, which may have held when the request was sent',
    (code) => {
      expect(classify(withCode(code))).toMatchObject({
        cause: 'tls',
        transient: true,
        mayHaveArrived: true,
      })
    },
  )

  test.each([
    ['ECONNRESET', 'connection_reset'],
    ['ECONNABORTED', 'connection_reset'],
    ['EPIPE', 'connection_reset'],
    ['ERR_STREAM_PREMATURE_CLOSE', 'connection_reset'],
    ['HPE_INVALID_CONSTANT', 'connection_reset'],
    ['ETIMEDOUT', 'timeout'],
  ])('%s is a lost answer: the request may have been carried out', (code, cause) => {
    expect(classify(withCode(code))).toMatchObject({ cause, transient: true, mayHaveArrived: true })
  })

  test('that nobody foresaw is not tried again, and may have been carried out', () => {
    expect(classify(withCode('ERR_INVALID_CHAR'))).toEqual({
      cause: 'error',
      reason: 'the request failed (ERR_INVALID_CHAR)',
      transient: false,
      mayHaveArrived: true,
    })
  })
})

test('no answer in time is a lost answer', async () => {
  const silent = createServer()
  await new Promise<void>((resolve) => {
    silent.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    silent.close()
  })
  const { port } = silent.address() as AddressInfo
  const error = await errorOf(
    got(`http://127.0.0.1:${port}/`, { timeout: { request: 20 }, retry: { limit: 0 } }),
  )
  expect(error).toBeInstanceOf(TimeoutError)
  expect(classify(error)).toEqual({
    cause: 'timeout',
    reason: 'no answer in time',
    transient: true,
    mayHaveArrived: true,
  })
})

test('a body that cannot be read is a lost answer, whatever its status', () => {
  const cause = new UnreadableAnswerError('the platform answered with an HTML page')
  expect(classify(new RequestError(cause.message, cause, new Options()))).toEqual({
    cause: 'unreadable_body',
    reason: 'the platform answered with an HTML page',
    transient: true,
    mayHaveArrived: true,
  })
})
