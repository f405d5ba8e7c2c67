import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { copyLedger } from '../../../src/ledger/copying/copy-ledger.ts'
import { LEDGER_FILE, type Ledger } from '../../../src/ledger/ledger.ts'
import { openLedger as openDatabase } from '../../../src/ledger/open-ledger.ts'
import type { RunReader } from '../../../src/offboarding/ports/run-reader.ts'
import type { RunOptions } from '../../../src/offboarding/run/run.ts'
import { allOf } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { openLedger, serverOf } from '../../support/ledger.ts'
import { IDENTITY } from '../../support/run-identity.ts'

const FIXTURES = new URL('../fixtures/', import.meta.url)
const now = (): Date => new Date('2026-11-24T08:00:00Z')
const SITE = 'acme.konstant.ly'
const LIMITS = { maxUsers: 500, maxPercent: 20, maxUnknown: 50 }

/** A ledger whose run was killed: u1 is deleted, u2 deactivated with a deletion in flight, u3 to do. */
async function restore(version: number, change = ''): Promise<{ ledger: Ledger; run: string }> {
  const folder = temporaryFolder()
  const db = new DatabaseSync(join(folder, LEDGER_FILE))
  db.exec(readFileSync(new URL(`version-${version}.sql`, FIXTURES), 'utf8'))
  db.exec(change)
  const { id } = db.prepare('SELECT id FROM runs').get() as { id: string }
  db.close()
  await copyToServer(folder)
  return { ledger: await openLedger({ folder, create: false, now }), run: id }
}

/** The ledgers of earlier versions are files. A server gets a copy, where the tests keep their ledgers there. */
async function copyToServer(folder: string): Promise<void> {
  const server = serverOf(folder)
  if (server === null) return
  const from = await openDatabase({ folder, create: false, now })
  const to = await openDatabase({ folder, server, create: true, toCopyInto: true, now })
  await copyLedger(from, to)
  await from.close()
  await to.close()
}

const optionsOf = (undoes: string): RunOptions => ({
  ...IDENTITY.options,
  task: 'undo',
  undoes,
  deactivate: false,
  delete: false,
})

const said = async (run: RunReader): Promise<unknown[]> =>
  (await allOf(run.rows())).map(({ row, userId, outcome, reasons: [first] }) => [
    row,
    userId,
    outcome,
    first?.code,
  ])

const versions = readdirSync(FIXTURES).map((file) => Number(/^version-(\d+)\.sql$/.exec(file)?.[1]))

const LOOKED_UP = "UPDATE runs SET options = json_set(options, '$.preflight', 'auto');"
/** As of version 6 the row itself says that its user was seen active. */
const SEEN_ACTIVE = `${LOOKED_UP} UPDATE rows SET was_active = 1 WHERE row = 2;`

describe.each(versions)('the run in a ledger of version %i', (version) => {
  test('can be undone: whom it deleted is gone, whom it deactivated is to do', async () => {
    const { ledger, run } = await restore(version, version < 6 ? LOOKED_UP : SEEN_ACTIVE)
    const { session } = await ledger.undo(SITE, optionsOf(run), { id: 'undo-1', version: '9.9.9' })
    await session.takeUndone()
    expect(await said(session.run)).toEqual([
      [1, 'u1', 'not_found', 'gone_for_good'],
      [2, 'u2', 'not_attempted', 'stopped_before'],
    ])
    expect((await session.run.record()).list).toMatchObject({ name: `run ${run}`, rows: 2 })
    await ledger.close()
  })
})

const newest = Math.max(...versions)

describe('an undo', () => {
  test('of a run without look-ups refuses everybody whom it does not know to have been active', async () => {
    const { ledger, run } = await restore(newest - 1)
    const { session } = await ledger.undo(SITE, optionsOf(run), { id: 'undo-1', version: '9.9.9' })
    await session.takeUndone()
    expect((await said(session.run)).at(-1)).toEqual([2, 'u2', 'refused', 'not_known_active'])
    await ledger.close()
  })

  test('closes the other run when it is confirmed, not before', async () => {
    const { ledger, run } = await restore(newest)
    const { session } = await ledger.undo(SITE, optionsOf(run), { id: 'undo-1', version: '9.9.9' })
    await session.takeUndone()
    const other = await ledger.run(run)
    expect((await other.record()).status).toBe('running')
    expect(await other.countToDo()).toBe(2)
    await session.confirm('yes', LIMITS)
    expect(await other.record()).toMatchObject({ status: 'finished', exitCode: 3 })
    expect((await said(other)).slice(1)).toEqual([
      [2, 'u2', 'not_attempted', 'undone_by'],
      [3, 'u3', 'not_attempted', 'undone_by'],
    ])
    expect(await allOf(other.retryRows())).toEqual([])
    await ledger.close()
  })

  test('that was not confirmed goes on with whom the other run has touched since', async () => {
    const { ledger, run } = await restore(newest, SEEN_ACTIVE)
    const first = await ledger.undo(SITE, optionsOf(run), { id: 'undo-1', version: '9.9.9' })
    await first.session.takeUndone()
    await first.session.close({ status: 'stopped', exitCode: 130, reason: 'SIGINT' })
    const resumed = await ledger.resume(run, '9.9.9')
    const journal = resumed.journal()
    const delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
    const user = { id: 'u3', email: null, name: null, role: 'learner', deactivated: false }
    await journal.answered(3, { do: 'read', userId: 'u3' }, { kind: 'user', status: 200, user, delivery })
    await journal.intend(3, { do: 'deactivate', userId: 'u3' })
    const again = await ledger.undo(SITE, optionsOf(run), { id: 'undo-2', version: '9.9.9' })
    expect(again).toMatchObject({ resumed: true, session: { run: { id: 'undo-1' } } })
    await again.session.takeUndone()
    expect(await said(again.session.run)).toEqual([
      [1, 'u1', 'not_found', 'gone_for_good'],
      [2, 'u2', 'not_attempted', 'stopped_before'],
      [3, 'u3', 'not_attempted', 'stopped_before'],
    ])
    await ledger.close()
  })

  test('is begun anew for another run, and for a dry run', async () => {
    const { ledger, run } = await restore(newest)
    await ledger.undo(SITE, optionsOf(run), { id: 'undo-1', version: '9.9.9' })
    const dry = await ledger.undo(
      SITE,
      { ...optionsOf(run), kind: 'dry_run' },
      { id: 'undo-2', version: '9.9.9' },
    )
    expect(dry).toMatchObject({ resumed: false, session: { run: { id: 'undo-2' } } })
    await ledger.close()
  })
})
