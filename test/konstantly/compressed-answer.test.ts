import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { MAX_BODY_BYTES, readText } from '../../src/konstantly/http/answer-body.ts'
import { AnswerTooLargeError, UnreadableAnswerError } from '../../src/konstantly/http/attempt-failure.ts'

const TEXT = '{"name":"Zoë"}'

describe('an answer that is compressed all the same', () => {
  test.each([
    ['gzip', gzipSync(TEXT)],
    ['x-gzip', gzipSync(TEXT)],
    [' GZIP ', gzipSync(TEXT)],
    ['deflate', deflateSync(TEXT)],
    ['identity', Buffer.from(TEXT)],
    [undefined, Buffer.from(TEXT)],
  ])('as %j is read', (encoding, bytes) => {
    expect(readText(bytes, encoding)).toBe(TEXT)
  })

  test('and has no body is empty', () => {
    expect(readText(Buffer.alloc(0), 'gzip')).toBe('')
  })

  test('is read up to the bound, and no further', () => {
    expect(readText(gzipSync(' '.repeat(MAX_BODY_BYTES)), 'gzip')).toHaveLength(MAX_BODY_BYTES)
    expect(() => readText(gzipSync(' '.repeat(MAX_BODY_BYTES + 1)), 'gzip')).toThrow(AnswerTooLargeError)
  })

  test.each([
    ['gzip', Buffer.from('\u001F\u008B\u0008\u0000', 'latin1')],
    ['gzip', gzipSync(TEXT).subarray(0, -9)],
    ['gzip', Buffer.from('no gzip')],
  ])('and is damaged proves nothing (%s %#)', (encoding, bytes) => {
    expect(() => readText(bytes, encoding)).toThrow(UnreadableAnswerError)
  })
})
