import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Deps } from '../../src/cli/deps.ts'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
import type { Summary } from '../../src/report/summary.ts'
import {
  cli,
  readResults,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
  type CliResult,
} from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, people, person, snapshot } from './site.ts'

// Deactivated now, deleted once the grace period is over, unless somebody says no in between.

const DAY = 24 * 3_600_000
const BEGIN = Date.parse('2026-03-01T09:00:00Z')
const ADMIN = people.find(({ role }) => role.alias !== 'learner')

interface Site {
  platform: WatchedSandbox
  out: string
  /** Lets days pass, on the platform and on the machine. */
  pass: (days: number) => void
  /** The machine's clock, so many days ahead of the platform's. */
  clock: (aheadDays?: number) => LeapingClock
  list: (users: readonly number[], flags?: readonly string[], more?: More) => ReturnType<typeof runAgainst>
  purge: (flags?: readonly string[], more?: More) => Promise<Purged>
}

interface More {
  aheadDays?: number
  deps?: Partial<Deps>
  text?: string
}

type Purged = CliResult & { summary: Summary; rows: Record<string, string>[] }

async function arrange(options: Partial<SandboxOptions> = {}): Promise<Site> {
  let now = BEGIN
  const platform = await sandbox({ users: people, now: () => now, ...options })
  const out = temporaryFolder()
  const clock = (aheadDays = 0): LeapingClock =>
    new LeapingClock(now + aheadDays * DAY, { standsStill: true })
  let lists = 0
  return {
    platform,
    out,
    clock,
    pass(days) {
      now += days * DAY
    },
    list(users, flags = ['--grace', '30d'], { aheadDays = 0, deps = {}, text } = {}) {
      lists += 1
      const rows = users.map((user) => [person(user).id, person(user).email])
      const list = writeList(out, text ?? csv('id,email', rows), `leavers-${lists}.csv`)
      return runAgainst(platform, list, out, [...GUARDED, ...flags], { clock: clock(aheadDays), deps })
    },
    async purge(flags = ['--yes'], { aheadDays = 0, deps = {} } = {}) {
      const argv = ['purge', '--base-url', platform.baseUrl, '--out', out, '--json', ...flags]
      const env = { KONSTANTLY_API_KEY: platform.apiKey }
      const result = await cli(argv, { env, clock: clock(aheadDays), deps })
      if (result.stdout === '') throw new Error(result.stderr)
      const summary = JSON.parse(result.stdout) as Summary
      return { ...result, summary, rows: readResults(out, summary.run) }
    },
  }
}

const deletions = (platform: WatchedSandbox): string[] =>
  changes(platform).filter((change) => /^DELETE \/users\/(?!blocked)/.test(change))

const outcomes = ({ rows }: { rows: Record<string, string>[] }): (string | undefined)[] =>
  column(rows, 'outcome')

