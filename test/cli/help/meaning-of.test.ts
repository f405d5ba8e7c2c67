import { expect, test } from 'vitest'
import { EXIT_CODES, meaningOf } from '../../../src/cli/help/exit-codes.ts'

test('what an exit code means is that of the table', () => {
  for (const [codes, meaning, next] of EXIT_CODES)
    expect(meaningOf('run', Number(codes.split(',')[0]))).toEqual({ meaning, next })
  expect(meaningOf('inbox', 143).meaning).toBe(meaningOf('run', 130).meaning)
})

test('a job over several lists does not say that nobody was touched because one of them cannot be used', () => {
  expect(meaningOf('run', 2).meaning).toContain('nobody was touched')
  expect(meaningOf('inbox', 2).meaning).not.toContain('nobody')
  expect(meaningOf('inbox', 4).meaning).toBe('a list was refused, or stopped; other lists may have been done')
})
