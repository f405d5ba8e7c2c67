import stringWidth from 'string-width'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cli, temporaryFolder, writeList } from '../support/cli.ts'
import { person, sandbox } from '../support/sandbox.ts'
import { openLedger, testOnSqlite } from '../support/ledger.ts'

test('runs keeps its columns straight, whatever the letters of a list’s name are', async () => {
  const out = temporaryFolder()
  for (const name of ['离职名单.csv', 'leavers.csv']) {
    const argv = ['run', writeList(out, 'id\nu1\n', name), '--site', 'acme', '--out', out, '--dry-run']
    expect((await cli(argv)).exitCode).toBe(0)
  }
  const { stdout } = await cli(['runs', '--out', out])
  const [head = '', ...lines] = stdout.trimEnd().split('\n')
  const column = stringWidth(head.slice(0, head.indexOf('STARTED')))
  expect(lines.map((line) => stringWidth(line.slice(0, line.search(/\d{4}-\d\d-\d\dT/))))).toEqual([
    column,
    column,
  ])
})

test('runs --user says of a plan that somebody is to be touched, and does not look for names', async () => {
  const platform = await sandbox({ users: [person('u1', { name: 'Ben Hughes' })] })
  const out = temporaryFolder()
  const argv = ['plan', writeList(out, 'id\nu1\n'), '--base-url', platform.baseUrl, '--out', out]
  await cli([...argv, '--max-percent', '100'], { env: { KONSTANTLY_API_KEY: platform.apiKey } })
  const { stdout } = await cli(['runs', '--user', 'u1', '--out', out])
  expect(stdout).toMatch(/ 1 +to be touched +would_be/)
  expect((await cli(['runs', '--user', 'Ben Hughes', '--out', out])).stdout).toMatch(
    /Names are not looked for\.\n$/,
  )
})

testOnSqlite(
  'runs --all lists the runs of every ledger in a folder, whatever is wrong with one of them',
  async () => {
    const all = temporaryFolder()
    const list = writeList(temporaryFolder(), 'id\nu1\n')
    for (const site of ['acme', 'globex']) {
      const argv = ['run', list, '--site', site, '--out', join(all, site), '--dry-run']
      expect((await cli(argv)).exitCode).toBe(0)
    }
    mkdirSync(join(all, 'broken'))
    writeFileSync(join(all, 'broken', 'ledger.sqlite'), 'no database')
    mkdirSync(join(all, 'other'))

    const { exitCode, stdout, stderr } = await cli(['runs', '--all', all])
    const [head = '', ...lines] = stdout.trimEnd().split('\n')
    expect(head).toMatch(/^FOLDER +RUN +SITE/)
    expect(
      lines.map((line) =>
        line
          .split(/\s+/)
          .filter((_, n) => n !== 1)
          .slice(0, 2),
      ),
    ).toEqual([
      ['acme', 'acme.konstant.ly'],
      ['globex', 'globex.konstant.ly'],
    ])
    expect(stderr).toMatch(/^konstantly-offboard: broken: .*\n$/)
    expect(exitCode).toBe(2)

    const held = await openLedger({ folder: join(all, 'acme'), create: false, now: () => new Date() })
    rmSync(join(all, 'broken'), { recursive: true })
    const inUse = await cli(['runs', '--all', all])
    await held.close()
    expect(inUse.exitCode).toBe(6)
    expect(inUse.stdout).toContain('globex.konstant.ly')
    expect(inUse.stderr).toContain('acme: ')

    const none = await cli(['runs', '--all', join(all, 'other')])
    expect(none.exitCode).toBe(2)
    expect(none.stderr).toContain('holds a ledger')
  },
)
