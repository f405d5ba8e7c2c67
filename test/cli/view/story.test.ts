import { expect, test } from 'vitest'
import { peopleText } from '../../../src/cli/terminal/question/people-text.ts'
import { questionText } from '../../../src/cli/terminal/question/question-text.ts'
import { WITHOUT_COLORS } from '../../../src/cli/view/palette.ts'
import { RunView, type Detail } from '../../../src/cli/view/run-view.ts'
import { widthOf } from '../../../src/cli/view/width.ts'
import type { PaceEvent, RunEvent } from '../../../src/offboarding/event.ts'
import type { Outcome } from '../../../src/offboarding/outcome.ts'
import type { Reason } from '../../../src/offboarding/reason.ts'
import type { AffectedUser } from '../../../src/offboarding/identity/affected-user.ts'
import type { RowRecord, RunRecord } from '../../../src/offboarding/run/run.ts'
import { IDENTITY } from '../../support/run-identity.ts'
import { Terminal } from './terminal.ts'

const RUN = '20261126T120000Z-ab12'
const PEOPLE = [
  'Ann Smith',
  '王小明',
  'Zoë 👩‍🚀 Brandt',
  'Evil \x1b[2J\nrow 99: deleted',
  'Anneliese Freifrau von und zu Oberschwarzenberg-Hohenfels',
]
const nameOf = (row: number): string => PEOPLE[row - 1] ?? `User ${row}`

function recordOf(row: number, outcome: Outcome, reasons: readonly Reason[] = []): RowRecord {
  const email = `u${row}@example.com`
  return {
    row,
    cells: [`u${row}`, nameOf(row)],
    userId: outcome === 'invalid' ? null : `u${row}`,
    user:
      outcome === 'invalid'
        ? null
        : { id: `u${row}`, name: nameOf(row), email, role: 'learner', deactivated: false },
    outcome,
    reasons,
    status: null,
    attempts: 2,
    deactivatedAt: null,
    deletedAt: null,
    verifiedAt: null,
    deleteAfter: null,
  }
}

const expert: Reason = {
  code: 'platform_refused',
  message: 'User cannot be banned: the user is an expert on a course',
  isDeactivated: false,
}
const ENDS = new Map<number, RowRecord>([
  [41, recordOf(41, 'invalid', [{ code: 'user_id_empty', column: 1 }])],
  ...[2, 4, 5].map((row) => [row, recordOf(row, 'refused', [expert])] as const),
  [3, recordOf(3, 'refused', [{ code: 'role_not_allowed', role: 'manager', allowed: ['learner'] }])],
])
for (let row = 6; row <= 40; row += 1) {
  const cause = { is: 'message', message: 'no answer in time' } as const
  const failure: Reason = { code: 'step_failed', step: 'delete', cause, attempts: 6, left: 'deactivated' }
  ENDS.set(row, row > 20 && row < 40 ? recordOf(row, 'failed', [failure]) : recordOf(row, 'deleted'))
}
ENDS.set(1, recordOf(1, 'deleted'))

const RECORD: RunRecord = {
  id: RUN,
  site: 'acme.konstant.ly',
  list: { ...IDENTITY.list, name: 'leavers of November.csv', rows: 41, emptyLeaveDates: 1 },
  options: {
    ...IDENTITY.options,
    reading: {
      ...IDENTITY.options.reading,
      remembered: { run: '20261027T090000Z-00aa', settings: { 'leave-date-column': 'Last working day' } },
      columns: {
        id: { number: 1, name: 'User ID' },
        email: null,
        leaveDate: { number: 3, name: 'Last working day' },
        name: [{ number: 2, name: 'Name' }],
      },
    },
  },
  started: '2026-11-26T12:00:00.000Z',
  ended: null,
  status: 'running',
  exitCode: null,
  reported: null,
  forgotten: null,
  pace: { quotaWaitMs: 0, retryWaitMs: 0, outageMs: 0, probes: 0, quotaShareUsed: null, quotaLimit: null },
  version: '1.2.3',
}

const REMEMBERED = { run: '20261027T090000Z-00aa', settings: { 'leave-date-column': 'Last working day' } }

const LIST_READ: RunEvent = {
  ...{ type: 'list_read', run: RUN, sha256: '', rows: 41, encoding: 'utf-8', delimiter: ',' },
  ...{ choice: 'user ID from "User ID", leave date from column 3, name from "Name"', today: '2026-11-26' },
  remembered: { ...REMEMBERED, settings: { 'leave-date-column': '3' } },
  ...{ emptyLeaveDates: 1, emptyLeaveDate: 'hold', undatedDue: 0 },
  leftOut: { above: 0, below: [], hiddenSheets: 0, otherSheets: 0 },
}

const affected = (row: number, more: Partial<AffectedUser> = {}): AffectedUser => ({
  ...{ row, userId: `u${row}`, name: nameOf(row), email: `u${row}@example.com` },
  ...{ isLookedUp: true, isDeactivated: false, isUndated: false, waitsUntil: null },
  ...more,
})

