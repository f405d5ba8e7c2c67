import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { Journal } from '../../src/offboarding/ports/journal.ts'
import type { RunSession } from '../../src/offboarding/ports/run-session.ts'
import type { Answer, Delivery } from '../../src/offboarding/answer.ts'
import type { User } from '../../src/offboarding/identity/user.ts'
import { allOf, beginRun, leaverRow } from '../support/begin-run.ts'
import { temporaryFolder } from '../support/cli.ts'
import { openLedger } from '../support/ledger.ts'

const NOW = '2026-11-23T18:45:00.000Z'
const DEACTIVATE = { do: 'deactivate', userId: 'u1' } as const
const READ = { do: 'read', userId: 'u1' } as const
const ONCE: Delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
/** Answered at the second attempt, and the first may have arrived. */
const LOST: Delivery = { attempts: 2, throttled: 0, retries: ['timeout'], mayHaveArrived: true }

const OFF: User = { id: 'u1', email: 'u1@x.de', name: 'Ute Vogel', role: 'learner', deactivated: true }
const ACTIVE: User = { ...OFF, deactivated: false }

const shows = (user: User, delivery = ONCE): Answer => ({ kind: 'user', status: 200, user, delivery })
const done: Answer = { kind: 'done', status: 200, delivery: ONCE }

let folder: string
let ledger: Ledger
let session: RunSession
let journal: Journal
beforeEach(async () => {
  folder = temporaryFolder()
  ledger = await openLedger({ folder, create: true, now: () => new Date(NOW) })
  session = (await beginRun(ledger, [leaverRow(1, 'u1')])).session
  journal = session.journal()
})
afterEach(async () => {
  await ledger.close()
  rmSync(folder, { recursive: true })
})

async function deactivate(answer?: Answer): Promise<void> {
  await journal.intend(1, DEACTIVATE)
  if (answer !== undefined) await journal.answered(1, DEACTIVATE, answer)
}
const deactivatedAt = async (): Promise<string | null | undefined> =>
  (await allOf(session.run.rows()))[0]?.deactivatedAt

describe('a deactivation is confirmed', () => {
  test('by an answer that shows the user deactivated', async () => {
    await deactivate(shows(OFF))
    expect(await deactivatedAt()).toBe(NOW)
  })

  test('by none that shows the user active', async () => {
    await deactivate(shows(ACTIVE))
    expect(await deactivatedAt()).toBeNull()
  })

  test.each([
    ['had no answer', undefined],
    ['was answered without a user', done],
  ])('by reading, where it %s', async (_, answer) => {
    await deactivate(answer)
    expect(await deactivatedAt()).toBeNull()
    await journal.answered(1, READ, shows(OFF))
    expect(await deactivatedAt()).toBe(NOW)
  })

  test('by no reading of a user whom this run has not deactivated', async () => {
    await journal.answered(1, READ, shows(OFF))
    expect(await deactivatedAt()).toBeNull()
  })

  test('for good, though the user is active later, but not by an answer about somebody else', async () => {
    await deactivate(shows(OFF))
    await journal.answered(1, READ, shows(ACTIVE))
    expect(await deactivatedAt()).toBe(NOW)
    await deactivate(shows({ ...OFF, id: 'u2' }))
    await journal.answered(1, READ, shows(ACTIVE))
    expect(await deactivatedAt()).toBeNull()
  })

  test('also if an attempt before the answer may have done it', async () => {
    await deactivate(shows(OFF, LOST))
    expect((await allOf(session.run.toDo())).map(({ stepsSoFar }) => stepsSoFar)).toEqual([
      { deactivation: 'done', deletion: 'none' },
    ])
  })
})

test('who is known already is not taken from a page', async () => {
  await journal.answered(1, READ, shows(ACTIVE))
  const lookUps = session.lookUps()
  const users = [{ ...ACTIVE, email: 'earlier@x.de' }]
  await lookUps.keepPage(0, { kind: 'page', status: 200, users, entries: 1, totalCount: 1, delivery: ONCE })
  await lookUps.matchPages()
  expect((await allOf(lookUps.known())).map(({ user }) => user)).toEqual([ACTIVE])
})

describe('what may have been done is known by the session after it', () => {
  const STRANGER: User = { ...ACTIVE, id: 'u2' }
  const stepsSoFar = async (): Promise<unknown> => (await allOf(session.run.toDo()))[0]?.stepsSoFar

  test('though the answer to a deactivation shows somebody else', async () => {
    await deactivate(shows(STRANGER))
    expect(await stepsSoFar()).toEqual({ deactivation: 'intended', deletion: 'none' })
  })

  test('though the answer to a deletion shows somebody else', async () => {
    await deactivate(shows(OFF))
    await journal.intend(1, { do: 'delete', userId: 'u1' })
    await journal.answered(1, { do: 'delete', userId: 'u1' }, shows(STRANGER))
    expect(await stepsSoFar()).toEqual({ deactivation: 'done', deletion: 'intended' })
  })

  test.each([
    ['the user', ACTIVE, null],
    ['somebody else', STRANGER, NOW],
  ])('and a reactivation without an answer by reading %s', async (_, shown, at) => {
    await deactivate(shows(OFF))
    await journal.intend(1, { do: 'reactivate', userId: 'u1' })
    await journal.answered(1, READ, shows(shown))
    expect(await deactivatedAt()).toBe(at)
  })

  test('and a reactivation is only believed of the user it was for', async () => {
    const reactivate = { do: 'reactivate', userId: 'u1' } as const
    await deactivate(shows(OFF))
    await journal.intend(1, reactivate)
    await journal.answered(1, reactivate, shows(STRANGER))
    expect(await deactivatedAt()).toBe(NOW)
    await journal.answered(1, reactivate, shows(ACTIVE))
    expect(await deactivatedAt()).toBeNull()
  })
})
