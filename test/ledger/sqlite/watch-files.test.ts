import { mkdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { LedgerWriteError } from '../../../src/ledger/errors.ts'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'

const now = (): Date => new Date('2026-11-23T18:45:00Z')
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
    const ledger = Ledger.open({ folder, create: true, now })
    const journal = (await beginRun(ledger, [leaverRow(1, 'u1')])).session.journal()
    await journal.intend(1, STEP)
    harm(join(folder, file))
    await expect(journal.intend(1, STEP)).rejects.toThrow(LedgerWriteError)
    await expect(journal.intend(1, STEP)).rejects.toThrow(/(?:is not there any more|was cut off|disk)/)
  })
})
