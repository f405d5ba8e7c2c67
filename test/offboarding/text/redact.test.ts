import { brotliCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactor, secretsIn } from '../../../src/offboarding/text/redact.ts'

const KEY = 'k9/J"a+<b>\\7f&3Z='
const redact = redactor([KEY])

const entities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const base64 = (text: string): string => Buffer.from(text).toString('base64')
const each = (form: (code: number) => string): string =>
  Array.from(KEY, (c) => form(c.charCodeAt(0))).join('')

describe('a secret is blotted out', () => {
  test.each([
    ['as it is', KEY],
    ['in JSON', JSON.stringify(KEY).slice(1, -1)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(KEY)).slice(3, -3)],
    ['in JSON with slashes escaped', JSON.stringify(KEY).slice(1, -1).replaceAll('/', '\\/')],
    ['in JSON of code units', each((code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    ['in a URL', encodeURIComponent(KEY)],
    ['in a URL, small letters', encodeURIComponent(KEY).replace(/%../g, (one) => one.toLowerCase())],
    ['in a URL, every character', each((code) => `%${code.toString(16)}`)],
    ['in a URL in a URL', encodeURIComponent(encodeURIComponent(KEY))],
    ['in HTML', entities(KEY)],
    ['in HTML by numbers', each((code) => `&#${code};`)],
    ['in HTML by hexadecimal numbers', each((code) => `&#x${code.toString(16)};`)],
  ])('%s', (_, echoed) => {
    expect(redact(`Blocked (x-api-key: ${echoed}), and ${echoed} again`)).toBe(
      'Blocked (x-api-key: [redacted]), and [redacted] again',
    )
  })

  test('in base64, wherever it stands in what was encoded', () => {
    for (const before of ['', 'a', 'ab', 'abc', 'x-api-key: ']) {
      for (const after of ['', '\r\n', ', accept: */*']) {
        const echoed = base64(before + KEY + after)
        expect(redact(echoed)).toContain('[redacted]')
        expect(Buffer.from(redact(echoed).replace('[redacted]', ''), 'base64').toString()).not.toContain(
          'J"a+',
        )
        expect(redact(echoed.replaceAll('+', '-').replaceAll('/', '_'))).toContain('[redacted]')
        expect(redact(encodeURIComponent(echoed))).toContain('[redacted]')
      }
    }
  })

  test('in any text, whatever characters it has', () => {
    fc.assert(
      fc.property(
        fc.string({
          minLength: 1,
          unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
        }),
        fc.string(),
        fc.string(),
        (key, before, after) => {
          expect(redactor([key])(`${before} ${key} ${after}`)).toContain('[redacted]')
        },
      ),
    )
  })

  test('in no more time than a long text takes to be read', () => {
    const begun = performance.now()
    for (const piece of ['\\', '%25', '&#0', 'k', KEY.slice(0, -1)]) {
      expect(redact(piece.repeat(1_000_000 / piece.length))).not.toContain('[redacted]')
    }
    expect(performance.now() - begun).toBeLessThan(5_000)
  })
})

test('what is no secret stays as it is', () => {
  const text = `Zoë “${base64('nothing')}” ${brotliCompressSync(KEY).toString('hex')} k9/J`
  expect(redact(text)).toBe(text)
  expect(redactor([])('')).toBe('')
})

describe('what has to be kept secret', () => {
  test('is the key, and the password of the proxy, as it is and as it is sent', () => {
    const proxy = new URL('http://ann:p%C3%A4ss%2Fword@proxy.example.com:3128')
    expect(secretsIn('the-key', proxy)).toEqual(['the-key', 'päss/word', 'ann:päss/word'])
    const hide = redactor(secretsIn('the-key', proxy))
    expect(hide(`Basic ${base64('ann:päss/word')}`)).not.toContain(base64('ann:päss/word').slice(4, -4))
    expect(hide(proxy.href)).toBe('http://[redacted]@proxy.example.com:3128/')
  })

  test('is a short password only together with its user', () => {
    const hide = redactor(secretsIn(null, new URL('http://ann:on@proxy.example.com')))
    expect(hide(`once on a proxy; ann:on; ${base64('ann:on')}`)).toMatch(
      /^once on a proxy; \[redacted\]; \[redacted\]/,
    )
  })

  test('is nothing where there is neither', () => {
    expect(secretsIn(null, null)).toEqual([])
    expect(secretsIn('', new URL('http://ann@proxy.example.com'))).toEqual([])
  })
})
