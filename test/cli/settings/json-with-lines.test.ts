import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  isObject,
  JsonError,
  parseJsonWithLines,
  type JsonValue,
} from '../../../src/cli/settings/json-with-lines.ts'

/** A value as `JSON.parse` returns it. */
function plain(value: JsonValue): unknown {
  if (isObject(value)) {
    const members = [...value].map(([name, member]) => [name, plain(member.value)] as const)
    return Object.fromEntries(members)
  }
  return Array.isArray(value) ? value.map((item) => plain(item as JsonValue)) : value
}

test('every JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(undefined, 1, '\t'), (value, space) => {
      const text = JSON.stringify(value, null, space)
      expect(plain(parseJsonWithLines(text))).toEqual(JSON.parse(text))
    }),
    { numRuns: 200 },
  )
})

test('what JSON.parse refuses is refused, and nothing else', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b\\n"',
    '"\\x"',
    '1',
    '-0.5e3',
    '01',
    'null',
    'x',
    ' ',
    '\n',
    '"',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 7 }), (pieces) => {
      const text = pieces.join('')
      let isJson = true
      try {
        JSON.parse(text)
      } catch {
        isJson = false
      }
      try {
        parseJsonWithLines(text)
        expect([text, isJson]).toEqual([text, true])
      } catch (error) {
        if (!(error instanceof JsonError)) throw error
        expect([text, isJson]).toEqual([text, error.message.includes('twice')])
      }
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ['{"a": 1,\n "b": 2,\n}', 3, 1, 'a name in double quotes is missing'],
  ['{"a": 1\n "b": 2}', 2, 2, 'a comma, or } is missing'],
  ['{"a" 1}', 1, 6, 'a colon is missing'],
  ['{"a":\n}', 2, 1, 'a value is missing before }'],
  ['{"a": [1 2]}', 1, 10, 'a comma, or ] is missing'],
  ['{"a": 1', 1, 8, 'the text ends too early'],
  ["{\n  'a': 1}", 2, 3, 'what stands here is no JSON; texts and names stand in double quotes'],
  ['{\n// all\n}', 2, 1, 'JSON has no comments'],
  ['{} {}', 1, 4, 'something stands behind the end'],
  ['{"a": 1,\n "a": 2}', 2, 2, '"a" stands there twice'],
  ['{"a": "C:\\data"}', 1, 7, 'a text has a line break, or a backslash that means nothing (write \\\\)'],
  ['['.repeat(1_000), 1, 22, 'it is nested too deeply'],
])('%j: line %i, column %i, %s', (text, line, column, message) => {
  expect(() => parseJsonWithLines(text)).toThrow(expect.objectContaining({ line, column, message }) as Error)
})

test('an object keeps the line of each name', () => {
  const value = parseJsonWithLines('{\n  "a": 1,\n\n  "b":\n 2}')
  expect(isObject(value) && [...value].map(([name, { line }]) => [name, line])).toEqual([
    ['a', 2],
    ['b', 4],
  ])
})
