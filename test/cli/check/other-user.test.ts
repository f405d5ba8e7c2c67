import { chmodSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Ledger, LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { temporaryFolder } from '../../support/cli.ts'
import { asOtherUser } from '../../support/other-user.ts'
import type { Checked } from './support.ts'

const uid = process.getuid?.() ?? 0
const runAs = asOtherUser()

function checkAs(folder: string): { status: number | null; of: Checked['of'] } {
  const { status, stdout } = runAs('check', '--out', folder, '--json')
  const { checks } = JSON.parse(stdout) as Checked['json']
  return {
    status,
    of(name) {
      const finding = checks.find((each) => each.name === name)
      if (finding === undefined) throw new Error(`no finding of ${name}`)
      return finding
    },
  }
}

// Where root's checkout is closed to everybody else, nobody else can run it.
const isOpen = process.platform !== 'win32' && runAs('--version').status === 0
if (!isOpen)
  process.stderr.write('skipped: no other user can run this checkout, so none is refused a folder\n')

describe.skipIf(!isOpen)('a folder that this user', () => {
  test('may only read is wrong, and its ledger is read all the same', async () => {
    const folder = temporaryFolder()
    await (await Ledger.open({ folder, create: true, now: () => new Date() })).close()
    for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o444)
    chmodSync(folder, 0o555)
    const before = readdirSync(folder)
    const { status, of } = checkAs(folder)
    expect(status).toBe(2)
    expect(of('folder').found).toContain(`${folder} cannot be written by this user`)
    expect(of('file_locks').result).toBe('skipped')
    expect(of('ledger')).toMatchObject({ result: 'ok', facts: { runs: 0 } })
    expect(readdirSync(folder)).toEqual(before)
    chmodSync(folder, 0o700)
  })

  test('may not even look into is wrong', async () => {
    const folder = temporaryFolder()
    await (await Ledger.open({ folder, create: true, now: () => new Date() })).close()
    chmodSync(folder, 0)
    const { status, of } = checkAs(folder)
    chmodSync(folder, 0o700)
    expect(status).toBe(2)
    expect(of('folder').result).toBe('failed')
    expect(of('ledger').result).toBe('failed')
  })

  test('may use, with a ledger that only somebody else may read, is right; the ledger is not', async () => {
    const folder = temporaryFolder()
    await (await Ledger.open({ folder, create: true, now: () => new Date() })).close()
    chmodSync(folder, 0o755)
    chmodSync(join(folder, LEDGER_FILE), uid === 0 ? 0o600 : 0)
    const { status, of } = checkAs(folder)
    expect(status).toBe(2)
    expect(of('ledger').found).toContain('cannot be read by this user')
  })
})
