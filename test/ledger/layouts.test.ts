import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/ledger.ts'
import type { LayoutSettings, RememberedLayout } from '../../src/offboarding/run/layout.ts'
import { beginRun, leaverRow } from '../support/begin-run.ts'
import { temporaryFolder } from '../support/cli.ts'
import { openLedger } from '../support/ledger.ts'
import { IDENTITY } from '../support/run-identity.ts'

let ledger: Ledger
beforeEach(async () => {
  ledger = await openLedger({
    folder: temporaryFolder(),
    create: true,
    now: () => new Date('2026-11-23T12:00:00Z'),
  })
  for (const run of ['run-1', 'run-2', 'run-3']) {
    const list = { ...IDENTITY.list, sha256: run }
    await beginRun(ledger, [leaverRow(1, 'u1')], run, { ...IDENTITY, list })
  }
})
afterEach(async () => {
  await ledger.close()
})

const layout = (run: string, settings: LayoutSettings, name = 'layout'): RememberedLayout => ({
  layout: name,
  run,
  settings,
})
const BY_LOGIN = { 'email-column': 'Login' }
const BY_ID = { 'id-column': 'Key' }

async function remember(...layouts: RememberedLayout[]): Promise<readonly RememberedLayout[]> {
  for (const one of layouts) await ledger.layouts.remember('site', one)
  return ledger.layouts.ofSite('site')
}

test('a layout is remembered of its site, each for itself', async () => {
  await ledger.layouts.remember('other', layout('run-1', BY_ID))
  const both = [layout('run-1', BY_LOGIN), layout('run-1', BY_ID, 'another')]
  expect(await remember(...both)).toEqual(expect.arrayContaining(both))
  expect(await ledger.layouts.ofSite('other')).toEqual([layout('run-1', BY_ID)])
})

test('the latest run counts, whichever is gone on with last', async () => {
  const [first, second] = [layout('run-1', BY_LOGIN), layout('run-2', BY_ID)]
  expect(await remember(first, second, first)).toEqual([second])
})

test('a run that says the same again leaves the first one named', async () => {
  expect(await remember(layout('run-1', BY_LOGIN), layout('run-2', BY_LOGIN))).toEqual([
    layout('run-1', BY_LOGIN),
  ])
})

test('a run without any settings has the layout forgotten', async () => {
  expect(await remember(layout('run-1', BY_LOGIN), layout('run-2', {}))).toEqual([])
  expect(await remember(layout('run-3', BY_ID))).toEqual([layout('run-3', BY_ID)])
})
