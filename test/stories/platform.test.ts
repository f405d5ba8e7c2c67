import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/sandbox/faults.ts'
import type { Person } from '../../src/sandbox/people.ts'
import { cli, readResults, runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { codesOf } from '../support/told-results.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { inPlaceOf } from '../support/nock.ts'
import { changes, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, interruptedAtDeletion, learners, people, person, snapshot } from './site.ts'

// A platform that changes, lies or is down.

describe('the platform changes meanwhile:', () => {
  /** Lets something happen at the platform just before the first request of this method arrives. */
  const before = (
    method: string,
    happen: (platform: WatchedSandbox) => void,
  ): { fault: () => Fault | null; arm: (platform: WatchedSandbox) => void } => {
    let platform: WatchedSandbox | null = null
    return {
      arm: (given) => {
        platform = given
      },
      fault: (...[request]: { method: string }[]) => {
        if (platform !== null && request?.method === method) {
          const armed = platform
          platform = null
          happen(armed)
        }
        return null
      },
    }
  }

  test('platform-1: a user who disappears between look-up and deactivation is not_found', async () => {
    const { id } = person(0)
    const { fault, arm } = before('POST', ({ site }) => {
      site.remove(id)
    })
    const platform = await sandbox({ users: people, fault })
    arm(platform)
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, writeList(out, csv('id', [[id]])), out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['not_found'])
  })

  test('platform-2: a user who is promoted after the look-up is reactivated, also if the run stops in between', async () => {
    const { id } = person(0)
    const { deps, send } = signals()
    let isDown = true
    const platform = await sandbox({
      users: people,
      fault: ({ method, path }) => {
        if (method === 'POST') platform.site.change(id, { role: { alias: 'manager' } })
        if (!isDown || !path.includes('/blocked/')) return null
        send('SIGTERM')
        return 'unavailable'
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id]]))
    const stopped = await runAgainst(platform, list, out, GUARDED, { deps })
    expect(stopped.exitCode).toBe(143)
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })

    isDown = false
    const { rows } = await runAgainst(platform, list, out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['refused'])
    expect(column(rows, 'detail')[0]).toContain(
      'deactivated by this run or before it, and reactivated at once',
    )
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })

  test('platform-3: somebody else who has the ID by the time the run goes on is left as they are', async () => {
    const { id } = person(0)
    const { platform, deps } = await interruptedAtDeletion()
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id]]))
    expect((await runAgainst(platform, list, out, GUARDED, { deps })).exitCode).toBe(143)

    platform.site.change(id, { name: 'Nora Neu', email: 'nora.neu@example.com' })
    const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(column(rows, 'detail')[0]).toMatch(/^changed since they were looked up: .*, and was left so$/)
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })
  })

  test('platform-4: who is put on the protected list while a run is away is given back by it', async () => {
    const { id } = person(0)
    const { platform, deps } = await interruptedAtDeletion()
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id], [person(1).id]]))
    const alone = [...GUARDED, '--concurrency', '1']
    const stopped = await runAgainst(platform, list, out, alone, { deps })
    expect(column(stopped.rows, 'outcome')).toEqual(['not_attempted', 'not_attempted'])
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })

    const protect = join(out, 'protect.txt')
    writeFileSync(protect, `${id}\n${person(1).email}\n`)
    const argv = [
      'run',
      '--resume',
      stopped.summary.run,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
    ]
    const env = { KONSTANTLY_API_KEY: platform.apiKey, KONSTANTLY_PROTECT: protect }
    expect((await cli(argv, { env })).exitCode).toBe(0)
    const rows = readResults(out, stopped.summary.run)
    expect(column(rows, 'outcome')).toEqual(['protected', 'protected'])
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })

  test('platform-5: a user whose deactivation was only turned away is looked up again a day later', async () => {
    const { id } = person(0)
    const clock = new LeapingClock()
    const { deps, send } = signals()
    const platform = await sandbox({ users: people })
    const { scope, path } = inPlaceOf(platform)
    scope.post(`${path}/users/blocked`).reply(() => {
      send('SIGTERM')
      return [429, '', { 'retry-after': '60' }]
    })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id]]))
    expect((await runAgainst(platform, list, out, GUARDED, { deps, clock })).exitCode).toBe(143)

    platform.site.change(id, { role: { alias: 'manager' } })
    await clock.pause(25 * 3_600_000)
    const { rows } = await runAgainst(platform, list, out, GUARDED, { clock })
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(changes(platform)).toEqual([])
  })

  test('platform-6: a user who is reactivated between deactivation and deletion is refused', async () => {
    const { id } = person(0)
    const { fault, arm } = before('DELETE', ({ site }) => {
      site.change(id, { isBanned: false })
    })
    const platform = await sandbox({ users: people, fault })
    arm(platform)
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, writeList(out, csv('id', [[id]])), out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['refused'])
    expect(column(rows, 'detail')[0]).toContain('somebody reactivated the user meanwhile')
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })

  test('platform-7: the platform is down during the look-ups: exit 6, nobody touched, and no look-up is made twice', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({
      users: people,
      outage: { afterMs: 25, forMs: 900_000 },
      latencyMs: 8,
      now: clock.wall,
    })
    const untouched = snapshot(platform)
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv(
        'id',
        learners.slice(0, 30).map(({ id }) => [id]),
      ),
    )
    const flags = [...GUARDED, '--preflight', 'lookup', '--concurrency', '2']
    const down = await runAgainst(platform, list, out, [...flags, '--patience', '2m'], { clock })
    expect(down.exitCode).toBe(6)
    expect(snapshot(platform)).toBe(untouched)
    expect(changes(platform)).toEqual([])

    await clock.pause(900_000)
    const later = await runAgainst(platform, list, out, flags, { clock })
    expect(later.exitCode).toBe(0)
    const looked = platform.requests.filter(
      ({ method, path, status }) => method === 'GET' && status === 200 && !path.includes('?'),
    )
    expect(new Set(looked.map(({ path }) => path)).size).toBe(looked.length)
  })
})

