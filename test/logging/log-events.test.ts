import { expect, test } from 'vitest'
import { logEvents } from '../../src/logging/log-events.ts'
import { createLogger } from '../../src/logging/logger.ts'
import type { RunEvent } from '../../src/offboarding/event.ts'

const run = '20261126T120000Z-ab12'
const row = { type: 'row_ended', run, attempts: 2, ms: 31 } as const
const EVENTS: readonly RunEvent[] = [
  {
    type: 'list_read',
    run,
    sha256: '5f70bf18',
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
  { type: 'platform_down', run, reason: 'connection refused' },
  { type: 'platform_up', run, ms: 5_000 },
  {
    type: 'run_ended',
    run,
    status: 'finished',
    reason: null,
    hashes: { 'results.csv': 'c0ffee' },
    outcomes: { deleted: 1 },
    exitCode: 3,
    requests: { total: 3 },
    retries: { total: 1 },
    waits: { quota: 42 },
    quota: { rejected: 1, shareUsed: 0.98 },
  },
]

async function logged(format: 'json' | 'pretty', events = EVENTS): Promise<string[]> {
  const lines: string[] = []
  const stream = { write: (line: string) => lines.push(line) > 0 }
  const log = await createLogger({ level: 'debug', format, color: false, secrets: ['k3y'], stream })
  const emit = logEvents(log, format)
  for (const event of events) emit(event)
  return lines
}

test('a person reads sentences', async () => {
  const sentences = (await logged('pretty')).map((line) => line.replace(/^\[\d\d:\d\d:\d\d\] /, ''))
  expect(sentences).toEqual([
    'INFO: list read: 1 row, utf-8, delimiter "\\t", 3 rows without a leave date (held); user ID from "id"; 5 lines above the header left out; line 27 below the rows left out\n',
    `INFO: run ${run} on acme started: 34 of 40 rows to do, about 2 minutes by the quota, without look-ups\n`,
    `INFO: run ${run} on acme resumed: 0 of 40 rows to do\n`,
    'DEBUG: looking up users: 3 of 10 pages\n',
    'INFO: users looked up in 17 requests: 28 users of 200 on the site to be touched\n',
    'INFO: users looked up in 1 request: 1 user to be touched\n',
    'INFO: 28 users to go, about a minute by the quota\n',
    'INFO: row 4: deleted, user u4\n',
    'WARN: row 5: refused, user u5, status 422\n',
    'WARN: row 6: invalid\n',
    'WARN: row 7: delete again in 1.2 s, after http_503 at attempt 1, user u7\n',
    'WARN: list again, after http_429 at attempt 2\n',
    'INFO: waiting 42 s for the quota\n',
    'WARN: the platform does not answer: connection refused. Nobody else is started until it does, or --patience is over\n',
    'INFO: the platform answers again, after 5.0 s\n',
    'INFO: run ended: finished, exit code 3\n',
  ])
})

test('a machine reads fields, each line with its run', async () => {
  const lines = (await logged('json')).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines.map((line) => line['run'])).toEqual(EVENTS.map(() => run))
  expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
    [30, 'list read: user ID from "id"'],
    [30, 'run started'],
    [30, 'run resumed'],
    [20, 'looking up users'],
    [30, 'users looked up'],
    [30, 'users looked up'],
    [30, 'work started'],
    [30, 'row ended'],
    [40, 'row ended'],
    [40, 'row ended'],
    [40, 'retry'],
    [40, 'retry'],
    [30, 'waiting for the quota'],
    [40, expect.stringContaining('the platform does not answer: connection refused')],
    [30, 'the platform answers again'],
    [30, 'run ended'],
  ])
  expect(lines[8]).toMatchObject({ row: 5, user: 'u5', outcome: 'refused', status: 422, attempts: 2, ms: 31 })
  expect(lines[10]).toMatchObject({ row: 7, step: 'delete', attempt: 1, cause: 'http_503', delay_ms: 1234 })
  expect(lines[0]).toMatchObject({ sha256: '5f70bf18' })
  expect(lines.at(-1)).toMatchObject({
    reason: null,
    sha256: { 'results.csv': 'c0ffee' },
    exit_code: 3,
    waits_s: { quota: 42 },
    quota: { rejected: 1, share_used: 0.98 },
  })
})

test('who is gone is told in numbers, with a warning unless that is proved of everybody', async () => {
  const all = { deleted: 27, gone: 27, stillThere: 0, somebodyElse: 0, notKnown: 0, sessions: [] }
  const events: readonly RunEvent[] = [
    { type: 'looking_up', run, what: 'deleted users', done: 3, of: 27 },
    { type: 'verified', run, ...all },
    { type: 'verified', run, ...all, gone: 20, stillThere: 1, somebodyElse: 2, notKnown: 4 },
  ]
  expect((await logged('pretty', events)).map((line) => line.replace(/^\[.*?\] /, ''))).toEqual([
    'DEBUG: asking once more: 3 of 27 deleted users\n',
    'INFO: asked once more: 27 of 27 deleted users are proved to be gone\n',
    'WARN: asked once more: 20 of 27 deleted users are proved to be gone, 1 is still there, or there again, of 2 somebody else has the ID, of 4 it is not known\n',
  ])
  const fields = (await logged('json', events)).map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(fields[2]).toMatchObject({
    ...{ level: 40, run, msg: 'asked once more' },
    ...{ deleted: 27, gone: 20, still_there: 1, somebody_else: 2, not_known: 4 },
  })
})

test('an ID that is spelled like none is not logged: it may say who somebody is, or be a line of its own', async () => {
  const event: RunEvent = {
    ...row,
    row: 1,
    userId: 'a\nrow 2: \u202edeleted\x1b[2J',
    outcome: 'mismatch',
    reason: 'email_differs',
    status: null,
  }
  for (const userId of [event.userId, 'ann.smith@acme.test', 'Ann Smith', ' u1', "'-u1", 'blocked', '']) {
    expect((await logged('pretty', [{ ...event, userId }]))[0]).toMatch(/WARN: row 1: mismatch\n$/)
    expect(JSON.parse((await logged('json', [{ ...event, userId }]))[0] ?? '')).toMatchObject({
      row: 1,
      user: null,
    })
  }
  expect((await logged('pretty', [{ ...event, userId: '-u1' }]))[0]).toContain('mismatch, user -u1\n')
})

test('the API key is blotted out, for people too', async () => {
  const down: RunEvent = { type: 'platform_down', run, reason: 'no such host: k3y.example' }
  for (const format of ['json', 'pretty'] as const) {
    expect((await logged(format, [down]))[0]).toContain('[redacted].example')
    expect((await logged(format, [down]))[0]).not.toContain('k3y')
  }
})
