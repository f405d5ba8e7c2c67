import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import type { Answer } from '../../../src/offboarding/answer.ts'
import type { RunSession } from '../../../src/offboarding/ports/run-session.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { openLedger } from '../../support/ledger.ts'

let now: string
let folder: string
let ledger: Ledger
let session: RunSession
beforeEach(async () => {
  now = '2026-11-23T18:45:00.000Z'
  folder = temporaryFolder()
  ledger = await openLedger({ folder, create: true, now: () => new Date(now) })
  session = (await beginRun(ledger, [leaverRow(1, 'u1'), leaverRow(2, 'u2'), leaverRow(3, 'u3')])).session
})
afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true })
})

async function read(at: string, attempts: number, throttled = 0): Promise<void> {
  now = at
  const answer: Answer = {
    kind: 'not_found',
    status: 404,
    delivery: { attempts, throttled, retries: [], mayHaveArrived: false },
  }
  await session.journal().answered(1, { do: 'read', userId: 'u1' }, answer)
}

test('requests are counted by when they were answered, those of pages, too, and those that a 429 turned away', async () => {
  await read('2026-11-23T18:45:00.999Z', 2)
  await read('2026-11-23T18:45:00.000Z', 1, 1)
  await read('2026-11-23T18:45:59.000Z', 0)
  await read('2026-11-23T18:47:01.500Z', 1)
  now = '2026-11-23T18:47:02.000Z'
  const delivery = { attempts: 3, throttled: 2, retries: [], mayHaveArrived: false }
  await session
    .lookUps()
    .keepPage(0, { kind: 'page', status: 200, users: [], entries: 0, totalCount: 3, delivery })
  await session.journal().intend(2, { do: 'delete', userId: 'u2' })
  expect(await session.run.requestsOverTime('second')).toEqual([
    { start: '2026-11-23T18:45:00.000Z', requests: 4, rejected: 1 },
    { start: '2026-11-23T18:47:01.000Z', requests: 1, rejected: 0 },
    { start: '2026-11-23T18:47:02.000Z', requests: 5, rejected: 2 },
  ])
  expect(await session.run.requestsOverTime('minute')).toEqual([
    { start: '2026-11-23T18:45:00.000Z', requests: 4, rejected: 1 },
    { start: '2026-11-23T18:47:00.000Z', requests: 6, rejected: 2 },
  ])
})

test('a run that asked for nothing has no requests over time', async () => {
  expect(await session.run.requestsOverTime('minute')).toEqual([])
})

test('rows are counted by outcome and by their reasons, also those that have not ended', async () => {
  const journal = session.journal()
  await journal.ended(
    1,
    {
      outcome: 'refused',
      reasons: [{ code: 'role_not_allowed', role: 'x', allowed: [] }, { code: 'user_gone' }],
      status: null,
    },
    'work',
  )
  await journal.ended(2, { outcome: 'deleted', reasons: [], status: 204 }, 'work')
  expect(await session.run.reasons()).toEqual([
    { outcome: 'deleted', codes: [], rows: 1 },
    { outcome: 'not_attempted', codes: ['stopped_before'], rows: 1 },
    { outcome: 'refused', codes: ['role_not_allowed', 'user_gone'], rows: 1 },
  ])
})
