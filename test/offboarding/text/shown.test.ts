import { describe, expect, test } from 'vitest'
import {
  shown,
  shownJson,
  shownMessage,
  shownPath,
  withoutUnseen,
} from '../../../src/offboarding/text/shown.ts'

const EVIL: [string, string, string][] = [
  ['an escape sequence', '\x1b[2J', '\\u001b[2J'],
  ['a title', '\x1b]0;x\x07', '\\u001b]0;x\\u0007'],
  ['a C1 control character', '\u009b31m', '\\u009b31m'],
  ['DEL', '\x7f', '\\u007f'],
  ['a line break', '\n', '\\n'],
  ['a return to the start of the line', '\r', '\\u000d'],
  ['a tab', '\t', '\\u0009'],
  ['a line separator', '\u2028', '\\u2028'],
  ['another direction', '\u202e', '\\u202e'],
  ['an isolate', '\u2066', '\\u2066'],
  ['no width', '\u200b', '\\u200b'],
  ['a byte order mark', '\ufeff', '\\ufeff'],
  ['a tag', '\u{e0041}', '\\udb40\\udc41'],
  ['half a character', '\ud83d', '\\ud83d'],
  ['a blank letter', '\u2800', '\\u2800'],
]

describe('what somebody else chose is shown', () => {
  test.each(EVIL)('without %s', (_, evil, escaped) => {
    expect(shown(`a${evil}b`)).toBe(`a${escaped}b`)
    expect(shownPath(`a${evil}b`)).toBe(`a${escaped}b`)
    expect(shownMessage(`a${evil}b`)).toBe(`a${escaped}b`)
    expect(JSON.parse(withoutUnseen(JSON.stringify({ [evil]: evil })))).toEqual({ [evil]: evil })
    expect(shownJson({ a: evil })).toMatch(/^\{\n {2}"a": "[\x20-\x7e]+"\n\}\n$/)
  })

  test.each(['Zoë Müller-O’Neill', '山田 太郎', 'محمد', '👍 fine', 'C:\\new\\table', 'a  b'])(
    'as it is: %s',
    (word) => {
      expect([shown(word), shownPath(word), shownMessage(word)]).toEqual([word, word, word])
    },
  )

  test('no longer than it may be, a character being a character', () => {
    expect(shown('x'.repeat(80))).toBe('x'.repeat(80))
    expect(shown('x'.repeat(81))).toBe(`${'x'.repeat(79)}…`)
    expect(shown('👍'.repeat(80))).toBe('👍'.repeat(80))
    expect(shown('👍'.repeat(200_000), 10)).toBe(`${'👍'.repeat(9)}…`)
    expect(shown('\u2800'.repeat(200_000))).toHaveLength(80)
    expect(shownPath(`/${'x'.repeat(1_000)}`)).toHaveLength(1_001)
  })

  test('in a message that keeps its beginning and its end', () => {
    const long = shownMessage(`no such column: ${'\x1b'.repeat(5_000_000)} Correct it.`)
    expect(long).toMatch(/^no such column: .* \[…\] .* Correct it\.$/)
    expect(long.length).toBeLessThan(2_100)
    expect(shownMessage('x'.repeat(3_000))).toHaveLength(2_005)
  })
})
