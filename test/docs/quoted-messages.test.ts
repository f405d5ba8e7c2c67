import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../src/cli/exit-code.ts'

const SRC = new URL('../../src/', import.meta.url)

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

/** Every line of the sources in which a text is written, with its quotes unescaped. */
const lines = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .flatMap((file) => readFileSync(new URL(file, SRC), 'utf8').split('\n'))
  .filter((line) => /['`]/.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
  .map((line) => line.replaceAll(/\\(['`])/g, '$1'))

/** Whether a message stands in the sources. `…` is what differs each time. */
function isWritten(message: string): boolean {
  const pieces = message.split('…').filter((piece) => piece !== '')
  return lines.some((line) => {
    let from = 0
    return pieces.every((piece) => {
      const at = line.indexOf(piece, from)
      from = at + piece.length
      return at !== -1
    })
  })
}

describe.each(['troubleshooting.md', 'leaver-lists.md'])('docs/%s', (name) => {
  const tables = read(name)
    .split(/\n\n/)
    .filter((part) => part.startsWith('| message'))
  const rows = tables.flatMap((part) => part.trim().split('\n').slice(2))
  const messages = rows.map((row) => /^\| `([^`]+)`/.exec(row)?.[1] ?? `a row without a message: ${row}`)

  test('quotes no other messages than the tool writes', () => {
    expect(messages.length).toBeGreaterThan(60)
    expect(messages.filter((message) => !isWritten(message))).toEqual([])
  })
})

test('a message that the tool does not write is found out', () => {
  expect(isWritten('… users are to be …, and --max-users allows ….…')).toBe(true)
  expect(isWritten('… users are to be …, and --max-people allows ….…')).toBe(false)
})

test('docs/troubleshooting.md has a section for every exit code', () => {
  const codes = [...read('troubleshooting.md').matchAll(/^### Exit code (\d+)$/gm)].map(([, code]) =>
    Number(code),
  )
  expect(codes).toEqual([...new Set<number>(Object.values(EXIT))])
})
