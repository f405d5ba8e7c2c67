import { expect, test } from 'vitest'
import { whatToDo } from '../../../src/cli/view/what-to-do.ts'
import { needsAttention, OUTCOMES } from '../../../src/offboarding/outcome.ts'

test('there is something to do about every row that needs attention', () => {
  const outcomes = OUTCOMES.filter(needsAttention)
  expect(outcomes.length).toBeGreaterThan(3)
  for (const outcome of outcomes)
    expect(whatToDo({ outcome, reasons: [] }, { kind: 'run' })).not.toBe('look at report.html')
})

test('in what state a user was left counts more than why', () => {
  const reasons = [
    { code: 'name_differs', said: 'Ann', user: 'u1', has: 'Bob' },
    { code: 'not_reactivated', user: 'u1', wasActive: true, why: 'not_shown' },
  ] as const
  expect(whatToDo({ outcome: 'mismatch', reasons }, { kind: 'run' })).toBe(
    'reactivate these users on the platform, by hand',
  )
})

test('a plan has no retry.csv, and is made anew', () => {
  const refused = { outcome: 'refused', reasons: [] } as const
  expect(whatToDo(refused, { kind: 'run' })).toContain('retry.csv')
  expect(whatToDo(refused, { kind: 'plan' })).toBe(
    'have the cause mended on the platform, then make a new plan',
  )
})

test('whoever is to stay, or to go, by a command without a list is sent to no list', () => {
  for (const task of ['purge', 'undo'] as const)
    for (const outcome of OUTCOMES.filter(needsAttention))
      expect(whatToDo({ outcome, reasons: [] }, { kind: 'run', task })).not.toMatch(
        /retry\.csv|the list again/,
      )
  const refused = { outcome: 'refused', reasons: [] } as const
  expect(whatToDo(refused, { kind: 'run', task: 'undo' })).toContain('then undo that run again')
  expect(whatToDo(refused, { kind: 'run', task: 'purge' })).toContain('then run purge again')
})
