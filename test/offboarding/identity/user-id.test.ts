import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Reason } from '../../../src/offboarding/reason.ts'
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

const reasonFor = (text: string): Reason | undefined => {
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
    ['', { code: 'user_id_empty' }],
    [' \u00A0\u200B\t', { code: 'user_id_empty' }],
    ['x'.repeat(129), { code: 'user_id_too_long', length: 129, max: 128 }],
    ['blocked', { code: 'user_id_is_route', id: 'blocked' }],
    ['byEmail', { code: 'user_id_is_route', id: 'byEmail' }],
    [' BLOCKED ', { code: 'user_id_is_route', id: 'BLOCKED' }],
    ['byemail', { code: 'user_id_is_route', id: 'byemail' }],
    ['blocked/42', { code: 'user_id_character', character: '"/"' }],
    ['.', { code: 'user_id_character', character: '"."' }],
    ['..', { code: 'user_id_character', character: '"."' }],
    ['%2e%2e', { code: 'user_id_character', character: '"%"' }],
    ['42?x', { code: 'user_id_character', character: '"?"' }],
    ['42#', { code: 'user_id_character', character: '"#"' }],
    ['..\\42', { code: 'user_id_character', character: '"."' }],
    ['4\\2', { code: 'user_id_character', character: '"\\"' }],
    ['ana@acme.com', { code: 'user_id_character', character: '"@"' }],
    ['4.711E+05', { code: 'user_id_character', character: '"."' }],
    ['=4711', { code: 'user_id_character', character: '"="' }],
    ["'4711", { code: 'user_id_character', character: '"\'"' }],
    ['47 11', { code: 'user_id_character', character: 'a space' }],
    ['47\u00A011', { code: 'user_id_character', character: 'the character U+00A0' }],
    ['47\u200B11', { code: 'user_id_character', character: 'the character U+200B' }],
    ['47\u000011', { code: 'user_id_character', character: 'the character U+0000' }],
    ['\u202A4711', { code: 'user_id_character', character: 'the character U+202A' }],
    ['４７', { code: 'user_id_character', character: '"４"' }],
    ['Müller', { code: 'user_id_character', character: '"ü"' }],
    ['а', { code: 'user_id_character', character: '"а"' }],
    ['4\uD83D', { code: 'user_id_character', character: 'the character U+D83D' }],
    ['x😀', { code: 'user_id_character', character: '"😀"' }],
  ])('is not %j', (text, reason) => {
    expect(reasonFor(text)).toEqual(reason)
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
