import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { paletteFor } from '../../../src/cli/view/palette.ts'

const hasColors = (env: Record<string, string>, isTTY: boolean, colors: boolean): boolean => {
  const stderr = Object.assign(new Writable(), { isTTY, hasColors: () => colors })
  return paletteFor({ stderr, env }).bad('x') !== 'x'
}

test.each<[env: Record<string, string>, isTTY: boolean, colors: boolean, expected: boolean]>([
  [{}, true, true, true],
  [{}, true, false, false],
  [{}, false, true, false],
  [{ NO_COLOR: '1' }, true, true, false],
  [{ NO_COLOR: '' }, true, true, true],
  [{ TERM: 'dumb' }, true, true, false],
  [{ FORCE_COLOR: '1' }, false, false, true],
  [{ FORCE_COLOR: '1', NO_COLOR: '1', TERM: 'dumb' }, false, false, true],
  [{ FORCE_COLOR: '0' }, true, true, false],
])('%j, a terminal: %s, that has colours: %s: %s', (env, isTTY, colors, expected) => {
  expect(hasColors(env, isTTY, colors)).toBe(expected)
})

test('a stream that does not tell has no colours', () => {
  const stderr = Object.assign(new Writable(), { isTTY: true })
  expect(paletteFor({ stderr, env: {} }).bad('x')).toBe('x')
})
