import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EXIT, worstOf, type ExitCode } from '../../src/cli/exit-code.ts'

test('of several exit codes the worst counts, in the order of docs/inbox.md', () => {
  const document = readFileSync(new URL('../../docs/inbox.md', import.meta.url), 'utf8')
  const [, order = ''] = /worst of its lists, in this order: ([\d, ]+)\./.exec(document) ?? []
  const codes = order.split(', ').map(Number) as ExitCode[]
  expect(new Set(codes)).toEqual(new Set(Object.values(EXIT)))
  expect(codes.map((_, index) => worstOf(codes.slice(index).reverse()))).toEqual(codes)
  expect(worstOf([])).toBe(0)
})
