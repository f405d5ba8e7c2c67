import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { StatusLine } from '../../src/cli/status-line.ts'

const CLEAR = '\r\x1b[2K'

/** What a terminal shows, where a line that is cleared is gone, and how often it was written to. */
function terminal(
  columns?: number,
): Writable & { columns?: number; shown: () => string; writes: () => number } {
  let text = ''
  let writes = 0
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      writes += 1
      done()
    },
  })
  const shown = (): string =>
    text
      .split('\n')
      .map((line) => line.split(CLEAR).at(-1))
      .join('\n')
  return Object.assign(stream, { ...(columns && { columns }), shown, writes: () => writes })
}

test('stays below what is written, and leaves nothing behind', () => {
  const screen = terminal()
  const status = new StatusLine(screen)
  status.write('one\n')
  status.show('1 of 3')
  expect(screen.shown()).toBe('one\n1 of 3')
  status.write('two\n')
  expect(screen.shown()).toBe('one\ntwo\n1 of 3')
  status.show('2 of 3')
  expect(screen.shown()).toBe('one\ntwo\n2 of 3')
  status.hide()
  status.write('three\n')
  expect(screen.shown()).toBe('one\ntwo\nthree\n')
})

test('never wraps, since only one line can be cleared', () => {
  const screen = terminal(10)
  new StatusLine(screen).show('123 of 456 done')
  expect(screen.shown()).toBe('123 of 45')
})

test('writes nothing where there is no news', () => {
  const screen = terminal()
  const status = new StatusLine(screen)
  status.hide()
  status.show('1 of 3')
  status.show('1 of 3')
  expect(screen.writes()).toBe(1)
})
