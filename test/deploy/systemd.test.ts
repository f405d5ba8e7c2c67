import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/cli.ts'
import { ROOT } from './examples.ts'

const UNITS = join(ROOT, 'deploy/systemd')
const SYSTEM = ['/usr/lib/systemd/system', '/lib/systemd/system'].find(existsSync) ?? ''

const isPossible = spawnSync('systemd-analyze', ['--version']).status === 0
if (!isPossible)
  process.stderr.write('SKIPPED, the systemd units were not verified: there is no systemd-analyze here\n')

/** A machine where the tool is installed, with systemd's own targets. */
function machine(): string {
  const root = temporaryFolder()
  for (const folder of ['usr/local/bin', 'usr/lib/systemd/system'])
    mkdirSync(join(root, folder), { recursive: true })
  writeFileSync(join(root, 'usr/local/bin/konstantly-offboard'), '#!/bin/sh\n', { mode: 0o755 })
  cpSync(UNITS, join(root, 'etc/systemd/system'), { recursive: true })
  for (const target of readdirSync(SYSTEM).filter((name) => name.endsWith('.target')))
    cpSync(join(SYSTEM, target), join(root, 'usr/lib/systemd/system', target), {
      dereference: true,
      recursive: true,
    })
  return root
}

test('a purge is tried again where the same command goes on, and the timer starts an inbox as often as it says', () => {
  const unit = (name: string): string => readFileSync(join(UNITS, `konstantly-${name}.service`), 'utf8')
  for (const name of ['inbox', 'purge']) expect(unit(name)).toMatch(/^SuccessExitStatus=3 7 143$/m)
  expect(unit('purge')).toMatch(/^Restart=on-failure\nRestartPreventExitStatus=1 2 4 5$/m)
  // A limit of starts would count those by the timer, too.
  expect(unit('inbox')).not.toMatch(/^(StartLimit|Restart)/m)
})

test.runIf(isPossible)('systemd takes the units, and finds little that they could do to the machine', () => {
  const root = machine()
  const units = readdirSync(UNITS)
  expect(units).toHaveLength(4)
  const verified = spawnSync('systemd-analyze', ['verify', '--man=no', `--root=${root}`, ...units], {
    encoding: 'utf8',
  })
  expect(verified).toMatchObject({ status: 0, stdout: '', stderr: '' })
  for (const service of units.filter((name) => name.endsWith('.service'))) {
    // Of 10: 17 is 1.7. Without its hardening, a service has 9.6.
    const security = ['security', '--offline=yes', '--threshold=17', `--root=${root}`, service]
    const { status, stdout } = spawnSync('systemd-analyze', security, { encoding: 'utf8' })
    expect(status, stdout).toBe(0)
  }
})
