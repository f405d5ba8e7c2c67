import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { cli, readResults, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { changes, sandbox } from '../support/sandbox.ts'
import { carryOut, column, csv, GUARDED, learners, people, person, plan } from './site.ts'

// A plan that is carried out.

describe('a plan', () => {
  test('run-plan-1: is carried out without its list, on the people in it who are still the same, once', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const listed = learners.slice(0, 5)
    const { run } = await plan(
      platform,
      out,
      writeList(
        out,
        csv(
          'id',
          listed.map(({ id }) => [id]),
        ),
        'gone.csv',
      ),
    )
    platform.site.change(person(1).id, { email: 'married@example.com' })
    platform.site.change(person(2).id, { role: { alias: 'manager' } })
    platform.site.remove(person(3).id)

    const { exitCode, stdout } = await carryOut(platform, out, run)
    expect(exitCode).toBe(3)
    const rows = readResults(out, (JSON.parse(stdout) as { run: string }).run)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch', 'mismatch', 'not_found', 'deleted'])
    expect(column(rows, 'detail')[1]).toBe(
      `changed since they were first looked up: e-mail address was ${person(1).email}, is married@example.com`,
    )
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toHaveLength(2)

    const again = await carryOut(platform, out, run)
    expect(again.exitCode).toBe(4)
    expect(again.stderr).toContain('a plan is carried out once')
  })

  test('run-plan-2: is carried out on nobody whom it would not touch, though it knows who they are', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const rows = [
      [person(0).id, '', '2999-12-31'],
      ['', person(0).email, '2025-12-31'],
      [person(1).id, '', '2025-12-31'],
    ]
    const list = writeList(out, csv('id,email,contract end date', rows))
    const { run } = await plan(platform, out, list)
    const { stdout } = await carryOut(platform, out, run)
    const ends = readResults(out, (JSON.parse(stdout) as { run: string }).run)
    expect(column(ends, 'user_id')).toEqual([person(1).id])
    expect(column(ends, 'outcome')).toEqual(['deleted'])
    expect(changes(platform)).toEqual([
      `POST /users/blocked {"id":"${person(1).id}"}`,
      `DELETE /users/${person(1).id}`,
    ])
  })

  test('run-plan-3: that nobody confirmed may still be carried out', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    const argv = ['run', '--plan', run, '--base-url', platform.baseUrl, '--out', out, ...GUARDED]
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('nobody confirmed')
    expect(changes(platform)).toEqual([])
    expect((await carryOut(platform, out, run)).exitCode).toBe(0)
    expect(platform.site.person(person(0).id)).toBeUndefined()
  })

  test('run-plan-4: is carried out as it was made, and refuses flags that rule out what it would do', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    const asked = platform.requests.length
    for (const flags of [['--no-delete'], ['--no-deactivate'], ['--roles', 'manager'], ['--match', 'name']]) {
      const { exitCode, stderr } = await carryOut(platform, out, run, flags)
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`was made without `)
    }
    expect(platform.requests).toHaveLength(asked)
    expect((await carryOut(platform, out, run, ['--roles', 'learner'])).exitCode).toBe(0)
  })

  test('run-plan-5: is not carried out while its file says something else, since changes there mean nothing', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id], [person(1).id]]))
    const { run } = await plan(platform, out, list)
    const file = join(out, run, 'plan.csv')
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, lines.filter((line) => !line.startsWith(person(0).id)).join('\n'))
    const { exitCode, stderr } = await carryOut(platform, out, run)
    expect(exitCode).toBe(4)
    expect(stderr).toContain('--protect')
    expect(changes(platform)).toEqual([])
    await cli(['report', run, '--out', out])
    expect((await carryOut(platform, out, run)).exitCode).toBe(0)
  })

  test('run-plan-6: is not carried out while its file is not there, since somebody may have taken it away to change it', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    rmSync(join(out, run), { recursive: true })
    const refused = await carryOut(platform, out, run)
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toContain('plan.csv is not there')
    expect(changes(platform)).toEqual([])
    await cli(['report', run, '--out', out])
    expect((await carryOut(platform, out, run)).exitCode).toBe(0)
  })

  test.each([
    ['--leave-date-column', 'Letzter Tag'],
    ['--before', '2027-01-01'],
    ['--timezone', 'UTC'],
    ['--no-header'],
  ])('run-plan-7: goes by the list as it was read: %s is for reading one', async (...flags) => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    const asked = platform.requests.length
    for (const source of ['--plan', '--resume']) {
      const argv = ['run', source, run, '--base-url', platform.baseUrl, '--out', out, '--yes', ...flags]
      const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`${flags[0]} says how a list is read`)
    }
    expect(platform.requests).toHaveLength(asked)
    // A variable may be there for other commands.
    const env = { KONSTANTLY_API_KEY: platform.apiKey, KONSTANTLY_TIMEZONE: 'UTC' }
    const argv = ['run', '--plan', run, '--base-url', platform.baseUrl, '--out', out, '--yes', ...GUARDED]
    expect((await cli(argv, { env })).exitCode).toBe(0)
  })

  test('run-plan-8: spares who was put on the protected list since, beside those who stood on it', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const [then, since] = [join(out, 'then.txt'), join(out, 'since.txt')]
    writeFileSync(then, `${person(0).id}\n`)
    writeFileSync(since, `${person(1).email}\n`)
    const ids = [0, 1, 2].map((index) => [person(index).id])
    const { run } = await plan(platform, out, writeList(out, csv('id', ids)), undefined, [
      ...['--protect', then],
    ])
    expect((await carryOut(platform, out, run, ['--protect', since])).exitCode).toBe(0)
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toEqual([
      `DELETE /users/${person(2).id}`,
    ])
  })

  test('run-plan-9: reactivates whoever changed meanwhile, also if the run stops in between', async () => {
    const { id } = person(0)
    const { deps, send } = signals()
    let isDown = true
    const platform = await sandbox({
      users: people,
      fault: ({ method, path }) => {
        if (method === 'POST') platform.site.change(id, { name: 'Somebody Else', email: 'else@example.com' })
        if (!isDown || !path.includes('/blocked/')) return null
        send('SIGTERM')
        return 'unavailable'
      },
    })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[id]])))
    const stopped = await carryOut(platform, out, run, [], undefined, deps)
    expect(stopped.exitCode).toBe(143)
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })
    isDown = false
    const { exitCode, stdout } = await carryOut(platform, out, run)
    expect(exitCode).toBe(3)
    const rows = readResults(out, (JSON.parse(stdout) as { run: string }).run)
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })
})
