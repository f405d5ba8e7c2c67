import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import type { RunDraft } from '../../../src/offboarding/ports/run-store.ts'
import { beginRun, leaverRow } from '../../support/begin-run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const open = (): Ledger => Ledger.open({ folder, create: true, now: () => new Date('2026-11-23T12:00:00Z') })

/** Bytes of the ledger and of what stands beside it. */
const size = (): number =>
  [LEDGER_FILE, `${LEDGER_FILE}-wal`].reduce(
    (sum, file) => sum + (statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0),
    0,
  )

/** More rows than SQLite keeps in memory. */
async function readMany(draft: RunDraft): Promise<void> {
  const cells = ['a cell of some length, as there are many']
  await draft.add(Array.from({ length: 100_000 }, (_, index) => leaverRow(index + 1, `u${index + 1}`, cells)))
}

test('a list that is discarded takes no space any more, although the ledger is still open', async () => {
  const ledger = open()
  const draft = await ledger.draft()
  await readMany(draft)
  expect(size()).toBeGreaterThan(1_000_000)
  await draft.discard()
  expect(size()).toBeLessThan(200_000)
  ledger.close()
})

test('nor does one whose reading was killed, once the ledger is opened again, and runs that are there stay', async () => {
  const ledger = open()
  await beginRun(ledger, [])
  const draft = await ledger.draft()
  await readMany(draft)
  // What a kill leaves behind is the files as they are.
  const killed = join(folder, 'killed')
  copyFileSync(join(folder, LEDGER_FILE), killed)
  copyFileSync(join(folder, `${LEDGER_FILE}-wal`), `${killed}-wal`)
  await draft.discard()
  ledger.close()
  copyFileSync(killed, join(folder, LEDGER_FILE))
  copyFileSync(`${killed}-wal`, join(folder, `${LEDGER_FILE}-wal`))
  expect(size()).toBeGreaterThan(1_000_000)
  const again = open()
  expect(size()).toBeLessThan(200_000)
  expect((await again.runs()).map(({ id }) => id)).toEqual(['run-1'])
  again.close()
})
