import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { logEvents } from '../../src/logging/log-events.ts'
import { createLogger } from '../../src/logging/logger.ts'
import type { RunEvent } from '../../src/offboarding/event.ts'
import { brokenRules } from '../support/schemas.ts'

const SHA256 = '5f70bf18'.repeat(8)
const run = '20261126T120000Z-ab12'
const row = { type: 'row_ended', run, attempts: 2, ms: 31 } as const
const EVENTS: readonly RunEvent[] = [
  {
    type: 'list_read',
    run,
    sha256: SHA256,
    rows: 1,
    encoding: 'utf-8',
    delimiter: '\t',
    choice: 'user ID from "id"',
    remembered: null,
    emptyLeaveDates: 3,
    emptyLeaveDate: 'hold',
    undatedDue: 0,
    leftOut: { above: 5, below: [27], hiddenSheets: 0, otherSheets: 0 },
    today: '2026-11-26',
  },
  { type: 'run_started', run, site: 'acme', rows: 40, toDo: 34, resumed: false, expectedMs: 120_000 },
  { type: 'run_started', run, site: 'acme', rows: 40, toDo: 0, resumed: true, expectedMs: 0 },
  { type: 'looking_up', run, what: 'pages', done: 3, of: 10 },
  { type: 'looked_up', run, toDo: 28, siteUsers: 200, requests: 17 },
  { type: 'looked_up', run, toDo: 1, siteUsers: null, requests: 1 },
  { type: 'work_started', run, users: 28, expectedMs: 60_000 },
  { ...row, row: 4, userId: 'u4', outcome: 'deleted', reason: null, status: 200 },
  { ...row, row: 5, userId: 'u5', outcome: 'refused', reason: 'platform_refused', status: 422 },
  { ...row, row: 6, userId: null, outcome: 'invalid', reason: 'user_id_empty', status: null },
  {
    type: 'retry',
    run,
    row: 7,
    userId: 'u7',
    retry: { step: 'delete', attempt: 1, cause: 'http_503', delayMs: 1234 },
  },
  {
    type: 'retry',
    run,
    row: null,
    userId: null,
    retry: { step: 'list', attempt: 2, cause: 'http_429', delayMs: 0 },
  },
  { type: 'waiting', run, ms: 42_300 },
  // It would be a line for each request, and tell nothing that the others do not.
  { type: 'attempt', run, quota: { left: 41, limit: 100 } },
  { type: 'platform_down', run, reason: 'connection refused' },
  { type: 'platform_up', run, ms: 5_000 },
  {
    type: 'run_ended',
    run,
    status: 'finished',
    reason: null,
    hashes: { 'results.csv': SHA256 },
    outcomes: { deleted: 1 },
    exitCode: 3,
    requests: { total: 3 },
    retries: { total: 1 },
    waits: { quota: 42, retries: 0.5, outage: 0 },
    quota: { rejected: 1, shareUsed: 0.98 },
  },
]

function logged(events = EVENTS): string[] {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) > 0 }
  const emit = logEvents(createLogger({ level: 'debug', version: '1.2.3', secrets: ['k3y'], stream }))
  for (const event of events) emit(event)
  return lines
}

test('a machine reads fields, each line with its run', () => {
  const lines = logged().map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.flatMap((line) => brokenRules('log-line', line))).toEqual([])
  expect(lines.map(({ event }) => event)).toEqual(
    EVENTS.map(({ type }) => type).filter((type) => type !== 'attempt'),
  )
  expect(lines[0]).toMatchObject({ service: 'konstantly-offboard', version: '1.2.3', host: hostname() })
  expect(lines.map((line) => line['run'])).toEqual(EVENTS.slice(1).map(() => run))
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    ['info', 'list read: user ID from "id"'],
    ['info', 'run started'],
    ['info', 'run resumed'],
    ['debug', 'looking up users'],
    ['info', 'users looked up'],
    ['info', 'users looked up'],
    ['info', 'work started'],
    ['info', 'row ended'],
    ['warn', 'row ended'],
    ['warn', 'row ended'],
    ['warn', 'retry'],
    ['warn', 'retry'],
    ['info', 'waiting for the quota'],
    ['warn', expect.stringContaining('the platform does not answer: connection refused')],
    ['info', 'the platform answers again'],
    ['info', 'run ended'],
  ])
  expect(lines[8]).toMatchObject({
    row: 5,
    userId: 'u5',
    outcome: 'refused',
    httpStatus: 422,
    attempts: 2,
    ms: 31,
  })
  expect(lines[10]).toMatchObject({ row: 7, step: 'delete', attempt: 1, cause: 'http_503', delayMs: 1234 })
  expect(lines[0]).toMatchObject({ sha256: SHA256 })
  expect(lines.at(-1)).toMatchObject({
    detail: null,
    hashes: { 'results.csv': SHA256 },
    exitCode: 3,
    waits: { quota: 42, retries: 0.5, outage: 0 },
    quota: { rejected: 1, shareUsed: 0.98 },
  })
})

test('who is gone is told in numbers, with a warning unless that is proved of everybody', () => {
  const all = { deleted: 27, gone: 27, stillThere: 0, somebodyElse: 0, notKnown: 0, sessions: [] }
  const lines = logged([
    { type: 'looking_up', run, what: 'deleted users', done: 3, of: 27 },
    { type: 'verified', run, ...all },
    { type: 'verified', run, ...all, gone: 20, stillThere: 1, somebodyElse: 2, notKnown: 4 },
  ]).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines[0]).toMatchObject({ level: 'debug', what: 'deleted users', done: 3, of: 27 })
  expect(lines[1]).toMatchObject({ level: 'info', msg: 'asked once more', deleted: 27, gone: 27 })
  expect(lines[2]).toMatchObject({
    ...{ level: 'warn', run, msg: 'asked once more' },
    ...{ deleted: 27, gone: 20, stillThere: 1, somebodyElse: 2, notKnown: 4 },
  })
})

test('an ID that is spelled like none is not logged: it may say who somebody is, or be a line of its own', () => {
  const event: RunEvent = {
    ...row,
    row: 1,
    userId: 'a\nrow 2: \u202edeleted\x1b[2J',
    outcome: 'mismatch',
    reason: 'email_differs',
    status: null,
  }
  for (const userId of [event.userId, 'ann.smith@acme.test', 'Ann Smith', ' u1', "'-u1", 'blocked', ''])
    expect(JSON.parse(logged([{ ...event, userId }])[0] ?? '')).toMatchObject({ row: 1, userId: null })
  expect(JSON.parse(logged([{ ...event, userId: '-u1' }])[0] ?? '')).toMatchObject({ userId: '-u1' })
})

test('the API key is blotted out', () => {
  const down: RunEvent = { type: 'platform_down', run, reason: 'no such host: k3y.example' }
  expect(logged([down])[0]).toContain('[redacted].example')
  expect(logged([down])[0]).not.toContain('k3y')
})