describe('with a grace period', () => {
  test('grace-1: a user is deactivated now, and deleted by the first purge after it, not before', async () => {
    const { platform, list, purge, pass } = await arrange()
    const run = await list([0, 1])
    expect(run.exitCode).toBe(0)
    expect(outcomes(run)).toEqual(['waiting', 'waiting'])
    expect(column(run.rows, 'delete_after').map((time) => time?.slice(0, 10))).toEqual([
      '2026-03-31',
      '2026-03-31',
    ])
    expect(deletions(platform)).toEqual([])
    pass(29)
    const early = await purge()
    expect({ exitCode: early.exitCode, rows: early.rows }).toEqual({ exitCode: 0, rows: [] })
    expect(early.stderr).toContain('2 users wait')
    pass(2)
    const due = await purge()
    expect(outcomes(due)).toEqual(['deleted', 'deleted'])
    expect(column(due.rows, 'delete_after')).toEqual(column(run.rows, 'delete_after'))
    expect(deletions(platform)).toEqual([0, 1].map((user) => `DELETE /users/${person(user).id}`))
    expect((await purge()).rows).toEqual([])
  })

  test('grace-2: whoever is active again is kept, for good as far as that wait goes', async () => {
    const { platform, list, purge, pass } = await arrange()
    await list([0, 1])
    platform.site.change(person(0).id, { isBanned: false })
    pass(31)
    const due = await purge()
    expect({ exitCode: due.exitCode, outcomes: outcomes(due) }).toEqual({
      exitCode: 0,
      outcomes: ['kept', 'deleted'],
    })
    // Somebody else deactivates them, for another reason: that does not revive the wait.
    platform.site.change(person(0).id, { isBanned: true })
    pass(60)
    expect((await purge()).rows).toEqual([])
    expect(platform.site.person(person(0).id)).toBeDefined()
  })

  test('grace-3: whoever is reactivated between the look-up and the deletion is kept', async () => {
    let platform: WatchedSandbox | null = null
    const site = await arrange({
      fault: ({ method, path }) => {
        if (method === 'DELETE' && path.endsWith(person(1).id))
          platform?.site.change(person(1).id, { isBanned: false })
        return null
      },
    })
    platform = site.platform
    await site.list([0, 1])
    site.pass(31)
    const due = await site.purge()
    expect({ exitCode: due.exitCode, outcomes: outcomes(due) }).toEqual({
      exitCode: 0,
      outcomes: ['deleted', 'kept'],
    })
    expect((await site.purge()).rows).toEqual([])
  })

  test.each([
    ['address', { email: 'new.address@example.com' }],
    ['name', { name: 'Somebody Else' }],
    ['role', { role: { alias: 'admin' } }],
  ])('grace-4: whose %s is another by now is left alone, each time', async (_, change) => {
    const { platform, list, purge, pass } = await arrange()
    await list([0, 1])
    platform.site.change(person(0).id, change)
    pass(31)
    const due = await purge()
    expect({ exitCode: due.exitCode, outcomes: outcomes(due) }).toEqual({
      exitCode: 3,
      outcomes: ['mismatch', 'deleted'],
    })
    expect(column(due.rows, 'reason')[0]).toBe('changed_since')
    expect(outcomes(await purge())).toEqual(['mismatch'])
    expect(platform.site.person(person(0).id)?.isBanned).toBe(true)
  })

  test('grace-5: a litigation hold is a line in the protected list, and may end', async () => {
    const { list, purge, pass, out } = await arrange()
    await list([0, 1])
    pass(31)
    const hold = join(out, 'hold.txt')
    writeFileSync(hold, `${person(0).email.toUpperCase()}\n`)
    expect(outcomes(await purge(['--yes', '--protect', hold]))).toEqual(['protected', 'deleted'])
    expect(outcomes(await purge())).toEqual(['deleted'])
  })

  test('grace-6: of two waits, the one that is over later counts', async () => {
    const { platform, list, purge, pass } = await arrange()
    await list([0, 1])
    pass(10)
    expect(outcomes(await list([0]))).toEqual(['waiting'])
    // A shorter one does not shorten the first.
    expect(outcomes(await list([1], ['--grace', '1d']))).toEqual(['waiting'])
    pass(15)
    expect((await purge()).rows).toEqual([])
    pass(6)
    const due = await purge()
    expect(column(due.rows, 'user_id')).toEqual([person(1).id])
    pass(10)
    expect(outcomes(await purge())).toEqual(['deleted'])
    expect(deletions(platform)).toHaveLength(2)
  })

  test.each([
    ['ahead', 365],
    ['behind', -365],
  ])('grace-7: by the platform’s time, with a machine whose clock is a year %s', async (_, aheadDays) => {
    const { list, purge, pass } = await arrange()
    const wrong = { aheadDays }
    const run = await list([0, 1], ['--grace', '30d'], wrong)
    expect(column(run.rows, 'delete_after')[0]?.slice(0, 10)).toBe('2026-03-31')
    pass(29)
    expect((await purge(['--yes'], wrong)).rows).toEqual([])
    pass(2)
    expect(outcomes(await purge(['--yes'], wrong))).toEqual(['deleted', 'deleted'])
  })

  test('grace-8: a list without one deletes whoever waits, and says so', async () => {
    const { list, purge, pass, platform } = await arrange()
    await list([0, 1])
    pass(1)
    const run = await list([0], [])
    expect(outcomes(run)).toEqual(['deleted'])
    expect(run.stderr).toContain('1 of the users to be deleted waits')
    expect(column(run.rows, 'detail')[0]).toContain('was waiting until 2026-03-31')
    pass(31)
    expect(outcomes(await purge())).toEqual(['deleted'])
    expect(deletions(platform)).toHaveLength(2)
  })

  test('grace-9: whoever was deleted by somebody else is not found, once', async () => {
    const { list, purge, pass, platform } = await arrange()
    await list([0])
    platform.site.remove(person(0).id)
    pass(31)
    const due = await purge()
    expect({ exitCode: due.exitCode, outcomes: outcomes(due) }).toEqual({
      exitCode: 0,
      outcomes: ['not_found'],
    })
    expect((await purge()).rows).toEqual([])
    expect(deletions(platform)).toEqual([])
  })

  test('grace-10: another list says that they stay after all: they are left alone', async () => {
    const { list, purge, pass, platform } = await arrange()
    await list([0, 1, 2])
    pass(1)
    const text = csv('id,email,leave date', [
      [person(0).id, '', '2027-12-31'],
      ['', person(1).email, '2027-12-31'],
    ])
    await list([], ['--grace', '30d'], { text })
    pass(40)
    const due = await purge()
    expect(outcomes(due)).toEqual(['not_due', 'not_due', 'deleted'])
    expect(column(due.rows, 'reason').slice(0, 2)).toEqual(['later_list_says_stays', 'later_list_says_stays'])
    expect(deletions(platform)).toHaveLength(1)
  })

  test('grace-11: a ledger that does not know somebody never purges them, and asks for nobody', async () => {
    const { purge, platform } = await arrange()
    platform.site.change(person(0).id, { isBanned: true })
    const before = snapshot(platform)
    const { exitCode, rows, stderr } = await purge()
    expect({ exitCode, rows }).toEqual({ exitCode: 0, rows: [] })
    expect(stderr).toContain('nobody on')
    expect(platform.requests).toEqual([])
    expect(snapshot(platform)).toBe(before)
  })

  test('grace-12: deactivations and deletions count apart for the limits of 24 hours', async () => {
    const { list, purge, pass } = await arrange()
    const limit = ['--max-users', '3']
    await list([0, 1, 2], ['--grace', '30d', ...limit])
    pass(31)
    expect((await list([3, 4, 5], ['--grace', '30d', ...limit])).exitCode).toBe(0)
    expect(outcomes(await purge(['--yes', ...limit, '--max-percent', '100']))).toEqual(
      Array.from({ length: 3 }, () => 'deleted'),
    )
    // And each of them still counts.
    expect((await list([6], ['--grace', '30d', ...limit])).exitCode).toBe(4)
    expect((await list([6], limit)).exitCode).toBe(4)
  })

  test('grace-13: a purge asks for everybody once and deletes them: as few requests as that takes', async () => {
    const { list, purge, pass, platform } = await arrange()
    await list([0, 1, 2])
    pass(31)
    const before = platform.requests.length
    await purge()
    const sent = platform.requests
      .slice(before)
      .map(({ method, path }) => `${method} ${path.replace(/.*v1/, '')}`)
    // The first page tells the time, how many users there are, and perhaps some of them.
    expect(sent.filter((request) => request.startsWith('DELETE'))).toHaveLength(3)
    expect(sent.filter((request) => request.startsWith('GET')).length).toBeLessThanOrEqual(4)
    expect(sent[0]).toBe('GET /users?offset=0')
  })

  test('grace-14: a purge that was stopped goes on, with whom it had taken in', async () => {
    const { send, deps } = signals()
    const site = await arrange({
      onRequest: ({ method }) => {
        if (method === 'DELETE') send('SIGTERM')
      },
    })
    const { list, purge, pass, platform } = site
    await list([0, 1, 2])
    pass(31)
    const stopped = await purge(['--yes', '--concurrency', '1'], { deps })
    expect(stopped.exitCode).toBe(143)
    const done = await purge()
    expect(done.summary.run).toBe(stopped.summary.run)
    expect(outcomes(done)).toEqual(['deleted', 'deleted', 'deleted'])
    expect(deletions(platform)).toHaveLength(3)
  })

  test('grace-24: whoever is protected once a purge was stopped is left alone, even if their deletion was in flight', async () => {
    const { send, deps } = signals()
    let isCut = true
    const { list, purge, pass, platform, out } = await arrange({
      fault: ({ method }) => {
        if (!isCut || method !== 'DELETE') return null
        send('SIGINT')
        send('SIGINT')
        return 'unavailable'
      },
    })
    await list([0, 1])
    pass(31)
    const stopped = await purge(['--yes', '--concurrency', '1', '--retries', '0'], { deps })
    expect(column(stopped.rows, 'reason')[0]).toBe('stopped_within_delete')
    isCut = false
    const protect = join(out, 'protect.txt')
    writeFileSync(protect, `${person(0).id}\n${person(1).id}\n`)
    const done = await purge(['--yes', '--protect', protect])
    expect({ exitCode: done.exitCode, outcomes: outcomes(done) }).toEqual({
      exitCode: 0,
      outcomes: ['protected', 'protected'],
    })
    expect(platform.site.person(person(0).id)?.isBanned).toBe(true)
    // They wait on.
    expect(outcomes(await purge())).toEqual(['deleted', 'deleted'])
  })

  test('grace-15: a purge that was stopped leaves alone who waits longer by now', async () => {
    const { send, deps } = signals()
    const { list, purge, pass, platform } = await arrange({
      onRequest: ({ method }) => {
        if (method === 'DELETE') send('SIGTERM')
      },
    })
    await list([0, 1])
    pass(31)
    await purge(['--yes', '--concurrency', '1'], { deps })
    const left = [0, 1].filter((user) => platform.site.person(person(user).id) !== undefined)
    expect(left).toHaveLength(1)
    await list(left)
    const done = await purge()
    expect(outcomes(done).toSorted()).toEqual(['deleted', 'not_due'])
    expect(column(done.rows, 'reason')).toContain('grace_not_over')
    expect(deletions(platform)).toHaveLength(1)
  })

  test('grace-16: a dry run shows who is due, and who will be before a day, and asks the platform nothing', async () => {
    const { list, purge, pass, platform } = await arrange()
    await list([0])
    pass(10)
    await list([1])
    pass(21)
    const before = platform.requests.length
    const now = await purge(['--dry-run'])
    expect(column(now.rows, 'user_id')).toEqual([person(0).id])
    expect(column(now.rows, 'reason')).toEqual(['dry_run'])
    const later = await purge(['--dry-run', '--before', '2026-05-01'])
    expect(column(later.rows, 'user_id')).toEqual([person(0).id, person(1).id])
    expect(column(later.rows, 'delete_after').map((time) => time?.slice(0, 10))).toEqual([
      '2026-03-31',
      '2026-04-10',
    ])
    expect(later.summary.due).toEqual({ '2026-03-31': 1, '2026-04-10': 1 })
    expect(platform.requests).toHaveLength(before)
    expect(outcomes(await purge())).toEqual(['deleted'])
  })

  test('grace-17: nobody is purged without a word, and looking ahead deletes nobody', async () => {
    const { list, pass, platform, out, clock } = await arrange()
    await list([0])
    pass(31)
    const argv = ['purge', '--base-url', platform.baseUrl, '--out', out]
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    expect((await cli(argv, { env, clock: clock() })).exitCode).toBe(4)
    expect((await cli([...argv, '--yes', '--before', '2027-01-01'], { env, clock: clock() })).exitCode).toBe(
      2,
    )
    expect((await cli([...argv, '--yes', '--preflight', 'off'], { env, clock: clock() })).exitCode).toBe(2)
    expect(deletions(platform)).toEqual([])
    const typed = await cli(argv, { env, clock: clock(), types: ['1'] })
    expect(typed.exitCode).toBe(0)
    expect(typed.stderr).not.toContain('deactivated already')
    expect(deletions(platform)).toHaveLength(1)
  })

  test('grace-18: whoever was deactivated already waits from now on', async () => {
    const { list, purge, pass, platform } = await arrange()
    platform.site.change(person(0).id, { isBanned: true })
    const run = await list([0])
    expect(outcomes(run)).toEqual(['waiting'])
    expect(column(run.rows, 'deactivated_at')).toEqual([''])
    expect(changes(platform)).toEqual([])
    pass(31)
    expect(outcomes(await purge())).toEqual(['deleted'])
  })

  test('grace-19: a list that was stopped goes on with the same grace period', async () => {
    const { send, deps } = signals()
    const { list, out, platform, clock } = await arrange({
      onRequest: ({ method }) => {
        if (method === 'POST') send('SIGTERM')
      },
    })
    const stopped = await list([0, 1, 2], ['--grace', '30d', '--concurrency', '1'], { deps })
    expect(stopped.exitCode).toBe(143)
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
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    expect((await cli([...argv, '--grace', '1d'], { env, clock: clock() })).exitCode).toBe(2)
    expect((await cli([...argv, '--max-percent', '100'], { env, clock: clock() })).exitCode).toBe(0)
    expect(column(readResults(out, stopped.summary.run), 'outcome')).toEqual([
      'waiting',
      'waiting',
      'waiting',
    ])
    expect(deletions(platform)).toEqual([])
  })

  test('grace-20: runs shows how many wait, and until when', async () => {
    const { list, out, purge, pass } = await arrange()
    await list([0, 1])
    const shown = async (): Promise<string | undefined> =>
      (await cli(['runs', '--out', out])).stdout.split('\n').find((line) => line.includes('leavers-1'))
    expect(await shown()).toMatch(/ 2 +2026-03-31 09:00$/)
    // A shorter wait changes nothing.
    await list([1], ['--grace', '1d'])
    expect(await shown()).toMatch(/ 2 +2026-03-31 09:00$/)
    pass(31)
    await purge()
    expect(await shown()).not.toMatch(/2026-03-31/)
  })

  test.each([['--no-delete'], ['--no-deactivate']])('grace-21: is refused with %s', async (flag) => {
    const { platform, out } = await arrange()
    const list = writeList(out, csv('id', [[person(0).id]]))
    const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes', '--grace', '30d', flag]
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('leave --no-delete and --no-deactivate out')
    expect(platform.requests).toEqual([])
    expect((await cli(['runs', '--out', out])).exitCode).toBe(2)
  })

  test('grace-22: an administrator is not deactivated, and so never waits', async () => {
    const { list, purge, pass, platform } = await arrange()
    const text = csv('id', [[ADMIN?.id ?? '']])
    expect(outcomes(await list([], ['--grace', '30d'], { text }))).toEqual(['refused'])
    pass(31)
    expect((await purge()).rows).toEqual([])
    expect(changes(platform)).toEqual([])
  })

  test('grace-23: what was to be saved before the deletion is saved by the purge, whatever its flags', async () => {
    const { list, purge, pass, platform, out } = await arrange()
    const run = await list([0, 1], ['--grace', '30d', '--archive'])
    expect(outcomes(run)).toEqual(['waiting', 'waiting'])
    expect(run.summary.archive).toBeUndefined()
    expect(platform.requests.filter(({ path }) => path.includes('/assignments'))).toEqual([])
    // A list that would delete them without that is refused.
    const refused = await list([0], [])
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toContain('Add --archive')
    pass(31)
    const due = await purge()
    expect(outcomes(due)).toEqual(['deleted', 'deleted'])
    expect(due.summary.archive).toEqual({ users: 2 })
    const records = readFileSync(join(out, due.summary.run, 'archive', 'records.jsonl'), 'utf8')
    expect(records.trimEnd().split('\n')).toHaveLength(2)
  })

  test('grace-25: a session that has nothing else to ask still goes by the platform’s time', async () => {
    const { send, deps } = signals()
    const { list, platform } = await arrange({
      onRequest: ({ path }) => {
        if (path.endsWith(person(0).id)) send('SIGTERM')
      },
    })
    platform.site.change(person(0).id, { isBanned: true })
    const flags = ['--grace', '30d', '--preflight', 'lookup']
    expect((await list([0], flags, { deps })).exitCode).toBe(143)
    const run = await list([0], flags, { aheadDays: -365 })
    expect(outcomes(run)).toEqual(['waiting'])
    expect(column(run.rows, 'delete_after')[0]?.slice(0, 10)).toBe('2026-03-31')
  })
})
