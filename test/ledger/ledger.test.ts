import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { LedgerInUseError, LedgerUnusableError, LedgerWriteError } from '../../src/ledger/errors.ts'
import { LEDGER_FILE, type Ledger } from '../../src/ledger/ledger.ts'
import { isWritable, openReadOnly } from '../../src/ledger/sqlite/opening/open-read-only.ts'
import { openFile } from '../../src/ledger/sqlite/opening/open-sqlite.ts'
import { beginRun, leaverRow } from '../support/begin-run.ts'
import { temporaryFolder } from '../support/cli.ts'
import { onSqlite, openLedger, testOnSqlite } from '../support/ledger.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')
const open = (folder: string): Promise<Ledger> => openLedger({ folder, create: true, now })
const openAndClose = async (folder: string): Promise<void> => {
  await (await open(folder)).close()
}

onSqlite('the ledger in a file', () => {
  test('is one durable SQLite file that says what it is', async () => {
    const folder = temporaryFolder()
    await openAndClose(folder)
    const db = new DatabaseSync(join(folder, LEDGER_FILE), { readOnly: true })
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 8 })
    expect(db.prepare('PRAGMA application_id').get()).toEqual({ application_id: 0x4b4f6666 })
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    db.close()
  })

  test('commits through to the disk', () => {
    const path = join(temporaryFolder(), LEDGER_FILE)
    const { file, close } = openFile(path, { create: true, now: now() })
    // FULL, in the WAL mode that would be content with less. It is no property of the file, but of who has opened it.
    expect(file.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    close()
  })

  test.skipIf(process.platform === 'win32')("is its owner's alone, like the reports", async () => {
    const folder = temporaryFolder()
    const ledger = await open(folder)
    for (const file of [LEDGER_FILE, `${LEDGER_FILE}-wal`]) {
      expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600)
    }
    await ledger.close()
  })

  test('is refused while it is open here or in another process, and free again as soon as that process is killed', async () => {
    const folder = temporaryFolder()
    const holder: ChildProcess = fork(new URL('../support/hold-ledger.ts', import.meta.url), [folder])
    await once(holder, 'message')
    await expect(open(folder)).rejects.toThrow(LedgerInUseError)
    await expect(open(folder)).rejects.toThrow(`process ${String(holder.pid)} on`)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const ledger = await open(folder)
    await expect(open(folder)).rejects.toThrow(`process ${process.pid} on`)
    await ledger.close()
    await openAndClose(folder)
  })

  test('leaves a database of somebody else untouched', async () => {
    const folder = temporaryFolder()
    const path = join(folder, LEDGER_FILE)
    const other = new DatabaseSync(path)
    other.exec('CREATE TABLE diary (entry TEXT); PRAGMA user_version = 1')
    other.close()
    const before = readFileSync(path)
    await expect(open(folder)).rejects.toThrow(LedgerUnusableError)
    expect(readFileSync(path)).toEqual(before)
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  test('of a newer version is refused, untouched', async () => {
    const folder = temporaryFolder()
    const path = join(folder, LEDGER_FILE)
    await openAndClose(folder)
    const db = new DatabaseSync(path)
    db.exec('PRAGMA user_version = 999')
    db.close()
    const before = readFileSync(path)
    await expect(open(folder)).rejects.toThrow('was written by a newer version of konstantly-offboard')
    expect(readFileSync(path)).toEqual(before)
  })

  test('is not made where one is only to be looked at', async () => {
    const folder = join(temporaryFolder(), 'none')
    await expect(openLedger({ folder, create: false, now })).rejects.toThrow('there is no ledger at')
    expect(existsSync(folder)).toBe(false)
  })

  test('is an empty file as good as none', async () => {
    const folder = temporaryFolder()
    mkdirSync(folder, { recursive: true })
    new DatabaseSync(join(folder, LEDGER_FILE)).close()
    const ledger = await open(folder)
    expect(await ledger.runs()).toEqual([])
    await ledger.close()
  })
})

onSqlite('a ledger that cannot be written', () => {
  test('is read as it is', async () => {
    const folder = temporaryFolder()
    const before = await open(folder)
    await (await before.draft()).discard()
    await before.close()
    const path = join(folder, LEDGER_FILE)
    const bytes = readFileSync(path)
    const { file, close } = openReadOnly(path)
    expect(file.prepare('SELECT COUNT(*) AS n FROM runs').get()).toEqual({ n: 0 })
    expect(() => {
      file.exec('DELETE FROM runs')
    }).toThrow('readonly')
    close()
    expect(readFileSync(path)).toEqual(bytes)
    expect(isWritable(path)).toBe(true)
  })

  test('is not taken for whole where it was not closed', async () => {
    const folder = temporaryFolder()
    await openAndClose(folder)
    const path = join(folder, LEDGER_FILE)
    writeFileSync(`${path}-wal`, 'pages')
    expect(() => openReadOnly(path)).toThrow('Copy the folder')
  })

  test('is not read by another schema than its own', () => {
    const path = join(temporaryFolder(), LEDGER_FILE)
    const db = new DatabaseSync(path)
    db.exec(readFileSync(new URL('fixtures/version-1.sql', import.meta.url), 'utf8'))
    db.close()
    expect(() => openReadOnly(path)).toThrow('written by an older version')
    writeFileSync(path, 'not a database')
    expect(() => openReadOnly(path)).toThrow(LedgerUnusableError)
    expect(() => openReadOnly(path)).toThrow('it is damaged, or not a ledger')
  })
})

testOnSqlite('after a failed commit, whoever asked for it, nothing is written any more', async () => {
  const folder = temporaryFolder()
  const ledger = await open(folder)
  const { session } = await beginRun(ledger, [leaverRow(1, 'u1')])
  const journal = session.journal()
  const lookUps = session.lookUps()
  const path = join(folder, LEDGER_FILE)
  renameSync(path, `${path}.moved`)
  await expect(journal.intend(1, { do: 'deactivate', userId: 'u1' })).rejects.toThrow(LedgerWriteError)
  // Even where it could be written by now: what was not written before is missing.
  renameSync(`${path}.moved`, path)
  const delivery = { attempts: 1, throttled: 0, retries: [], mayHaveArrived: false }
  const page = { kind: 'page', status: 200, users: [], entries: 0, totalCount: 0, delivery } as const
  const others = [
    () => lookUps.keepPage(0, page),
    () => session.close({ status: 'stopped', exitCode: 6, reason: null }),
    () => ledger.protect('run-1', ['*@board.example.com']),
    () => session.journal().ended(1, { outcome: 'failed', reasons: [], status: null }, 'work'),
  ]
  for (const write of others) await expect(write()).rejects.toThrow(LedgerWriteError)
  expect(await lookUps.siteUsers()).toBeNull()
  await ledger.close()
})
