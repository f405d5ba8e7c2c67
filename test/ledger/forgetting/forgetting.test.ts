import { readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { openLedger as openDatabase } from '../../../src/ledger/open-ledger.ts'
import { KEY_FILE, LEDGER_FILE, type Ledger } from '../../../src/ledger/ledger.ts'
import { allOf, beginRun, leaverRow } from '../../support/begin-run.ts'
import { filesThatHold } from '../../support/bytes-of.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { onSqlite, openLedger, serverOf, testOnSqlite } from '../../support/ledger.ts'
import { IDENTITY } from '../../support/run-identity.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')
const open = (folder: string): Promise<Ledger> => openLedger({ folder, create: true, now })

/** Changes a ledger that is closed. */
async function change(folder: string, sql: string): Promise<void> {
  const { db, close } = await openDatabase({ folder, server: serverOf(folder), create: false, now })
  await db.script(sql)
  await close()
}

/** Changes the file of a ledger that is closed. */
function changeFile(folder: string, sql: string): void {
  const db = new DatabaseSync(join(folder, LEDGER_FILE))
  db.exec(sql)
  db.close()
}

/** A ledger of finished and reported runs, one of each ID, with the row of Jane Doe. */
async function ledgerOf(...ids: readonly string[]): Promise<string> {
  const folder = temporaryFolder()
  const ledger = await open(folder)
  for (const id of ids) {
    const row = leaverRow(1, 'jane', ['jane', 'Jane Doe'])
    const identity = { ...IDENTITY, list: { ...IDENTITY.list, sha256: id.padStart(64, '0') } }
    const { session } = await beginRun(ledger, [row], id, identity)
    await session.endToDo({ code: 'stopped_before' })
    await session.close({ status: 'finished', exitCode: 3, reason: null })
    await ledger.markReported(id)
  }
  await ledger.close()
  return folder
}

const keptOf = async (ledger: Ledger): Promise<unknown[]> =>
  (await ledger.forgetting().candidates()).map(({ run, kept }) => [run.id, kept])

describe('forgetting a run', () => {
  testOnSqlite(
    'leaves nothing in the free space of the ledger and in its log, whoever wrote that',
    async () => {
      const folder = await ledgerOf('run-1')
      // As by a version, or by hands, that did not overwrite what they deleted.
      changeFile(
        folder,
        `PRAGMA secure_delete = OFF; CREATE TABLE gone (name TEXT);
       INSERT INTO gone SELECT 'Mary Major ' || value FROM json_each('[${Array.from({ length: 500 }, (_, n) => n).join()}]');
       DROP TABLE gone`,
      )
      expect(filesThatHold(folder, ['Jane Doe', 'Mary Major'])).toEqual({
        [LEDGER_FILE]: ['Jane Doe', 'Mary Major'],
      })
      const ledger = await open(folder)
      const forgetting = ledger.forgetting()
      await forgetting.erase('run-1', [])
      await forgetting.finish(['run-1'])
      // Still open: the log is beside the ledger.
      expect(readdirSync(folder)).toContain(`${LEDGER_FILE}-wal`)
      expect(filesThatHold(folder, ['Jane Doe', 'Mary Major', 'jane'])).toEqual({})
      // What shrank by this is not taken for a ledger that somebody has cut off.
      await ledger.markReported('run-1')
      await ledger.close()
    },
  )

  test('is not over before it is finished, and erasing again changes nothing', async () => {
    const folder = await ledgerOf('run-1')
    const files = [{ name: 'results.csv', sha256: 'f00d', state: 'as written' }]
    const first = await open(folder)
    await first.forgetting().erase('run-1', files)
    const [row] = await allOf((await first.run('run-1')).rows())
    await first.close()

    const ledger = await open(folder)
    const forgetting = ledger.forgetting()
    expect(await keptOf(ledger)).toEqual([['run-1', null]])
    await forgetting.erase('run-1', [])
    expect(await allOf((await ledger.run('run-1')).rows())).toEqual([row])
    expect(row).toMatchObject({
      userId: expect.stringMatching(/^~[0-9a-f]{32}$/) as string,
      cells: [],
      user: null,
    })
    await forgetting.finish(['run-1'])
    expect((await ledger.runs())[0]?.forgotten).toMatchObject({ files, done: now().toISOString() })
    expect(await keptOf(ledger)).toEqual([])
    await ledger.close()
  })

  test('gives one person one pseudonym, in every run', async () => {
    const folder = await ledgerOf('run-1', 'run-2')
    const ledger = await open(folder)
    for (const id of ['run-1', 'run-2']) await ledger.forgetting().erase(id, [])
    const ids = await Promise.all(
      ['run-1', 'run-2'].map(async (id) => (await allOf((await ledger.run(id)).rows()))[0]?.userId),
    )
    expect(new Set(ids).size).toBe(1)
    expect(await ledger.forgetting().rowsOf('jane')).toMatchObject([{ run: 'run-1' }, { run: 'run-2' }])
    expect(await ledger.forgetting().rowsOf('ann')).toEqual([])
    await ledger.close()
  })
})

