import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Ledger, LEDGER_FILE } from '../../src/ledger/ledger.ts'
import { temporaryFolder } from '../support/cli.ts'
import { asOtherUser, OTHER_USER } from '../support/other-user.ts'
import { beginRun } from '../support/begin-run.ts'

const uid = process.getuid?.() ?? 0
const audit = asOtherUser()

async function ledgerWithARun(): Promise<string> {
  const folder = temporaryFolder()
  const ledger = await Ledger.open({ folder, create: true, now: () => new Date('2026-11-23T18:45:00Z') })
  const { session } = await beginRun(ledger, [])
  await session.close({ status: 'finished', exitCode: 0, reason: null })
  await ledger.close()
  return folder
}

// Where root's checkout is closed to everybody else, nobody else can run it.
const isOpen = process.platform !== 'win32' && audit('--version').status === 0
if (!isOpen)
  process.stderr.write('skipped: no other user can run this checkout, so none is refused the ledger\n')

describe.skipIf(!isOpen)('an auditor without the right to read the ledger', () => {
  test.each([[['runs']], [['report', '--check']], [['report']]])('is told so by %j', async (command) => {
    const folder = await ledgerWithARun()
    chmodSync(folder, 0o755)
    chmodSync(join(folder, LEDGER_FILE), uid === 0 ? 0o600 : 0)
    const { status, stderr } = audit(...command, '--out', folder)
    expect(stderr).toBe(
      `konstantly-offboard: ${join(folder, LEDGER_FILE)} cannot be read by this user (uid ${OTHER_USER}): it belongs to uid ${uid}. Ask its owner for a copy.\n`,
    )
    expect(status).toBe(2)
  })

  test('nor to look into its folder is not told that there is none', async () => {
    const folder = await ledgerWithARun()
    chmodSync(folder, 0)
    const { status, stderr } = audit('runs', '--out', folder)
    chmodSync(folder, 0o700)
    expect(stderr).toContain(
      `cannot be read by this user (uid ${OTHER_USER}): its folder belongs to uid ${uid}.`,
    )
    expect(status).toBe(2)
  })

  test('is shown one that may be read, though not written', async () => {
    const folder = await ledgerWithARun()
    chmodSync(join(folder, LEDGER_FILE), 0o444)
    chmodSync(folder, 0o555)
    const { status, stdout } = audit('runs', '--out', folder)
    chmodSync(folder, 0o700)
    expect(stdout).toContain('run-1')
    expect(status).toBe(0)
  })
})
