import { expect, test } from 'vitest'
import type { Delivery } from '../../../src/offboarding/answer.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { openLedger } from '../../support/ledger.ts'

const delivery = (attempts: number, throttled = 0, retries: readonly string[] = []): Delivery => ({
  attempts,
  throttled,
  retries,
  mayHaveArrived: false,
})

test('each request has its own status, those that were tried again, too', async () => {
  const ledger = await openLedger({ folder: temporaryFolder(), create: true, now: () => new Date() })
  const { session } = await beginRun(ledger, [leaverRow(1, 'u1'), leaverRow(2, 'u2')])
  const journal = session.journal()
  const read = { do: 'read', userId: 'u1' } as const
  await session.lookUps().keepPage(0, {
    kind: 'page',
    status: 200,
    users: [],
    entries: 0,
    totalCount: 3,
    delivery: delivery(2, 1, ['http_429', 'http_502']),
  })
  await journal.answered(1, read, {
    kind: 'not_found',
    status: 404,
    delivery: delivery(3, 0, ['timeout', 'http_503']),
  })
  await journal.answered(2, read, { kind: 'failed', status: null, reason: '', delivery: delivery(1) })
  await journal.answered(2, read, { kind: 'stopped', delivery: delivery(0, 1) })
  expect(await session.run.requestsByStatus()).toEqual([
    { step: 'list', status: 200, requests: 1 },
    { step: 'list', status: 429, requests: 1 },
    { step: 'list', status: 502, requests: 1 },
    { step: 'read', status: null, requests: 2 },
    { step: 'read', status: 404, requests: 1 },
    { step: 'read', status: 429, requests: 1 },
    { step: 'read', status: 503, requests: 1 },
  ])
  const counts = Object.values(await session.run.requests()).reduce((sum, n) => sum + n, 0)
  expect(counts).toBe(8)
  await ledger.close()
})
