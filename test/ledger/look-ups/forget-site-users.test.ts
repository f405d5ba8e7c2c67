import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Ledger } from '../../../src/ledger/ledger.ts'
import type { RunSession } from '../../../src/offboarding/ports/run-session.ts'
import type { RunEnd } from '../../../src/offboarding/run/run.ts'
import type { User } from '../../../src/offboarding/identity/user.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { openLedger, testOnSqlite } from '../../support/ledger.ts'
import { IDENTITY } from '../../support/run-identity.ts'

const ONCE = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
const user = (id: string): User => ({
  id,
  email: `${id}@example.com`,
  name: `Name of ${id}`,
  role: 'learner',
  deactivated: false,
})
const STOPPED: RunEnd = { status: 'stopped', exitCode: 143, reason: 'SIGTERM' }

const open = (folder: string): Promise<Ledger> =>
  openLedger({ folder, create: true, now: () => new Date('2026-11-23T18:45:00Z') })

/** A run of a list with `leaver` on it, on a site that `stayer` is on, too. */
async function lookedUp(
  ledger: Ledger,
  id = 'run-1',
  sha256 = '0'.repeat(64),
  site = IDENTITY.site,
): Promise<RunSession> {
  const identity = { ...IDENTITY, site, list: { ...IDENTITY.list, sha256 } }
  const { session } = await beginRun(ledger, [leaverRow(1, 'leaver')], id, identity)
  const lookUps = session.lookUps()
  const users = ['leaver', 'stayer', 'another-stayer'].map(user)
  await lookUps.keepPage(0, { kind: 'page', status: 200, users, entries: 3, totalCount: 2, delivery: ONCE })
  await lookUps.matchPages()
  return session
}

/** All that lies in the folder of the ledger, byte by byte. */
const bytesIn = (folder: string): string =>
  readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'latin1'))
    .join('')

describe('whom paging through the site has shown', () => {
  testOnSqlite.each(['finished', 'refused'] as const)(
    'is gone from the file once the run is %s',
    async (status) => {
      const folder = temporaryFolder()
      const ledger = await open(folder)
      const session = await lookedUp(ledger)
      await session.endToDo({ code: 'run_refused', message: 'too many' })
      await session.close({ status, exitCode: 0, reason: null })
      await ledger.close()
      const bytes = bytesIn(folder)
      expect(bytes.includes('Name of leaver')).toBe(true)
      expect(bytes.includes('stayer')).toBe(false)
    },
  )

  test('is kept for a run that was stopped, which goes on with it', async () => {
    const folder = temporaryFolder()
    const before = await open(folder)
    await (await lookedUp(before)).close(STOPPED)
    await before.close()
    const ledger = await open(folder)
    const lookUps = (await ledger.resume('run-1', '0.0.0')).lookUps()
    const claim = { id: null, email: 'Stayer@example.com', name: null }
    expect(await lookUps.accountsWithAddress(claim)).toEqual(['stayer'])
    expect(await lookUps.siteUsers()).toBe(3)
    await ledger.close()
  })

  test('is left to the runs of another site, which may be at work on it', async () => {
    const ledger = await open(temporaryFolder())
    const other = await lookedUp(ledger, 'run-1', '1'.repeat(64), 'other.konstant.ly')
    await other.endToDo({ code: 'run_refused', message: 'too many' })
    await other.close({ status: 'finished', exitCode: 0, reason: null })
    const users = [user('stayer')]
    await other
      .lookUps()
      .keepPage(20, { kind: 'page', status: 200, users, entries: 1, totalCount: 2, delivery: ONCE })
    await (await lookedUp(ledger, 'run-2')).close(STOPPED)
    const claim = { id: null, email: 'stayer@example.com', name: null }
    expect(await other.lookUps().accountsWithAddress(claim)).toEqual(['stayer'])
    await ledger.close()
  })

  testOnSqlite('is gone with the end of any run where an earlier version had kept it', async () => {
    const folder = temporaryFolder()
    const ledger = await open(folder)
    const old = await lookedUp(ledger, 'run-1', '1'.repeat(64))
    await old.endToDo({ code: 'run_refused', message: 'too many' })
    await old.close({ status: 'finished', exitCode: 0, reason: null })
    // As that version left it.
    await old.lookUps().keepPage(20, {
      ...{ kind: 'page', status: 200, entries: 1, totalCount: 2, delivery: ONCE },
      users: [user('left-by-an-old-version')],
    })
    await (await lookedUp(ledger, 'run-2')).close(STOPPED)
    await ledger.close()
    const bytes = bytesIn(folder)
    expect(bytes.includes('left-by-an-old-version')).toBe(false)
    expect(bytes.includes('stayer')).toBe(true)
  })
})
