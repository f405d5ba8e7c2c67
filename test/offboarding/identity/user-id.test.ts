import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_USER_ID_LENGTH, parseUserId } from '../../../src/offboarding/identity/user-id.ts'

const ID_CHARACTERS = Array.from('abcXYZ0189-_')
const PADDING = [' ', '\t', '\r', '\n', '\u00A0', '\uFEFF', '\u200B', '\u200D', '\u200F', '\u2060', '\u00AD']
const TROUBLE = [
  ...Array.from('./?#%\\@:;&=+*~\'"<> '),
  '%2e',
  '%2F',
  '..',
  'blocked',
  'byEmail',
  'é',
  '１',
  '\u0000',
  '😀',
]

const padding = fc.string({ unit: fc.constantFrom(...PADDING), maxLength: 4 })
const validId = fc
  .string({ unit: fc.constantFrom(...ID_CHARACTERS), minLength: 1, maxLength: MAX_USER_ID_LENGTH })
  .filter((id) => !/^(blocked|byemail)$/i.test(id))
const anyText = fc.oneof(
  validId,
  fc.string({ unit: fc.constantFrom(...ID_CHARACTERS, ...TROUBLE, ...PADDING), maxLength: 12 }),
  fc.string({ unit: 'binary' }),
)

const reasonFor = (text: string): string | undefined => {
  const parsed = parseUserId(text)
  return parsed.ok ? undefined : parsed.reason
}

describe('a user ID', () => {
  test.each(['4711', 'a', 'aB3xY9kQ', 'emp-0042', 'emp_0042', '-17', '_', '007', 'x'.repeat(128)])(
    'may be %j',
    (id) => {
      expect(parseUserId(id)).toEqual({ ok: true, id })
    },
  )

  test('keeps its case and its leading zeros', () => {
    expect(parseUserId(' 00aB ')).toEqual({ ok: true, id: '00aB' })
  })

  test.each(PADDING.map((character) => [`U+${character.charCodeAt(0).toString(16)}`, character]))(
    'is freed of %s around it',
    (_, character) => {
      expect(parseUserId(`${character}4711${character}${character}`)).toEqual({ ok: true, id: '4711' })
    },
  )

  test('whose leading "-" was defused in a report is read back as it was', () => {
    expect(parseUserId("'-17")).toEqual({ ok: true, id: '-17' })
  })

  test.each([
    ['', 'the user ID is empty'],
    [' \u00A0\u200B\t', 'the user ID is empty'],
    ['x'.repeat(129), 'the user ID has 129 characters; at most 128 are possible'],
    ['blocked', '"blocked" is a route of the API, not a user ID'],
    ['byEmail', '"byEmail" is a route of the API, not a user ID'],
    [' BLOCKED ', '"BLOCKED" is a route of the API, not a user ID'],
    ['byemail', '"byemail" is a route of the API, not a user ID'],
    ['blocked/42', 'the user ID holds "/"; only letters, digits, "-" and "_" are possible'],
    ['.', 'the user ID holds "."; only letters, digits, "-" and "_" are possible'],
    ['..', 'the user ID holds "."; only letters, digits, "-" and "_" are possible'],
    ['%2e%2e', 'the user ID holds "%"; only letters, digits, "-" and "_" are possible'],
    ['42?x', 'the user ID holds "?"; only letters, digits, "-" and "_" are possible'],
    ['42#', 'the user ID holds "#"; only letters, digits, "-" and "_" are possible'],
    ['..\\42', 'the user ID holds "."; only letters, digits, "-" and "_" are possible'],
    ['4\\2', 'the user ID holds "\\"; only letters, digits, "-" and "_" are possible'],
    ['ana@acme.com', 'the user ID holds "@"; only letters, digits, "-" and "_" are possible'],
    ['4.711E+05', 'the user ID holds "."; only letters, digits, "-" and "_" are possible'],
    ['=4711', 'the user ID holds "="; only letters, digits, "-" and "_" are possible'],
    ["'4711", 'the user ID holds "\'"; only letters, digits, "-" and "_" are possible'],
    ['47 11', 'the user ID holds a space; only letters, digits, "-" and "_" are possible'],
    ['47\u00A011', 'the user ID holds the character U+00A0; only letters, digits, "-" and "_" are possible'],
    ['47\u200B11', 'the user ID holds the character U+200B; only letters, digits, "-" and "_" are possible'],
    ['47\u000011', 'the user ID holds the character U+0000; only letters, digits, "-" and "_" are possible'],
    ['\u202A4711', 'the user ID holds the character U+202A; only letters, digits, "-" and "_" are possible'],
    ['４７', 'the user ID holds "４"; only letters, digits, "-" and "_" are possible'],
    ['Müller', 'the user ID holds "ü"; only letters, digits, "-" and "_" are possible'],
    ['а', 'the user ID holds "а"; only letters, digits, "-" and "_" are possible'],
    ['4\uD83D', 'the user ID holds the character U+D83D; only letters, digits, "-" and "_" are possible'],
    ['x😀', 'the user ID holds "😀"; only letters, digits, "-" and "_" are possible'],
  ])('is not %j', (text, reason) => {
    expect(reasonFor(text)).toBe(reason)
  })

  test('is found in any padding, unchanged', () => {
    fc.assert(
      fc.property(padding, validId, padding, (before, id, after) => {
        expect(parseUserId(before + id + after)).toEqual({ ok: true, id })
      }),
    )
  })

  test('that is accepted is accepted again as it stands', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = parseUserId(text)
        fc.pre(parsed.ok)
        expect(parseUserId(parsed.id)).toEqual(parsed)
      }),
    )
  })

  test('that is accepted cannot change the path it is put into', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('users', 'users/blocked'), (text, route) => {
        const parsed = parseUserId(text)
        fc.pre(parsed.ok)
        const url = new URL(`https://acme.konstant.ly/openapi/v1/${route}/${parsed.id}`)
        expect(url.pathname).toBe(`/openapi/v1/${route}/${parsed.id}`)
        expect(url.pathname.split('/')).toHaveLength(route.split('/').length + 4)
        expect([url.search, url.hash]).toEqual(['', ''])
        expect(['blocked', 'byemail']).not.toContain(parsed.id.toLowerCase())
      }),
      { numRuns: 1_000 },
    )
  })
})
