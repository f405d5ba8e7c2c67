import { fork } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { beginRun } from '../../support/begin-run.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { check } from './support.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')

/** Everything in a folder, with its content and its times, but for what SQLite itself keeps of a lock that is held. */
const inventory = (folder: string): unknown =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !name.endsWith('.lock-journal'))
    .sort()
    .map((name) => {
      const path = join(folder, name)
      const found = statSync(path)
      return [name, found.mode, found.mtimeMs, found.isFile() ? readFileSync(path, 'hex') : null]
    })

/** A ledger with two runs, of which one is unfinished. */
async function ledgerWithRuns(): Promise<string> {
  const folder = temporaryFolder()
  const ledger = await Ledger.open({ folder, create: true, now })
  const { session } = await beginRun(ledger, [], 'run-1')
  await session.close({ status: 'finished', exitCode: 0, reason: null })
  await ledger.markReported('run-1')
  const second = await beginRun(ledger, [], 'run-2')
  await second.session.close({ status: 'stopped', exitCode: 6, reason: 'down' })
  await ledger.close()
  return folder
}

describe('the folder', () => {
  test('is not made, and nothing is left where it would be', async () => {
    const parent = temporaryFolder()
    const { of } = await check(['--out', join(parent, 'a', 'b')])
    expect(of('folder')).toMatchObject({
      result: 'ok',
      facts: { path: join(parent, 'a', 'b'), exists: false },
    })
    expect(of('file_locks').result).toBe('ok')
    expect(of('ledger')).toMatchObject({ result: 'ok', facts: { exists: false } })
    expect(readdirSync(parent)).toEqual([])
  })

  test('is no folder', async () => {
    const path = join(temporaryFolder(), 'file')
    writeFileSync(path, '')
    const { exitCode, of } = await check(['--out', path])
    expect(exitCode).toBe(2)
    expect(of('folder').found).toBe(`${path} is no folder`)
    expect(of('file_locks').result).toBe('skipped')
  })

  test('in which everybody may write is not safe', async () => {
    const folder = temporaryFolder()
    chmodSync(folder, 0o777)
    const { of } = await check(['--out', folder])
    expect(of('folder')).toMatchObject({ result: 'failed', exitCode: 2 })
    expect(of('folder').found).toBe(`everybody on this machine can write in ${folder}, and take files away`)
    chmodSync(folder, 0o1777)
    const sticky = await check(['--out', folder])
    expect(sticky.of('folder').result).toBe('warning')
    expect(readdirSync(folder)).toEqual([])
  })
})

describe('a ledger', () => {
  test('that is whole is told of, and not changed', async () => {
    const folder = await ledgerWithRuns()
    const before = inventory(folder)
    const { of } = await check(['--out', folder])
    expect(of('ledger')).toMatchObject({
      result: 'ok',
      facts: { exists: true, inUse: false, runs: 2, unfinished: ['run-2'], wasClosed: true },
    })
    expect(of('ledger').found).toBe('whole; 2 runs, 1 unfinished (run-2)')
    expect(inventory(folder)).toEqual(before)
  })

  test('of an earlier version is told of, and not brought to this one', async () => {
    const folder = temporaryFolder()
    const db = new DatabaseSync(join(folder, LEDGER_FILE))
    db.exec(readFileSync(new URL('../../ledger/fixtures/version-3.sql', import.meta.url), 'utf8'))
    db.close()
    const before = inventory(folder)
    const { of } = await check(['--out', folder])
    expect(of('ledger')).toMatchObject({ result: 'ok', facts: { version: 3 } })
    expect(of('ledger').found).toMatch(/of an earlier version \(3\); the next run brings it to \d/)
    expect(inventory(folder)).toEqual(before)
  })

  test('that is in use is waited for by whoever runs the check again', async () => {
    const folder = await ledgerWithRuns()
    const holder = fork(fileURLToPath(new URL('../../support/hold-ledger.ts', import.meta.url)), [folder])
    onTestFinished(() => void holder.kill('SIGKILL'))
    await once(holder, 'message')
    const { exitCode, of } = await check(['--out', folder, '--site', 'a/b'])
    expect(exitCode).toBe(6)
    expect(of('ledger')).toMatchObject({ result: 'failed', exitCode: 6, facts: { inUse: true } })
    expect(of('ledger').found).toContain(`in use by process ${holder.pid ?? 0} on `)
  })

  test('that a killed process left is read with its log, and not recovered', async () => {
    const folder = temporaryFolder()
    const ledger = await Ledger.open({ folder, create: true, now })
    onTestFinished(() => ledger.close())
    await beginRun(ledger, [])
    // What is in the files now is what a kill would leave.
    const left = temporaryFolder()
    cpSync(folder, left, { recursive: true })
    expect(statSync(join(left, `${LEDGER_FILE}-wal`)).size).toBeGreaterThan(0)
    const before = inventory(left)
    const { of } = await check(['--out', left])
    expect(of('ledger')).toMatchObject({ result: 'ok', facts: { unfinished: ['run-1'], wasClosed: false } })
    expect(of('ledger').found).toContain('its last process was killed; the next one recovers what it left')
    expect(inventory(left)).toEqual(before)
  })

  test.each([
    ['is damaged', (file: Buffer) => file.fill(0xff, 4096, 4096 * 6), 'is damaged'],
    [
      'is none',
      () => Buffer.from('not a database, but long enough to look at'),
      'is damaged or not a ledger',
    ],
    ['was emptied', () => Buffer.alloc(0), 'is empty, though runs have left their folders beside it'],
  ])('that %s is a mistake of the setup', async (_, spoil, words) => {
    const folder = await ledgerWithRuns()
    mkdirSync(join(folder, '20261123T184500Z-3f9c'))
    const path = join(folder, LEDGER_FILE)
    writeFileSync(path, spoil(readFileSync(path)))
    const before = inventory(folder)
    const { exitCode, of } = await check(['--out', folder])
    expect(exitCode).toBe(2)
    expect(of('ledger').result).toBe('failed')
    expect(of('ledger').found).toContain(words)
    expect(inventory(folder)).toEqual(before)
  })

  test('that is another program’s database is left alone', async () => {
    const folder = temporaryFolder()
    const db = new DatabaseSync(join(folder, LEDGER_FILE))
    db.exec('CREATE TABLE cats (name)')
    db.close()
    const { of } = await check(['--out', folder])
    expect(of('ledger').found).toContain('is not a ledger of konstantly-offboard')
    expect(existsSync(join(folder, `${LEDGER_FILE}.lock`))).toBe(false)
  })
})
