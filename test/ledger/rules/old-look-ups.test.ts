import { describe, expect, onTestFinished, test } from 'vitest'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { RunEntry } from '../../../src/ledger/run-reader.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { IDENTITY } from '../../support/run-identity.ts'

const ONCE = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
const FAILED = { kind: 'failed', status: 503, reason: 'the platform answered 503', delivery: ONCE } as const
const user = (id: string): User => ({ id, email: null, name: null, role: 'learner', deactivated: false })

/** A run with two rows, and what its passes do, each at an hour of its own. */
function arrange(): {
  entry: RunEntry
  at: (hour: number) => void
  lookUp: (row: number) => Promise<void>
  page: (offset: number, ...ids: string[]) => Promise<void>
} {
  let now = Date.parse('2026-11-23T00:00:00Z')
  const begun = now
  const ledger = Ledger.open({ folder: temporaryFolder(), create: true, now: () => new Date(now) })
  onTestFinished(() => {
    ledger.close()
  })
  const draft = ledger.draft()
  for (const row of [1, 2]) {
    const claim = { kind: 'leaver', id: `u${row}`, email: null, name: null } as const
    draft.add({ row, line: row + 1, cells: [`u${row}`], leaves: null, claim })
  }
  const { entry } = draft.commit(IDENTITY, 'run-1', '0.0.0')
  return {
    entry,
    at(hour) {
      now = begun + hour * 3_600_000
      entry.resume('0.0.0')
    },
    lookUp: (row) =>
      entry
        .journal()
        .answered(
          row,
          { do: 'read', userId: `u${row}` },
          { kind: 'user', status: 200, user: user(`u${row}`), delivery: ONCE },
        ),
    async page(offset, ...ids) {
      const users = ids.map(user)
      await entry
        .lookUps()
        .page(offset, { kind: 'page', status: 200, users, entries: 1, totalCount: 40, delivery: ONCE })
      await entry.lookUps().match()
    },
  }
}

describe('a look-up', () => {
  test('grows no younger with a page that a later pass asks for again', async () => {
    const { entry, at, lookUp, page } = arrange()
    await entry.lookUps().page(0, FAILED)
    await lookUp(1)
    await lookUp(2)
    at(20)
    await page(0, 'somebody')
    at(24)
    expect(entry.lookUps().countUnknown()).toBe(0)
    at(40)
    expect(entry.lookUps().countUnknown()).toBe(2)
  })

  test('grows no younger with one that shows something else of the user', async () => {
    const { entry, at, page } = arrange()
    const lookUps = entry.lookUps()
    await lookUps.page(0, FAILED)
    const was = { ...user('u1'), name: 'Somebody else by then' }
    const answer = { kind: 'user', status: 200, user: was, delivery: ONCE } as const
    await entry.journal().answered(1, { do: 'read', userId: 'u1' }, answer)
    at(20)
    await page(0, 'u1', 'u2')
    at(40)
    expect(lookUps.countUnknown()).toBe(2)
  })

  test('is as old as the page that has confirmed all of it', async () => {
    const { entry, at, lookUp, page } = arrange()
    await entry.lookUps().page(0, FAILED)
    await lookUp(1)
    at(20)
    await page(0, 'u1', 'u2')
    at(40)
    expect(entry.lookUps().countUnknown()).toBe(0)
  })

  test('that is forgotten is not held against those which came in its place', async () => {
    const { entry, at, lookUp, page } = arrange()
    await page(0, 'somebody')
    await lookUp(1)
    await lookUp(2)
    at(30)
    expect(entry.lookUps().countUnknown()).toBe(2)
    await page(0, 'u1', 'u2')
    at(40)
    expect(entry.lookUps().countUnknown()).toBe(0)
  })

  test('is forgotten with the oldest page, whichever that is', async () => {
    const { entry, at, page } = arrange()
    await entry.lookUps().page(0, FAILED)
    await page(20, 'u1')
    at(20)
    await page(0, 'u2')
    at(40)
    expect(entry.lookUps().countUnknown()).toBe(2)
  })
})