const ended = (row: number): RunEvent => {
  const { outcome = 'deleted', userId = null, reasons = [] } = ENDS.get(row) ?? {}
  const reason = reasons[0]?.code ?? null
  return { type: 'row_ended', run: RUN, row, userId, outcome, reason, status: null, attempts: 2, ms: 1 }
}

interface Story {
  terminal: Terminal
  view: RunView
  /** Lets time pass, second by second, as the clock of a terminal's timer does. */
  pass: (ms: number) => void
  emit: (...events: readonly (RunEvent | PaceEvent)[]) => void
}

function story(columns: number, detail: Detail = 'usual', hasNames = true): Story {
  const terminal = new Terminal(columns)
  let now = 0
  let tick: (() => void) | null = null
  const view = new RunView({
    terminal,
    canErase: true,
    detail,
    palette: WITHOUT_COLORS,
    hasNames,
    redact: (text) => text.replaceAll('k3y', '[redacted]'),
    rate: null,
    settings: null,
    now: () => now,
    every: (_ms, then) => {
      tick = then
      return () => (tick = null)
    },
  })
  const reader = {
    rowsNumbered: (numbers: readonly number[]) =>
      Promise.resolve(numbers.flatMap((number) => ENDS.get(number) ?? [])),
    async *rows(outcomes: readonly Outcome[] = []) {
      yield await Promise.resolve(
        [...ENDS.values()]
          .filter(({ outcome }) => outcomes.includes(outcome))
          .toSorted((one, other) => one.row - other.row),
      )
    },
    reasons: () =>
      Promise.resolve([
        ...[...ENDS.values()].map(({ outcome, reasons }) => ({
          ...{ outcome, codes: reasons.map(({ code }) => code), rows: 1 },
        })),
        { outcome: 'not_attempted' as const, codes: ['stopped_before' as const], rows: 2 },
      ]),
  }
  view.open(reader, RECORD)
  return {
    terminal,
    view,
    pass(ms) {
      for (let left = ms; left > 0; left -= 1_000) {
        now += Math.min(1_000, left)
        tick?.()
      }
    },
    emit(...events) {
      for (const event of events) view.note({ run: RUN, ...event })
    },
  }
}

async function tell({ view, terminal, pass, emit }: Story): Promise<void> {
  view.say('KONSTANTLY_PROTEC is set, and sets no flag. Is it misspelled?')
  emit(LIST_READ, {
    ...{ type: 'run_started', run: RUN, site: 'acme.konstant.ly', rows: 41, toDo: 40, resumed: false },
    expectedMs: 120_000,
  })
  emit(ended(41), { type: 'looking_up', run: RUN, what: 'pages', done: 1, of: 2 })
  pass(500)
  emit({ type: 'attempt', quota: { left: 98, limit: 100 } })
  emit({ type: 'looked_up', run: RUN, toDo: 40, siteUsers: 400, requests: 2 })
  await view.ask(() => {
    const people = [
      affected(1),
      affected(2, { isUndated: true }),
      affected(3, { isLookedUp: false, email: null }),
      affected(4, { isDeactivated: true, waitsUntil: '2026-12-24T08:00:00.000Z' }),
      affected(5, { name: null }),
    ]
    const question = {
      ...{ site: 'acme.konstant.ly', users: 40, what: 'deactivated, then deleted for good', deactivated: 1 },
      ...{ undated: { count: 1, rows: [2] }, outcomes: { not_attempted: 40, invalid: 1 } },
      ...{ expectedMs: 120_000, loosened: ['KONSTANTLY_ROLES'], people: () => Promise.resolve([]) },
      remembered: REMEMBERED,
    }
    const { columns } = terminal
    terminal.write(`${questionText(question, peopleText(people, columns), columns)}\n`)
    // Nothing moves beside the question, however long it takes.
    pass(60_000)
    return Promise.resolve()
  })
  emit({ type: 'work_started', run: RUN, users: 40, expectedMs: 120_000 })
  for (let row = 1; row <= 20; row += 1) {
    emit({ type: 'attempt', quota: { left: 40 - 2 * row, limit: 100 } }, ended(row))
    // Rows are read from the ledger, and shown when they are there.
    await new Promise((resolve) => setImmediate(resolve))
    pass(120)
  }
  emit({ type: 'waiting', ms: 41_000 })
  pass(3_000)
  emit({ type: 'platform_down', reason: 'the connection was refused (k3y)' })
  pass(2_000)
  emit({ type: 'platform_up', ms: 2_400 })
  pass(36_000)
  for (let row = 21; row <= 40; row += 1) emit(ended(row))
  emit({
    ...{ type: 'run_ended', run: RUN, status: 'finished', reason: null, outcomes: {}, exitCode: 3 },
    ...{ requests: {}, retries: {}, waits: {}, quota: { rejected: 0, shareUsed: null }, hashes: {} },
  })
  await view.end(41_000)
  view.over()
}