describe('a platform whose answers prove nothing:', () => {
  test.each([400, 422])(
    'platform-8: an unknown ID stays unknown where the platform does not take the address beside it (%i)',
    async (status) => {
      const platform = await sandbox({ users: people })
      const { scope, path } = inPlaceOf(platform)
      scope
        .get(`${path}/users/byEmail/nobody%40example.com`)
        .reply(status, { status, message: 'Validation failed' })
      const out = temporaryFolder()
      const list = writeList(out, csv('id,email', [['nobody', 'nobody@example.com']]))
      const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
      expect(exitCode).toBe(0)
      expect(column(rows, 'outcome')).toEqual(['not_found'])
      expect(changes(platform)).toEqual([])
    },
  )

  test('platform-9: an answer about somebody else is no success', async () => {
    const platform = await sandbox({ users: people })
    const locked = people.find(({ isBanned }) => isBanned) as Person
    const { scope, path } = inPlaceOf(platform)
    scope.post(`${path}/users/blocked`).reply(200, { ...locked })
    const out = temporaryFolder()
    const { id } = person(0)
    const list = writeList(out, csv('id', [[id]]))
    const { exitCode, summary, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(rows[0]).toMatchObject({ offboard_outcome: 'mismatch', offboard_deactivated_at: '' })
    expect((await codesOf(out, summary.run))[0]).toContain('found_active')
    expect(platform.site.person(locked.id)).toMatchObject({ isBanned: true })
    expect(changes(platform)).toEqual([])
  })

  test('platform-11: the platform shows roles as texts: learners go, and whoever has another role stays', async () => {
    const manager = people.find(({ role }) => role.alias === 'manager') as Person
    const platform = await sandbox({ users: people, role: 'text' })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id], [manager.id]]))
    const { rows } = await runAgainst(platform, list, out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'refused'])
    expect(column(rows, 'reason')).toEqual(['', 'role_not_allowed'])
    expect(platform.site.person(manager.id)).toEqual(manager)
  })

  test("platform-10: nobody is found, because the address is not the API's", async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id], [person(1).id]]))
    const wrong = platform.baseUrl.replace('/v1', '')
    const argv = ['run', list, '--base-url', wrong, '--out', out, '--yes', '--max-percent', '100']
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain("this is not the API's address")
    expect(platform.requests).toHaveLength(1)
  })
})
