import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { EXIT } from '../../../src/cli/exit-code.ts'

const SRC = new URL('../../../src/', import.meta.url)

const document = readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8')

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

describe('docs/troubleshooting.md', () => {
  const tables = document.split(/\n\n/).filter((part) => part.startsWith('| message'))
  const messages = tables.flatMap((part) =>
    [...part.matchAll(/^\| `([^`]+)`/gm)].map(([, text]) => text ?? ''),
  )

  test('quotes a message in each row of its tables, and no other than the tool writes', () => {
    expect(messages.length).toBeGreaterThan(80)
    expect(messages).toHaveLength(
      tables.flatMap((part) => part.split('\n').slice(2)).filter((row) => row !== '').length,
    )
    expect(messages.filter((message) => !isWritten(message))).toEqual([])
    expect(isWritten('… users are to be painted, and …')).toBe(false)
  })

  test('has a section for every exit code', () => {
    const codes = [...document.matchAll(/^### Exit code (\d+)$/gm)].map(([, code]) => Number(code))
    expect(codes).toEqual([...new Set<number>(Object.values(EXIT))])
  })
})
