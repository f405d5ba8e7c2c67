import { expect, test } from 'vitest'
import { LedgerDamagedError } from '../../../src/ledger/errors.ts'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import type { ClaimedUser } from '../../../src/offboarding/leaver.ts'
import { allOf, beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { changeLedger } from '../../support/ledger-copy.ts'
import { openLedger } from '../../support/ledger.ts'
import { IDENTITY } from '../../support/run-identity.ts'

test('a run goes on with a user whom two unfinished runs have begun with, each by another name', async () => {
  const now = (): Date => new Date('2026-11-23T12:00:00Z')
  const ledger = await openLedger({ folder: temporaryFolder(), create: true, now })
  const commit = (id: string, claim: Omit<ClaimedUser, 'name'>) => {
    const row = { ...leaverRow(1, id), claim: { kind: 'leaver', name: null, ...claim } as const }
    return beginRun(ledger, [row], id, { ...IDENTITY, list: { ...IDENTITY.list, sha256: id } })
  }
  const first = await commit('by-id', { id: 'u1', email: null })
  const delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
  const begun = first.session.journal()
  await begun.answered(
    1,
    { do: 'read', userId: 'u1' },
    { kind: 'failed', status: 500, reason: 'the platform answered 500', delivery },
  )
  await begun.intend(1, { do: 'deactivate', userId: 'u1' })
  // Nobody knows yet that this is the same user.
  const second = await commit('by-address', { id: null, email: 'ute@example.com' })
  expect(second.joined).toEqual([])
  const user = { id: 'u1', email: 'ute@example.com', name: 'Ute Vogel', role: 'learner', deactivated: false }
  const journal = second.session.journal()
  await journal.answered(1, { do: 'find', email: user.email }, { kind: 'user', status: 200, user, delivery })
  await journal.intend(1, { do: 'deactivate', userId: 'u1' })

  const { session, joined } = await commit('both', { id: 'u1', email: 'ute@example.com' })
  expect(joined).toEqual([
    { run: 'by-id', users: 1, isOver: true },
    { run: 'by-address', users: 1, isOver: true },
  ])
  expect(await allOf(session.run.toDo())).toMatchObject([
    { userId: 'u1', stepsSoFar: { deactivation: 'intended' } },
  ])
  await ledger.close()
})

test.each(['5', '"text"', '{}', 'null'])(
  'no run goes on with a user of whom the ledger keeps %s',
  async (damage) => {
    const now = (): Date => new Date('2026-11-23T12:00:00Z')
    const folder = temporaryFolder()
    const commit = (ledger: Ledger, sha256: string) => {
      const identity = { ...IDENTITY, list: { ...IDENTITY.list, sha256 } }
      return beginRun(ledger, [leaverRow(1, 'u1')], sha256, identity)
    }
    const before = await openLedger({ folder, create: true, now })
    const { session } = await commit(before, 'one')
    await session.journal().intend(1, { do: 'deactivate', userId: 'u1' })
    await before.close()
    await changeLedger(folder, `UPDATE rows SET account = '${damage}'`)

    const ledger = await openLedger({ folder, create: false, now })
    await expect(commit(ledger, 'two')).rejects.toThrow(LedgerDamagedError)
    await ledger.close()
  },
)
