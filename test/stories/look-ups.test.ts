import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/people.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { changes, sandbox } from '../support/sandbox.ts'
import { csv, GUARDED, learners, people, person } from './site.ts'

// What is looked up, and what it costs.

describe('look-ups', () => {
  test.each([
    { rows: 3, users: 200, mode: 'auto' },
    { rows: 9, users: 200, mode: 'auto' },
    { rows: 30, users: 200, mode: 'auto' },
    { rows: 160, users: 200, mode: 'auto' },
    { rows: 1, users: 20, mode: 'auto' },
    { rows: 30, users: 200, mode: 'list' },
  ])(
    'look-ups-1: of $rows rows on a site of $users users take no more requests than they must',
    async ({ rows, users, mode }) => {
      const platform = await sandbox({
        users: learners.concat(people.filter((one) => !learners.includes(one))).slice(0, users),
      })
      const out = temporaryFolder()
      const list = writeList(
        out,
        csv(
          'id',
          platform.site
            .people()
            .slice(0, rows)
            .map(({ id }) => [id]),
        ),
      )
      await runAgainst(platform, list, out, ['--preflight', mode, '--no-delete'])
      const asked = platform.requests.filter(({ method }) => method === 'GET')
      expect(asked.length).toBeLessThanOrEqual(Math.min(rows, Math.ceil(users / 20)) + 1)
    },
  )

  test('look-ups-2: an active user takes two requests more, and one known to be deactivated one', async () => {
    const platform = await sandbox({ users: people })
    const banned = people.find(({ isBanned, role }) => isBanned && role.alias === 'learner') as Person
    const out = temporaryFolder()
    await runAgainst(platform, writeList(out, csv('id', [[person(0).id], [banned.id]])), out, [
      ...GUARDED,
      '--concurrency',
      '1',
    ])
    expect(changes(platform)).toEqual([
      `POST /users/blocked {"id":"${person(0).id}"}`,
      `DELETE /users/${person(0).id}`,
      `DELETE /users/${banned.id}`,
    ])
  })

  test('look-ups-3: a page that fails for good is no harm: whoever was on it is asked for singly', async () => {
    const platform = await sandbox({
      users: people,
      fault: ({ path }) => (path.endsWith('offset=40') ? 'broken' : null),
    })
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv(
        'id',
        learners.map(({ id }) => [id]),
      ),
    )
    const { exitCode, summary } = await runAgainst(platform, list, out, ['--retries', '1'])
    expect(exitCode).toBe(0)
    expect(summary.outcomes.deleted).toBe(learners.length)
    expect(summary.requests['read']).toBeGreaterThan(0)
  })

  test('look-ups-4: a totalCount that is far too large costs hardly a page more', async () => {
    const platform = await sandbox({ users: people, totalCount: 5_000 })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id]]))
    const flags = [...GUARDED, '--preflight', 'list', '--concurrency', '1']
    expect((await runAgainst(platform, list, out, flags)).exitCode).toBe(0)
    const pages = platform.requests.filter(({ path }) => path.includes('/users?offset'))
    expect(pages).toHaveLength(people.length / 20 + 1)
  })

  test('look-ups-5: are not made where nobody could confirm what comes of them', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id]]))
    const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out]
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('there is no terminal to ask on')
    expect(platform.requests).toEqual([])
  })

  test('look-ups-6: a totalCount that lies loses nobody', async () => {
    const platform = await sandbox({ users: people, totalCount: 21 })
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv(
        'id',
        learners.slice(0, 30).map(({ id }) => [id]),
      ),
    )
    const { summary } = await runAgainst(platform, list, out)
    expect(summary.outcomes.deleted).toBe(30)
  })
})
