import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LEDGER_FILE } from '../../../src/ledger/ledger.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../../support/cli.ts'
import { onSqlite } from '../../support/ledger.ts'
import { person, sandbox } from '../../support/sandbox.ts'

const copy = (...argv: readonly string[]): ReturnType<typeof cli> => cli(['ledger', 'copy', ...argv])

onSqlite('ledger copy', () => {
  test('makes a ledger that says the same, and leaves the old one', async () => {
    const platform = await sandbox({ users: [person('u1'), person('u2')] })
    const [from, to] = [temporaryFolder(), join(temporaryFolder(), 'new')]
    await runAgainst(platform, writeList(from, 'id\nu1\n'), from)
    const { exitCode, stdout } = await copy('--from', from, '--to', to)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/: \d+ rows, each compared\.\n/)
    expect(stdout).toMatch(/^ {2}rows +1 {2}SHA-256 [\da-f]{64}$/m)
    const runs = await cli(['runs', '--json', '--out', from])
    expect((await cli(['runs', '--json', '--out', to])).stdout).toBe(runs.stdout)
  })

  test('refuses a ledger that is not there, and makes none of it', async () => {
    const to = temporaryFolder()
    const { exitCode, stderr } = await copy('--from', join(to, 'nowhere'), '--to', to)
    expect(exitCode).toBe(2)
    expect(stderr).toContain('there is no ledger at')
    expect(existsSync(join(to, LEDGER_FILE))).toBe(false)
  })
})

test.each([
  [[], 'ledger copy needs --from'],
  [['--from', 'a'], 'ledger copy needs --to'],
  [['--from', 'a', '--to', 'a'], '--from and --to name the same ledger'],
  [['--from', 'a', '--to', 'postgres://u:s3cret@h/d'], '--to holds a password'],
  [['--from', 'a', '--to', 'mysql://h/d'], '--to must be the address of a PostgreSQL server'],
])('ledger copy %j is refused: %s', async (argv, says) => {
  const { exitCode, stderr } = await copy(...argv)
  expect(exitCode).toBe(2)
  expect(stderr).toContain(says)
  expect(stderr).not.toContain('s3cret')
})

test('ledger does one thing, and says so', async () => {
  const { exitCode, stderr } = await cli(['ledger', 'move'])
  expect(exitCode).toBe(2)
  expect(stderr).toContain('the one thing is `ledger copy`')
})
