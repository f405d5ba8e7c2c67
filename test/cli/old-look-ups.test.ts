import { createServer, request } from 'node:http'
import { expect, test } from 'vitest'
import { makePeople, type Person } from '../../src/sandbox/people.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, sandbox } from '../support/sandbox.ts'
import { listen } from '../support/secure-platform.ts'

// Who somebody is may have changed since they were looked up: after a day nobody goes by it.

const people = makePeople(200, 11)
const learners = people.filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
const [first, second, third] = learners.filter(({ isBanned }) => !isBanned) as [Person, Person, Person]
const banned = learners.find(({ isBanned }) => isBanned) as Person
const DAYS_3 = 72 * 3_600_000

test('A question that is left open over the weekend is asked again, about who everybody is by then', async () => {
  const clock = new LeapingClock()
  const platform = await sandbox({ users: people, now: clock.wall })
  const out = temporaryFolder()
  const list = writeList(out, `id\n${banned.id}\n${first.id}\n`)
  const { exitCode, stderr } = await cli(
    ['run', list, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100'],
    {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
      clock,
      types: ['2', '1'],
      deps: {
        pause: async (ms, signal) => {
          await clock.pause(ms, signal)
          // The first question is about to be answered.
          if (platform.site.person(banned.id)?.name === banned.name) {
            platform.site.change(banned.id, { name: 'Somebody Else', email: 'somebody.else@example.com' })
            await clock.pause(DAYS_3)
          }
        },
      },
    },
  )
  expect(stderr.match(/Type the number/g)).toHaveLength(2)
  expect(stderr).toContain('looked up more than a day ago')
  expect(exitCode).toBe(3)
  expect(platform.site.person(banned.id)?.name).toBe('Somebody Else')
  expect(platform.site.person(first.id)).toBeUndefined()
})

test('A machine that was asleep for days looks up again who is left, in the middle of a run', async () => {
  const clock = new LeapingClock()
  let wasAsleep = false
  const platform = await sandbox({
    users: people,
    now: clock.wall,
    fault: ({ method }) => {
      if (method !== 'DELETE' || wasAsleep) return null
      wasAsleep = true
      void clock.pause(DAYS_3)
      platform.site.change(banned.id, { name: 'Somebody Else', email: 'somebody.else@example.com' })
      return null
    },
  })
  const out = temporaryFolder()
  const list = writeList(out, `id\n${first.id}\n${banned.id}\n${second.id}\n${third.id}\n`)
  const { rows, stderr, exitCode } = await runAgainst(platform, list, out, ['--concurrency', '1'], { clock })
  expect(rows.map(({ offboard_outcome }) => offboard_outcome)).toEqual([
    'deleted',
    'mismatch',
    'deleted',
    'deleted',
  ])
  expect(rows[1]?.['offboard_reason']).toBe('changed_since')
  expect(stderr).toContain('looked up more than a day ago')
  expect(exitCode).toBe(3)
  expect(changes(platform).some((change) => JSON.stringify(change).includes(banned.id))).toBe(false)
})

test('Nobody is touched who cannot be looked up again, since the platform does not show its users any more', async () => {
  const clock = new LeapingClock()
  const platform = await sandbox({ users: people, now: clock.wall })
  let wasAsleep = false
  const port = await listen(
    createServer((asked, answer) => {
      const { method, headers, url = '' } = asked
      if (method === 'DELETE' && !wasAsleep) {
        wasAsleep = true
        void clock.pause(DAYS_3)
      }
      if (wasAsleep && url.includes('/users?')) {
        answer.writeHead(400).end('{"status":400,"message":"no such page"}')
        return
      }
      asked.pipe(
        request(new URL(url, platform.baseUrl), { method, headers }, (answered) => {
          answer.writeHead(answered.statusCode ?? 0, answered.headers)
          answered.pipe(answer)
        }),
      )
    }),
  )
  const baseUrl = `http://127.0.0.1:${port}/openapi/v1`
  const out = temporaryFolder()
  const list = writeList(out, `email\n${first.email}\n${second.email}\n${third.email}\n`)
  const flags = ['--concurrency', '1', '--max-percent', '20']
  const { rows, stderr, exitCode } = await runAgainst({ ...platform, baseUrl }, list, out, flags, { clock })
  expect(exitCode).toBe(6)
  expect(stderr).toContain('nobody who is left could be looked up again')
  expect(rows.map(({ offboard_outcome }) => offboard_outcome)).toEqual([
    'deleted',
    'not_attempted',
    'not_attempted',
  ])
  expect(changes(platform)).toHaveLength(2)
})
