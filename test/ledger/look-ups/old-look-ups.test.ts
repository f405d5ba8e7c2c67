import { describe, expect, onTestFinished, test } from 'vitest'
import type { LookUps } from '../../../src/offboarding/ports/look-ups.ts'
import type { RunSession } from '../../../src/offboarding/ports/run-session.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { openLedger } from '../../support/ledger.ts'

const ONCE = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
const FAILED = { kind: 'failed', status: 503, reason: 'the platform answered 503', delivery: ONCE } as const
const user = (id: string): User => ({ id, email: null, name: null, role: 'learner', deactivated: false })

/** A run with two rows, and what its sessions do, each at an hour of its own. */
async function arrange(): Promise<{
  session: RunSession
  lookUps: LookUps
  at: (hour: number) => Promise<void>
  lookUp: (row: number) => Promise<void>
  page: (offset: number, ...ids: string[]) => Promise<void>
}> {
  let now = Date.parse('2026-11-23T00:00:00Z')
  const begun = now
  const ledger = await openLedger({ folder: temporaryFolder(), create: true, now: () => new Date(now) })
  onTestFinished(() => ledger.close())
  const { session } = await beginRun(ledger, [leaverRow(1, 'u1'), leaverRow(2, 'u2')])
  const lookUps = session.lookUps()
  return {
    session,
    lookUps,
    async at(hour) {
      now = begun + hour * 3_600_000
      await ledger.resume('run-1', '0.0.0')
    },
    lookUp: (row) =>
      session
        .journal()
        .answered(
          row,
          { do: 'read', userId: `u${row}` },
          { kind: 'user', status: 200, user: user(`u${row}`), delivery: ONCE },
        ),
    async page(offset, ...ids) {
      const users = ids.map(user)
      await lookUps.keepPage(offset, {
        kind: 'page',
        status: 200,
        users,
        entries: 1,
        totalCount: 40,
        delivery: ONCE,
      })
      await lookUps.matchPages()
    },
  }
}

describe('a look-up', () => {
  test('grows no younger with a page that a later session asks for again', async () => {
    const { lookUps, at, lookUp, page } = await arrange()
    await lookUps.keepPage(0, FAILED)
    await lookUp(1)
    await lookUp(2)
    await at(20)
    await page(0, 'somebody')
    await at(24)
    expect(await lookUps.countUnknown()).toBe(0)
    await at(40)
    expect(await lookUps.countUnknown()).toBe(2)
  })

  test('grows no younger with one that shows something else of the user', async () => {
    const { session, lookUps, at, page } = await arrange()
    await lookUps.keepPage(0, FAILED)
    const was = { ...user('u1'), name: 'Somebody else by then' }
    const answer = { kind: 'user', status: 200, user: was, delivery: ONCE } as const
    await session.journal().answered(1, { do: 'read', userId: 'u1' }, answer)
    await at(20)
    await page(0, 'u1', 'u2')
    await at(40)
    expect(await lookUps.countUnknown()).toBe(2)
  })

  test('is as old as the page that has confirmed all of it', async () => {
    const { lookUps, at, lookUp, page } = await arrange()
    await lookUps.keepPage(0, FAILED)
    await lookUp(1)
    await at(20)
    await page(0, 'u1', 'u2')
    await at(40)
    expect(await lookUps.countUnknown()).toBe(0)
  })

  test('that is forgotten is not held against those which came in its place', async () => {
    const { lookUps, at, lookUp, page } = await arrange()
    await page(0, 'somebody')
    await lookUp(1)
    await lookUp(2)
    await at(30)
    expect(await lookUps.countUnknown()).toBe(2)
    await page(0, 'u1', 'u2')
    await at(40)
    expect(await lookUps.countUnknown()).toBe(0)
  })

  test('is forgotten with the oldest page, whichever that is', async () => {
    const { lookUps, at, page } = await arrange()
    await lookUps.keepPage(0, FAILED)
    await page(20, 'u1')
    await at(20)
    await page(0, 'u2')
    await at(40)
    expect(await lookUps.countUnknown()).toBe(2)
  })
})
