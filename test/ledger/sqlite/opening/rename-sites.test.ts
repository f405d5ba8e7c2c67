import { expect, test } from 'vitest'
import { Ledger } from '../../../../src/ledger/ledger.ts'
import type { RunDraft, RunIdentity } from '../../../../src/offboarding/ports/run-store.ts'
import { commitNew } from '../../../support/begin-run.ts'
import { temporaryFolder } from '../../../support/cli.ts'
import { IDENTITY } from '../../../support/run-identity.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')

const identityOf = (site: string, kind: 'run' | 'plan' = 'run'): RunIdentity => {
  const options = { ...IDENTITY.options, kind, protect: ['zoë@"acme".test'] }
  return { ...IDENTITY, site, options }
}

async function read(ledger: Ledger): Promise<RunDraft> {
  const draft = await ledger.draft()
  const claim = { kind: 'leaver', id: 'u1', email: null, name: 'Zoë "Z" \u{1F600}' } as const
  await draft.add([{ row: 1, line: 2, cells: ['u1'], leaves: null, claim }])
  return draft
}

test.each([
  ['acme.konstant.ly.', 'acme.konstant.ly'],
  ['localhost:4010', '127.0.0.1:4010'],
  ['[::1]:4010', '127.0.0.1:4010'],
])('a run that an earlier version made on %s is gone on with on %s', async (old, site) => {
  const folder = temporaryFolder()
  const earlier = await Ledger.open({ folder, create: true, now })
  await commitNew(await read(earlier), 'run-1', identityOf(old))
  await commitNew(await read(earlier), 'run-2', identityOf('other.konstant.ly'))
  await earlier.close()

  const ledger = await Ledger.open({ folder, create: false, now })
  expect((await ledger.runs()).map((run) => run.site)).toEqual([site, 'other.konstant.ly'])
  const opened = await (await read(ledger)).commit(identityOf(site), 'run-3', '0.0.0')
  expect(opened).toMatchObject({ unfinished: { id: 'run-1' } })
  await ledger.close()
})

test('a plan that an earlier version made, and began to carry out, under another name is gone on with', async () => {
  const folder = temporaryFolder()
  const earlier = await Ledger.open({ folder, create: true, now })
  const planned = await commitNew(await read(earlier), 'plan-1', identityOf('acme.konstant.ly.', 'plan'))
  await planned.session.close({ status: 'finished', exitCode: 0, reason: null })
  const plan = await earlier.plan('plan-1', 'acme.konstant.ly.')
  await earlier.carryOutPlan(plan, { id: 'run-1', version: '0.0.0' })
  await earlier.close()

  const ledger = await Ledger.open({ folder, create: false, now })
  const { begun } = await ledger.plan('plan-1', 'acme.konstant.ly')
  expect(begun).toMatchObject({ id: 'run-1', isOver: false })
  await ledger.close()
})
