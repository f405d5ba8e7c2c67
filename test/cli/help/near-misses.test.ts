import { describe, expect, test } from 'vitest'
import { nearest } from '../../../src/cli/help/near-misses.ts'

const FLAGS = ['max-users', 'max-percent', 'no-delete', 'no-deactivate', 'yes', 'out', 'protect', 'roles']

describe('what somebody most likely means by', () => {
  test.each([
    ['max-user', 'max-users'],
    ['maxusers', 'max-users'],
    ['max-suers', 'max-users'],
    ['MAX-USERS', 'max-users'],
    ['no-delte', 'no-delete'],
    ['prot', 'protect'],
    ['role', 'roles'],
    ['yse', 'yes'],
    ['verbose', null],
    ['max', null],
    ['x', null],
    ['', null],
    ['max-users-'.repeat(1000), null],
  ])('%s: %s', (written, meant) => {
    expect(nearest(written, FLAGS)).toBe(meant)
  })

  test.each([
    ['delete', 'run'],
    ['rm', 'run'],
    ['rum', 'run'],
    ['runs', 'runs'],
    ['ls', 'runs'],
    ['constructor', null],
    ['__proto__', null],
  ])('the command %s: %s', (written, meant) => {
    expect(nearest(written, ['run', 'runs', 'plan', 'report'])).toBe(meant)
  })
})
