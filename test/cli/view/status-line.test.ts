import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { StatusLine } from '../../../src/cli/view/status-line.ts'

const CLEAR = '\r\x1b[J'

/** What a terminal shows, where a line that is cleared is gone, and how often it was written to. */
function terminal(
  columns?: number,
): Writable & { columns?: number; shown: () => string; writes: () => number; text: () => string } {
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
  return Object.assign(stream, {
    ...(columns !== undefined && { columns }),
    shown,
    writes: () => writes,
    text: () => text,
  })
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

test('tells how much room there is, with room for the ^C that a terminal shows', () => {
  expect(new StatusLine(terminal(13)).room).toBe(10)
  // A terminal that does not tell how wide it is has 80 columns.
  expect(new StatusLine(terminal(0)).room).toBe(77)
})

test('writes nothing where there is no news', () => {
  const screen = terminal()
  const status = new StatusLine(screen)
  status.hide()
  status.show('1 of 3')
  status.show('1 of 3')
  expect(screen.writes()).toBe(1)
})

test('takes all its lines away where the terminal was made narrower', () => {
  const screen = terminal(40)
  const status = new StatusLine(screen)
  status.show('12 of 34 done, about 3 minutes left')
  screen.columns = 15
  const before = screen.text().length
  status.hide()
  // 35 letters are on three lines now.
  expect(screen.text().slice(before)).toBe('\r\x1b[2A\x1b[J')
})

test('counts what is shown, not what it is made of', () => {
  const screen = terminal(20)
  const status = new StatusLine(screen)
  // Colours take no column, and a letter of Chinese takes two.
  status.show('\x1b[32m1 of 3\x1b[39m 王小明')
  const before = screen.text().length
  status.hide()
  expect(screen.text().slice(before)).toBe(CLEAR)
  status.show('王小明王小明王小明王小明')
  const again = screen.text().length
  status.hide()
  expect(screen.text().slice(again)).toBe('\r\x1b[1A\x1b[J')
})
