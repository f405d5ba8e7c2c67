import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseBody } from '../../../src/konstantly/http/answer-body.ts'
import { UnreadableAnswerError } from '../../../src/konstantly/http/attempt-failure.ts'

const complaint = (text: string): UnreadableAnswerError => {
  try {
    parseBody(text, (it) => it)
  } catch (error) {
    if (error instanceof UnreadableAnswerError) return error
    throw error
  }
  throw new Error('it was read')
}

describe('the body of an answer', () => {
  test.each(['', ' ', '\r\n\t '])('that is empty (%j) is nothing', (text) => {
    expect(parseBody(text, (it) => it)).toBeUndefined()
  })

  test('that is JSON is what it says', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ noUnicodeString: false }),
        fc.constantFrom('', ' ', '\n'),
        (value, space) => {
          expect(parseBody(space + JSON.stringify(value) + space, (it) => it)).toEqual(
            JSON.parse(JSON.stringify(value)),
          )
        },
      ),
    )
  })

  test.each([
    '<!doctype html><title>Maintenance</title>',
    '\n  <html></html>',
    '<?xml version="1.0"?><error/>',
  ])('that is a page proves nothing: %j', (text) => {
    expect(complaint(text).message).toBe('the platform answered with an HTML page')
  })

  test.each([
    'OK',
    '{"id":"u1","isBan',
    '{"id":"u1"}{}',
    'undefined',
    'NaN',
    "{'id':1}",
    '\u001F\u008B\u0008',
  ])('that is not JSON proves nothing: %j', (text) => {
    expect(complaint(text).message).toBe('the platform answered with something that is not JSON')
  })

  test('that cannot be read keeps what the parser said as the cause, and the body out of the message', () => {
    const error = complaint('ana@acme.com is locked')
    expect(error.cause).toBeInstanceOf(SyntaxError)
    expect(error.name).toBe('UnreadableAnswerError')
    expect(error.message).not.toContain('acme')
  })
})
