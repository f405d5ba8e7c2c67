import { describe, expect, test } from 'vitest'
import { charactersOf, encode } from '../../../scripts/lists/encode.ts'
import { createDecoder } from '../../../src/leavers/text/decoder.ts'
import { ENCODINGS, parseEncoding } from '../../../src/leavers/text/encodings.ts'

describe('createDecoder', () => {
  test.each(['windows-1250', 'windows-1251', 'windows-1252', 'iso-8859-15'])(
    'reads all of %s',
    (encoding) => {
      const text = charactersOf(encoding).join('')
      expect(createDecoder(encoding).decode(encode(text, encoding))).toBe(text)
    },
  )

  test.each(ENCODINGS)('knows %s', (encoding) => {
    const bytes = encoding.startsWith('utf-16') ? encode('User ID', encoding) : Buffer.from('User ID')
    expect(createDecoder(encoding).decode(bytes)).toBe('User ID')
  })

  test.each([
    ['windows-1252', 0x81],
    ['windows-1250', 0x83],
    ['windows-1251', 0x98],
    ['iso-8859-15', 0x80],
    ['utf-8', 0xff],
  ])('refuses what %s has no character for', (encoding, byte) => {
    const decoder = createDecoder(encoding)
    expect(() => decoder.decode(Buffer.from([0x61, byte]))).toThrow(TypeError)
    expect(decoder.decodeLoosely(Buffer.from([0x61, byte]))).toBe('a\uFFFD')
  })

  test.each([
    ['utf-8', 'aé€😀'],
    ['utf-16le', 'aé€😀'],
    ['utf-16be', 'aé€😀'],
  ])('cuts %s between characters only', (encoding, text) => {
    const bytes = encode(text, encoding)
    const decoder = createDecoder(encoding)
    for (let end = 0; end <= bytes.length; end += 1) {
      const whole = decoder.cut(bytes.subarray(0, end))
      expect(decoder.decode(bytes.subarray(0, whole)) + decoder.decode(bytes.subarray(whole))).toBe(text)
    }
  })
})

describe('parseEncoding', () => {
  test.each([
    ['UTF-8', 'utf-8'],
    ['cp1250', 'windows-1250'],
    ['win1251', 'windows-1251'],
    ['Windows-1252', 'windows-1252'],
    ['latin1', 'windows-1252'],
    ['ISO-8859-1', 'windows-1252'],
    ['latin9', null],
    ['iso-8859-15', 'iso-8859-15'],
    ['utf-16', 'utf-16le'],
    ['shift_jis', null],
    ['nonsense', null],
  ])('%s is %s', (label, encoding) => {
    expect(parseEncoding(label)).toBe(encoding)
  })
})
