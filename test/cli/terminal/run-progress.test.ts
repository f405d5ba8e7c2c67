import { expect, test } from 'vitest'
import { RunProgress } from '../../../src/cli/terminal/run-progress.ts'
import type { RunEvent } from '../../../src/offboarding/event.ts'
import type { Outcome } from '../../../src/offboarding/outcome.ts'

const MINUTE = 60_000
const run = 'r'
const started: RunEvent = { type: 'work_started', run, users: 100, expectedMs: 20 * MINUTE }
const ended = (outcome: Outcome): RunEvent => ({
  type: 'row_ended',
  run,
  row: 1,
  userId: 'u1',
  outcome,
  reason: null,
  status: null,
  attempts: 2,
  ms: 1,
})
const finished: RunEvent = {
  type: 'run_ended',
  run,
  status: 'finished',
  reason: null,
  hashes: {},
  outcomes: {},
  exitCode: 0,
  requests: {},
  retries: {},
  waits: {},
  quota: { rejected: 0, shareUsed: null },
}

/** A clock at noon, and the line after each event. */
function watch(): { after: (...events: readonly RunEvent[]) => string | null; pass: (ms: number) => void } {
  let now = new Date(2026, 10, 26, 12, 0, 0).getTime()
  const progress = new RunProgress(() => new Date(now))
  return {
    after: (...events) => {
      for (const event of events) progress.note(event)
      return progress.line
    },
    pass: (ms) => (now += ms),
  }
}

test('tells how far the look-ups are, and nothing while somebody is asked', () => {
  const { after, pass } = watch()
  const lookingUp: RunEvent = { type: 'looking_up', run, what: 'pages', done: 3, of: 10 }
  expect(after(lookingUp)).toBe('looking up users: 3 of 10 pages')
  expect(after({ type: 'waiting', run, ms: 42_000 })).toBe(
    'looking up users: 3 of 10 pages, quota back at 12:00:42',
  )
  pass(43_000)
  expect(after({ ...lookingUp, what: 'rows', done: 1, of: 2 })).toBe('looking up users: 1 of 2 rows')
  expect(after({ type: 'looked_up', run, toDo: 28, siteUsers: 200, requests: 17 })).toBeNull()
})

test('while users are touched there is progress, and not before or after', () => {
  const { after } = watch()
  // Rows that reading the list has settled end before that.
  expect(after(ended('invalid'))).toBeNull()
  expect(after(started)).toBe('0 of 100 done, about 20 minutes left')
  expect(after(finished)).toBeNull()
})

test('counts who is done and who needs attention, and the time left by the quota', () => {
  const { after } = watch()
  const half = Array.from({ length: 50 }, (_, row) => ended(row < 2 ? 'refused' : 'deleted'))
  expect(after(ended('invalid'), started, ...half)).toBe(
    '50 of 100 done, about 10 minutes left, 2 for attention',
  )
  expect(after(...half)).toBe('100 of 100 done, 4 for attention')
})

test('says when the quota is back, as long as it is not', () => {
  const { after, pass } = watch()
  const waiting: RunEvent = { type: 'waiting', run, ms: 42_000 }
  expect(after(started, waiting)).toBe('0 of 100 done, about 20 minutes left, quota back at 12:00:42')
  pass(41_000)
  expect(after(ended('deleted'))).toBe('1 of 100 done, about 20 minutes left, quota back at 12:00:42')
  pass(1_000)
  expect(after(ended('deleted'))).toBe('2 of 100 done, about 20 minutes left')
})

test('says that the platform is down, until it is up', () => {
  const { after } = watch()
  const down: RunEvent = { type: 'platform_down', run, reason: 'connection refused' }
  expect(after(started, down, ended('failed'))).toBe(
    '1 of 100 done, the platform does not answer, 1 for attention',
  )
  expect(after({ type: 'platform_up', run, ms: 1 })).not.toContain('does not answer')
})
