import { expect, test } from 'vitest'
import { temporaryFolder } from '../../support/cli.ts'
import { openLedger } from '../../support/ledger.ts'
import { allOf, beginRun } from '../../support/begin-run.ts'
import { IDENTITY } from '../../support/run-identity.ts'

test('a plan that is carried out ties a row without an ID to the account that was reviewed', async () => {
  const now = (): Date => new Date('2026-11-23T18:45:00Z')
  const ledger = await openLedger({ folder: temporaryFolder(), create: true, now })
  const claim = { kind: 'leaver', id: null, email: 'ute@example.com', name: null } as const
  const row = { row: 1, line: 2, cells: ['ute@example.com'], leaves: null, claim }
  const options = { ...IDENTITY.options, kind: 'plan' as const }
  const { session } = await beginRun(ledger, [row], 'plan-1', { ...IDENTITY, options })
  const user = { id: 'u1', email: 'ute@example.com', name: 'Ute Vogel', role: 'learner', deactivated: false }
  const delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
  await session
    .journal()
    .answered(1, { do: 'find', email: user.email }, { kind: 'user', status: 200, user, delivery })
  await session.endToDo({ code: 'would_be', action: 'deactivate_and_delete' })
  await session.close({ status: 'finished', exitCode: 0, reason: null })

  const plan = await ledger.plan('plan-1', IDENTITY.site)
  const planned = await ledger.carryOutPlan(plan, { id: 'run-1', version: '0.0.0' })
  // By its ID, so that whoever has the address by then is not meant.
  expect(await allOf(planned.session.lookUps().unknown())).toEqual([
    { row: 1, claim: { id: 'u1', email: 'ute@example.com', name: null } },
  ])
  expect(await allOf(planned.session.run.toDo())).toMatchObject([
    { userId: 'u1', known: null, planned: user },
  ])
  await ledger.close()
})
