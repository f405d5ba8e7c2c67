import { describe, expect, test } from 'vitest'
import { makePeople } from '../src/sandbox/people.ts'
import { runAgainst, temporaryFolder, writeList } from './support/cli.ts'
import { changes, sandbox } from './support/sandbox.ts'

const PATHS = [
  /^POST \/openapi\/v1\/users\/blocked$/,
  /^DELETE \/openapi\/v1\/users\/(?!blocked$|byEmail$)[A-Za-z0-9_-]+$/,
  /^DELETE \/openapi\/v1\/users\/blocked\/[A-Za-z0-9_-]+$/,
  /^GET \/openapi\/v1\/users\/(?!blocked$|byEmail$)[A-Za-z0-9_-]+$/,
]

describe('150 users of every kind, over real HTTP', () => {
  test.each([
    { concurrency: 1, faultRate: 0 },
    { concurrency: 5, faultRate: 0 },
    { concurrency: 20, faultRate: 0 },
    { concurrency: 5, faultRate: 0.1 },
    { concurrency: 20, faultRate: 0.3 },
  ])(
    'at concurrency $concurrency with $faultRate of the requests failing, the results equal the platform',
    async (given) => {
      const people = makePeople(200, 7)
      const platform = await sandbox({ users: people, faultRate: given.faultRate, seed: 7 })
      const listed = people.slice(0, 150)
      const strangers = [
        'no-such-user',
        '..',
        '%2e%2e',
        'blocked',
        'byEmail',
        'a/b',
        'x?y',
        'x#y',
        'x\\y',
        '../blocked/1',
      ]
      const ids = listed.flatMap(({ id }, index) =>
        index % 15 === 0 ? [id, strangers[index / 15] ?? ''] : [id],
      )
      const out = temporaryFolder()
      const list = writeList(out, `n,id\n${ids.map((id, n) => `${n},${id}`).join('\n')}\n`)

      const { rows, summary } = await runAgainst(platform, list, out, [
        ...['--concurrency', String(given.concurrency)],
        ...['--retries', '20'],
        ...['--preflight', 'off'],
      ])

      // In list order, one row each.
      expect(rows.map((row) => row['id'])).toEqual(ids)
      expect(rows.map((row) => row['offboard_row'])).toEqual(ids.map((_, index) => String(index + 1)))
      expect(Object.values(summary.outcomes).reduce((sum, n) => sum + n, 0)).toBe(ids.length)

      // Row for row, what the results say is what the platform did.
      for (const row of rows) {
        const id = row['id'] ?? ''
        const before = people.find((person) => person.id === id)
        const after = platform.site.person(id)
        switch (row['offboard_outcome']) {
          case 'deleted':
            expect(before, id).toBeDefined()
            expect(after, id).toBeUndefined()
            break
          case 'refused':
            expect(after, id).toBeDefined()
            expect(before?.isExpert === true || before?.role.alias !== 'learner', id).toBe(true)
            break
          case 'not_found':
            expect(id).toBe('no-such-user')
            break
          case 'invalid':
            expect(strangers).toContain(id)
            break
          default:
            expect.fail(
              `row of ${id} ended as ${String(row['offboard_outcome'])}: ${String(row['offboard_detail'])}`,
            )
        }
      }
      expect(rows.filter((row) => row['offboard_outcome'] === 'deleted')).toHaveLength(
        listed.filter(({ isExpert, role }) => !isExpert && role.alias === 'learner').length,
      )

      // Nobody who was not listed was touched, and nobody was deleted without being deactivated first.
      for (const person of people.slice(150)) expect(platform.site.person(person.id)).toEqual(person)
      const asked = changes(platform)
      for (const { id } of listed) {
        const ban = asked.indexOf(`POST /users/blocked {"id":"${id}"}`)
        const deletion = asked.indexOf(`DELETE /users/${id}`)
        expect(ban).toBeGreaterThanOrEqual(0)
        if (deletion >= 0) expect(ban).toBeLessThan(deletion)
      }

      // No path but the documented ones.
      const unknown = platform.requests.filter(
        ({ method, path }) => !PATHS.some((known) => known.test(`${method} ${path}`)),
      )
      expect(unknown).toEqual([])
      if (given.faultRate === 0) expect(summary.requests.total).toBe(platform.requests.length)
    },
  )
})