describe('a run is kept', () => {
  test('as long as somebody on it waits', async () => {
    const folder = await ledgerOf('run-1', 'run-2', 'run-3', 'run-4')
    await change(
      folder,
      `UPDATE rows SET outcome = 'waiting', delete_after = '2026-12-31T00:00:00.000Z' WHERE run = 2;
       UPDATE runs SET site = 'other' WHERE id = 'run-4'`,
    )
    const ledger = await open(folder)
    expect(await keptOf(ledger)).toEqual([
      ['run-1', null],
      ['run-2', { kind: 'somebody_waits', since: 'run-2' }],
      ['run-3', null],
      ['run-4', null],
    ])
    await ledger.close()
  })

  test('while it is unfinished, or was not reported, or is the plan of a run that is unfinished', async () => {
    const folder = await ledgerOf('run-1', 'run-2', 'plan-1', 'run-3')
    await change(
      folder,
      `UPDATE runs SET status = 'stopped' WHERE id = 'run-1'; UPDATE runs SET reported = NULL WHERE id = 'run-2';
       UPDATE runs SET options = REPLACE(options, '"kind":"run"', '"kind":"plan"') WHERE id = 'plan-1';
       UPDATE runs SET status = 'running', options = REPLACE(options, '"executes":null', '"executes":"plan-1"') WHERE id = 'run-3'`,
    )
    const ledger = await open(folder)
    expect(await keptOf(ledger)).toEqual([
      ['run-1', { kind: 'unfinished' }],
      ['run-2', { kind: 'unfinished' }],
      ['plan-1', { kind: 'plan_of', run: 'run-3' }],
      ['run-3', { kind: 'unfinished' }],
    ])
    await ledger.close()
  })
})

onSqlite('the key of the pseudonyms', () => {
  test("is made once, on the first use, and is its owner's alone", async () => {
    const folder = await ledgerOf('run-1', 'run-2')
    expect(readdirSync(folder)).not.toContain(KEY_FILE)
    const ledger = await open(folder)
    await ledger.forgetting().erase('run-1', [])
    const { mode, ino } = statSync(join(folder, KEY_FILE))
    expect(mode & 0o777).toBe(0o600)
    await ledger.forgetting().erase('run-2', [])
    expect(statSync(join(folder, KEY_FILE)).ino).toBe(ino)
    await ledger.close()
  })

  test('may be taken away: then nobody is recognized, which is said, and a new one is made for the next', async () => {
    const folder = await ledgerOf('run-1', 'run-2')
    const first = await open(folder)
    await first.forgetting().erase('run-1', [])
    await first.close()
    rmSync(join(folder, KEY_FILE))
    const ledger = await open(folder)
    expect(ledger.notices).toEqual([expect.stringContaining(`(${KEY_FILE}) is gone: run-1`)])
    expect(await ledger.forgetting().rowsOf('jane')).toMatchObject([{ run: 'run-2' }])
    await ledger.forgetting().erase('run-2', [])
    expect(await ledger.forgetting().silentRuns()).toEqual(['run-1'])
    expect(await ledger.forgetting().rowsOf('jane')).toMatchObject([{ run: 'run-2' }])
    await ledger.close()
  })

  test.each([
    [
      'is damaged',
      (path: string) => {
        writeFileSync(path, 'f00')
      },
      'holds no key',
    ],
    [
      'is a link',
      (path: string) => {
        symlinkSync('/dev/null', path)
      },
      'is a link, where a key belongs',
    ],
  ])('that %s is refused, and the ledger is left as it was', async (_, put, message) => {
    const folder = await ledgerOf('run-1')
    put(join(folder, KEY_FILE))
    await expect(open(folder)).rejects.toThrow(message)
    rmSync(join(folder, KEY_FILE))
    await (await open(folder)).close()
  })
})

testOnSqlite('where the ledger cannot be written, nothing is erased', async () => {
  const folder = await ledgerOf('run-1')
  const path = join(folder, LEDGER_FILE)
  const ledger = await open(folder)
  renameSync(path, `${path}.away`)
  await expect(ledger.forgetting().erase('run-1', [])).rejects.toThrow('the ledger cannot be written')
  renameSync(`${path}.away`, path)
  await ledger.close()
  const again = await open(folder)
  expect((await again.runs())[0]?.forgotten).toBeNull()
  expect((await allOf((await again.run('run-1')).rows()))[0]?.cells).toEqual(['jane', 'Jane Doe'])
  await again.close()
})
