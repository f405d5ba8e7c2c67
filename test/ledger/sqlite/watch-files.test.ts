import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LedgerWriteError } from '../../../src/ledger/errors.ts'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import type { RunSession } from '../../../src/offboarding/ports/run-session.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'
import { IDENTITY } from '../../support/run-identity.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')
const ANOTHER = { ...IDENTITY, site: 'another.konstant.ly' }
const STEP = { do: 'deactivate', userId: 'u1' } as const

describe.each([LEDGER_FILE, `${LEDGER_FILE}-wal`])('under a run, %s', (file) => {
  test.each<[string, (path: string) => void]>([
    ['removed', rmSync],
    [
      'moved',
      (path) => {
        renameSync(path, `${path}.old`)
      },
    ],
    [
      'replaced',
      (path) => {
        rmSync(path)
        writeFileSync(path, '')
      },
    ],
    [
      'cut off',
      (path) => {
        truncateSync(path, 100)
      },
    ],
    [
      'covered by a folder',
      (path) => {
        rmSync(path)
        mkdirSync(path)
      },
    ],
  ])('is missed once it is %s, and nothing more is announced', async (_, harm) => {
    const folder = temporaryFolder()
    const ledger = await Ledger.open({ folder, create: true, now })
    const journal = (await beginRun(ledger, [leaverRow(1, 'u1')])).session.journal()
    await journal.intend(1, STEP)
    harm(join(folder, file))
    await expect(journal.intend(1, STEP)).rejects.toThrow(LedgerWriteError)
    await expect(journal.intend(1, STEP)).rejects.toThrow(/(?:is not there any more|was cut off|disk)/)
  })
})

describe('a file that vanished', () => {
  const limits = { maxUsers: 1, maxPercent: 1, maxUnknown: 1 }
  test.each<[what: string, write: (ledger: Ledger, session: RunSession) => Promise<unknown>]>([
    ['whom to protect', (ledger) => ledger.protect('run-1', ['*@board.example.com'])],
    ['rows that end together', (_, session) => session.endToDo({ code: 'run_refused', message: 'too many' })],
    ['that the result was told', (ledger) => ledger.markReported('run-1')],
    ['who confirmed', (_, session) => session.confirm('yes', limits)],
    ['how the run ended', (_, session) => session.close({ status: 'finished', exitCode: 0, reason: null })],
    ['a run that goes on', (ledger) => ledger.resume('run-1', '0.0.0')],
    ['another list', (ledger) => beginRun(ledger, [leaverRow(1, 'u1')], 'run-2', ANOTHER)],
  ])('is noticed by the write of %s', async (_, write) => {
    const folder = temporaryFolder()
    const ledger = await Ledger.open({ folder, create: true, now })
    const { session } = await beginRun(ledger, [])
    renameSync(join(folder, LEDGER_FILE), join(folder, 'elsewhere.sqlite'))
    await expect(write(ledger, session)).rejects.toThrow(
      /^the ledger cannot be written \(.* is not there any more\)/,
    )
    await ledger.close()
  })
})
