import { expect, test } from 'vitest'
import { Ledger } from '../../../src/ledger/ledger.ts'
import type { RunEntry } from '../../../src/ledger/run-reader.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { IDENTITY } from '../../support/run-identity.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')

function begin(
  ledger: Ledger,
  site: string,
  id: string,
  plan = false,
): { entry: RunEntry; resumed: boolean } {
  const draft = ledger.draft()
  const claim = { kind: 'leaver', id: 'u1', email: null, name: 'Zoë "Z" \u{1F600}' } as const
  draft.add({ row: 1, line: 2, cells: ['u1'], leaves: null, claim })
  const options = { ...IDENTITY.options, plan, protect: ['zoë@"acme".test'] }
  return draft.commit({ ...IDENTITY, site, options }, id, '0.0.0')
}

test.each([
  ['acme.konstant.ly.', 'acme.konstant.ly'],
  ['localhost:4010', '127.0.0.1:4010'],
  ['[::1]:4010', '127.0.0.1:4010'],
])('a run that an earlier version made on %s is gone on with on %s', (old, site) => {
  const folder = temporaryFolder()
  const earlier = Ledger.open({ folder, create: true, now })
  begin(earlier, old, 'run-1')
  begin(earlier, 'other.konstant.ly', 'run-2')
  earlier.close()

  const ledger = Ledger.open({ folder, create: false, now })
  expect(ledger.runs().map((run) => run.site)).toEqual([site, 'other.konstant.ly'])
  const { entry, resumed } = begin(ledger, site, 'run-3')
  expect([resumed, entry.record.id]).toEqual([true, 'run-1'])
  ledger.close()
})

test('a plan that an earlier version made, and began to carry out, under another name is gone on with', () => {
  const folder = temporaryFolder()
  const earlier = Ledger.open({ folder, create: true, now })
  begin(earlier, 'acme.konstant.ly.', 'plan-1', true).entry.close({
    status: 'finished',
    exitCode: 0,
    reason: null,
  })
  earlier.carryOutPlan(earlier.plan('plan-1', 'acme.konstant.ly.'), { id: 'run-1', version: '0.0.0' })
  earlier.close()

  const ledger = Ledger.open({ folder, create: false, now })
  expect(ledger.plan('plan-1', 'acme.konstant.ly').begun).toMatchObject({ id: 'run-1', isOver: false })
  ledger.close()
})