test.each([50, 80, 120])('what a person sees of a run in a window of %i columns', async (columns) => {
  const told = story(columns)
  await tell(told)
  const { seen } = told.terminal
  const path = new URL(`../golden/terminal-${columns}.txt`, import.meta.url).pathname
  await expect(seen).toMatchFileSnapshot(path)
  expect(seen.split('\n').filter((line) => widthOf(line.replace(/^~ /, '')) > columns)).toEqual([])
  expect(seen).not.toContain('k3y')
})

test('counts down each second, and keeps no clock going when nothing moves', () => {
  const { terminal, view, pass, emit } = story(80)
  emit({ type: 'work_started', run: RUN, users: 40, expectedMs: 120_000 }, { type: 'waiting', ms: 59_000 })
  pass(59_000)
  const seconds = [...terminal.seen.matchAll(/on in (\d+) s/g)].map(([, second]) => Number(second))
  expect(seconds).toEqual(Array.from({ length: 59 }, (_, index) => 59 - index))
  view.over()
  const { seen } = terminal
  pass(10_000)
  expect(terminal.seen).toBe(seen)
})

test('goes on with its progress after look-ups that were made anew in the middle', () => {
  const { terminal, view, pass, emit } = story(80)
  emit({ type: 'work_started', run: RUN, users: 40, expectedMs: 120_000 }, ended(1))
  emit({ type: 'looking_up', run: RUN, what: 'rows', done: 1, of: 39 })
  emit({ type: 'looked_up', run: RUN, toDo: 39, siteUsers: 400, requests: 39 })
  pass(1_000)
  expect(terminal.seen.trimEnd().split('\n').at(-1)).toContain('1 of 40 · 1 deleted')
  view.over()
})

test('who is gone after all is told in numbers, and stands out unless that is proved of everybody', () => {
  const { terminal, view, emit } = story(80)
  emit({ type: 'looking_up', run: RUN, what: 'deleted users', done: 3, of: 27 })
  expect(terminal.seen).toContain('asking once more: 3 of 27 deleted users')
  const all = { deleted: 27, gone: 27, stillThere: 0, somebodyElse: 0, notKnown: 0, sessions: [] }
  emit(
    { type: 'verified', run: RUN, ...all },
    { type: 'verified', run: RUN, ...all, gone: 26, stillThere: 1 },
  )
  expect(terminal.seen).toContain('\n  Asked once more: 27 of 27 deleted users are proved to be gone\n')
  expect(terminal.seen).toContain(
    '\n! asked once more: 26 of 27 deleted users are proved to be gone, 1 is still',
  )
  view.over()
})

test('--quiet shows why a run goes no further, and nothing else', async () => {
  const told = story(80, 'quiet')
  await tell(told)
  told.view.explain('the platform rejected the API key (401)')
  expect(told.terminal.seen).toMatch(
    /^\n40 users of acme[^]+goes on from there\.\n✗ the platform rejected the API key \(401\)\n$/,
  )
})

test('--verbose shows each row as it ends, with a name', async () => {
  const told = story(120, 'verbose')
  await tell(told)
  expect(told.terminal.seen).toContain('\n  row 1, Ann Smith: deleted\n')
  expect(told.terminal.seen).toContain('\n! row 2, 王小明: refused, User cannot be banned')
  expect(told.terminal.seen.match(/^[ !] row \d+, /gm)).toHaveLength(41)
})

test('where it may be kept as a log, it has IDs and codes, and nothing that names anybody', async () => {
  const told = story(120, 'verbose', false)
  told.view.say('KONSTANTLY_PROTEC is set, and sets no flag. Is it misspelled?')
  told.emit(LIST_READ, {
    ...{ type: 'run_started', run: RUN, site: 'acme.konstant.ly', rows: 41, toDo: 40, resumed: false },
    expectedMs: 120_000,
  })
  for (const row of ENDS.keys()) told.emit(ended(row))
  await told.view.end(0)
  const { seen } = told.terminal
  expect(seen).toContain('\n  List    41 rows, 40 to do\n')
  expect(seen).toContain('read as run 20261027T090000Z-00aa read this layout: --leave-date-column 3\n')
  expect(seen).not.toContain('Last working day')
  expect(seen).toContain('\n  row 1, u1: deleted\n')
  expect(seen).toContain('\n! row 2, u2: refused, platform_refused\n')
  expect(seen).toContain('\n! row 41: invalid, user_id_empty\n')
  expect(seen).not.toMatch(/Ann|王|User \d|November|is an expert on|@/)
})

test('does not scroll everything away where many rows need attention', async () => {
  const { terminal, view, emit } = story(120)
  for (let row = 21; row < 40; row += 1) emit(ended(row))
  for (let row = 1; row <= 6; row += 1) emit(ended(row))
  await view.end(0)
  expect(terminal.seen.match(/^! row \d+, /gm)).toHaveLength(20)
  expect(terminal.seen.match(/more rows need attention/g)).toHaveLength(1)
  expect(terminal.seen).toContain('\n  and 4 more: report.html shows them\n')
})
