import { expect, test } from 'vitest'
import { WITHOUT_COLORS } from '../../../src/cli/view/palette.ts'
import { Progress } from '../../../src/cli/view/progress.ts'
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

interface Watched {
  /** The line after these events, without the bar. */
  after: (...events: readonly RunEvent[]) => string | null
  line: (columns: number) => string | null
  pass: (ms: number) => void
}

/** A clock, and the line after each event. */
function watch(rate: number | null = null): Watched {
  let now = 1_000_000
  const progress = new Progress({ palette: WITHOUT_COLORS, now: () => now, rate })
  return {
    after(...events) {
      for (const event of events) progress.note(event)
      return progress.line(200)?.replace(/^[█░]+ /, '') ?? null
    },
    line: (columns) => progress.line(columns),
    pass: (ms) => (now += ms),
  }
}

test('tells how far the look-ups are, and nothing while somebody is asked', () => {
  const { after, pass } = watch()
  const lookingUp: RunEvent = { type: 'looking_up', run, what: 'pages', done: 3, of: 10 }
  expect(after(lookingUp)).toBe('looking up users: 3 of 10 pages')
  expect(after({ type: 'waiting', run, ms: 42_000 })).toBe(
    'looking up users: 3 of 10 pages · quota used up, on in 42 s',
  )
  pass(43_000)
  expect(after({ ...lookingUp, what: 'rows', done: 1, of: 2 })).toBe('looking up users: 1 of 2 rows')
  expect(after({ type: 'looked_up', run, toDo: 28, siteUsers: 200, requests: 17 })).toBeNull()
})

test('while users are touched there is progress, and not before or after', () => {
  const { after } = watch()
  // Rows that reading the list has settled end before that.
  expect(after(ended('invalid'))).toBeNull()
  expect(after(started)).toBe('0 of 100 · about 20 minutes left')
  expect(after(finished)).toBeNull()
})

test('counts how users ended, and the time left by the quota', () => {
  const { after } = watch()
  const half = Array.from({ length: 50 }, (_, row) => ended(row < 2 ? 'not_found' : 'deleted'))
  expect(after(ended('invalid'), started, ...half)).toBe(
    '50 of 100 · 48 deleted · 2 not found · about 10 minutes left',
  )
  expect(after(...half)).toBe('100 of 100 · 96 deleted · 4 not found')
})

test('counts down to the second while the quota is used up', () => {
  const { after, pass } = watch()
  expect(after(started, { type: 'waiting', run, ms: 42_000 })).toBe('0 of 100 · quota used up, on in 42 s')
  pass(1_000)
  expect(after()).toBe('0 of 100 · quota used up, on in 41 s')
  pass(40_000)
  expect(after(ended('deleted'))).toBe('1 of 100 · 1 deleted · quota used up, on in 1 s')
  pass(1_000)
  expect(after(ended('deleted'))).toBe('2 of 100 · 2 deleted · about 20 minutes left')
})

test('does not take the pace of --rate for a quota that is used up', () => {
  const { after } = watch(30)
  expect(after(started, { type: 'waiting', run, ms: 2_000 })).toBe('0 of 100 · by --rate, on in 2 s')
  expect(after({ type: 'waiting', run, ms: 41_000 })).toBe('0 of 100 · quota used up, on in 41 s')
})

test('tells the requests of the last minute, and what is left of the quota', () => {
  const { after, pass } = watch()
  const attempt = (left: number): RunEvent => ({ type: 'attempt', run, quota: { left, limit: 80 } })
  after(started)
  expect(after(attempt(79), attempt(78))).toBe(
    '0 of 100 · about 20 minutes left · 2 requests/min · 97 % of the quota left',
  )
  pass(30_000)
  // A platform that tells no quota once has not changed it.
  expect(after({ type: 'attempt', run, quota: null })).toContain('3 requests/min · 97 %')
  pass(30_000)
  expect(after()).toContain('1 requests/min')
})

test('says for how long the platform is down, until it is up', () => {
  const { after, pass } = watch()
  after(started, { type: 'platform_down', run, reason: 'connection refused' })
  pass(61_000)
  expect(after()).toBe('0 of 100 · the platform does not answer, for 1 min 1 s now')
  expect(after({ type: 'platform_up', run, ms: 1 })).not.toContain('does not answer')
})

test('leaves out what there is no room for, the least telling first', () => {
  const { after, line } = watch()
  after(started, ended('deleted'), { type: 'attempt', run, quota: { left: 20, limit: 100 } })
  after({ type: 'waiting', run, ms: 42_000 })
  expect([120, 80, 60, 47, 37, 20].map(line)).toEqual([
    '░░░░░░░░░░░░░░░░░░░░░░░░ 1 of 100 · 1 deleted · quota used up, on in 42 s · 1 requests/min · 20 % of the quota left',
    '░░░░░░░░░░ 1 of 100 · 1 deleted · quota used up, on in 42 s',
    '░░░░░░░░░░ 1 of 100 · 1 deleted · quota used up, on in 42 s',
    '░░░░░░░░░░ 1 of 100 · quota used up, on in 42 s',
    '1 of 100 · quota used up, on in 42 s',
    '1 of 100',
  ])
})
