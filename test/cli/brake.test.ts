import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SAME_ENDS_IN_A_ROW } from '../../src/batch/brake.ts'
import { runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { changes, person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

// A platform that turns every deletion down would leave everybody on the list deactivated, and nobody deleted.

const CONCURRENCY = 5
const users = Array.from({ length: 60 }, (_, index) => person(`u${index + 10}`))
const LIST = `id\n${users.map(({ id }) => `${id}\n`).join('')}`

const deactivated = (platform: WatchedSandbox): number =>
  platform.site.people().filter(({ isBanned }) => isBanned).length

test.each(['expert', 'role'] as const)(
  'A run is stopped once a dozen users in a row are turned down (%s), and goes on after a person has looked',
  async (why) => {
    // Each of them is an expert on a course, whom the platform does not deactivate; or not a learner any more by then.
    const platform = await sandbox({
      users: users.map((one) => ({ ...one, ...(why === 'expert' && { isExpert: true }) })),
      fault: ({ method }) => {
        if (why === 'role' && method === 'POST')
          for (const { id } of platform.site.people())
            platform.site.change(id, { role: { alias: 'manager' } })
        return null
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, LIST)
    const { exitCode, stderr, summary } = await runAgainst(platform, list, out)
    expect(exitCode).toBe(4)
    expect(summary).toMatchObject({ status: 'stopped' })
    expect(summary.outcomes.refused).toBeGreaterThanOrEqual(SAME_ENDS_IN_A_ROW)
    expect(summary.outcomes.refused).toBeLessThan(SAME_ENDS_IN_A_ROW + CONCURRENCY)
    expect(stderr).toMatch(/12 users, one after the other, ended as refused/)
    expect(deactivated(platform)).toBe(0)

    const next = await runAgainst(platform, list, out)
    expect(next.summary.run).toBe(summary.run)
    expect(next.exitCode).toBe(4)
    expect(next.summary.outcomes.refused).toBeGreaterThanOrEqual(2 * SAME_ENDS_IN_A_ROW)
  },
)

test('Whoever is left deactivated by then stands in retry.csv', async () => {
  const platform = await sandbox({
    users,
    fault: ({ method, path }) => {
      // Somebody reactivates everybody at once: the platform then deletes nobody.
      const [, id] = /\/users\/(\w+)$/.exec(path) ?? []
      if (method === 'DELETE' && id !== undefined) platform.site.change(id, { isBanned: false })
      return null
    },
  })
  const out = temporaryFolder()
  const { exitCode, summary } = await runAgainst(platform, writeList(out, LIST), out)
  expect(exitCode).toBe(4)
  expect(changes(platform).filter((change) => change.startsWith('DELETE')).length).toBeLessThan(
    SAME_ENDS_IN_A_ROW + CONCURRENCY,
  )
  const retry = readFileSync(join(out, summary.run, 'retry.csv'), 'utf8')
    .trim()
    .split('\n')
  expect(retry).toHaveLength(1 + users.length)
})

test('Users who were never looked up, and are not there, stop nothing', async () => {
  const platform = await sandbox({ users: users.slice(0, 2) })
  const out = temporaryFolder()
  const { exitCode, summary } = await runAgainst(platform, writeList(out, LIST), out, ['--preflight', 'off'])
  expect(exitCode).toBe(0)
  expect(summary.outcomes).toMatchObject({ deleted: 2, not_found: 58 })
})
