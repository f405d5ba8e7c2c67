import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Deps } from '../../src/cli/deps.ts'
import type { Summary } from '../../src/report/summary.ts'
import type { SandboxOptions } from '../../src/sandbox/server.ts'
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
import { column, csv, GUARDED, people, person, plan, snapshot, withoutPages } from './site.ts'

// Whoever a run deactivated is active again, unless they are gone, or somebody else by now.

const DAY = 24 * 3_600_000
const BEGIN = Date.parse('2026-03-01T09:00:00Z')

type Told = CliResult & { summary: Summary; rows: Record<string, string>[] }

interface Site {
  platform: WatchedSandbox
  out: string
  pass: (days: number) => void
  clock: () => LeapingClock
  list: (users: readonly number[], flags?: readonly string[], deps?: Partial<Deps>) => Promise<Told>
  /** A command other than `run <list>`, with its summary. */
  command: (argv: readonly string[], deps?: Partial<Deps>) => Promise<Told>
  /** A command that ends without a summary. */
  refused: (argv: readonly string[]) => Promise<CliResult>
}

async function arrange(options: Partial<SandboxOptions> = {}): Promise<Site> {
  let now = BEGIN
  const platform = await sandbox({ users: people, now: () => now, ...options })
  const out = temporaryFolder()
  const clock = (): LeapingClock => new LeapingClock(now, { standsStill: true })
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  const withSite = (argv: readonly string[]): string[] => [
    ...argv,
    '--base-url',
    platform.baseUrl,
    '--out',
    out,
  ]
  let lists = 0
  return {
    platform,
    out,
    clock,
    pass(days) {
      now += days * DAY
    },
    list(users, flags = ['--no-delete'], deps = {}) {
      lists += 1
      const rows = users.map((user) => [person(user).id, person(user).email])
      const list = writeList(out, csv('id,email', rows), `leavers-${lists}.csv`)
      return runAgainst(platform, list, out, [...GUARDED, ...flags], { clock: clock(), deps })
    },
    async command(argv, deps = {}) {
      const given = argv.includes('--dry-run') ? argv : [...argv, '--yes']
      const result = await cli([...withSite(given), '--json'], { env, clock: clock(), deps })
      if (result.stdout === '') throw new Error(result.stderr)
      const summary = JSON.parse(result.stdout) as Summary
      return { ...result, summary, rows: readResults(out, summary.run) }
    },
    refused: (argv) => cli(withSite(argv), { env, clock: clock() }),
  }
}

const outcomes = ({ rows }: Pick<Told, 'rows'>): (string | undefined)[] => column(rows, 'outcome')
const reasons = ({ rows }: Pick<Told, 'rows'>): (string | undefined)[] => column(rows, 'reason')
const reactivations = (platform: WatchedSandbox): string[] =>
  changes(platform).filter((change) => change.startsWith('DELETE /users/blocked/'))
const isActive = ({ site }: WatchedSandbox, user: number): boolean | undefined => {
  const found = site.person(person(user).id)
  return found && !found.isBanned
}

describe('undo', () => {
  test('undo-1: whoever the run deactivated is active again; whoever was deactivated before is not', async () => {
    const { platform, list, command } = await arrange()
    platform.site.change(person(2).id, { isBanned: true })
    const run = await list([0, 1, 2])
    const undo = await command(['undo', run.summary.run])
    expect({ exitCode: undo.exitCode, outcomes: outcomes(undo) }).toEqual({
      exitCode: 0,
      outcomes: ['reactivated', 'reactivated'],
    })
    expect(column(undo.rows, 'row')).toEqual(['1', '2'])
    expect([0, 1, 2].map((user) => isActive(platform, user))).toEqual([true, true, false])
    expect(reactivations(platform)).toHaveLength(2)
  })

  test('undo-2: whoever the run deleted is said to be gone for good, and nobody asks for them', async () => {
    const { platform, list, command } = await arrange()
    const run = await list([0], [])
    const before = platform.requests.length
    const undo = await command(['undo', run.summary.run])
    expect({ exitCode: undo.exitCode, outcomes: outcomes(undo), reasons: reasons(undo) }).toEqual({
      exitCode: 0,
      outcomes: ['not_found'],
      reasons: ['gone_for_good'],
    })
    expect(column(undo.rows, 'detail')[0]).toBe(
      `gone for good: deleted on 2026-03-01 by run ${run.summary.run}`,
    )
    expect(platform.requests.slice(before).filter(({ path }) => path.includes(person(0).id))).toEqual([])
  })

  test('undo-3: whoever was deleted since is gone for good, with the run if the ledger knows it', async () => {
    const { platform, list, command, pass } = await arrange()
    const run = await list([0, 1, 2], ['--grace', '1d'])
    platform.site.remove(person(1).id)
    const later = await list([0], [])
    pass(1)
    const undo = await command(['undo', run.summary.run])
    expect(outcomes(undo)).toEqual(['not_found', 'not_found', 'reactivated'])
    expect(column(undo.rows, 'detail').slice(0, 2)).toEqual([
      `gone for good: deleted on 2026-03-01 by run ${later.summary.run}`,
      'gone for good: somebody else deleted the user meanwhile, as far as this ledger knows',
    ])
    expect(undo.exitCode).toBe(0)
  })

  test('undo-4: whose name is another one by now is left alone', async () => {
    const { platform, list, command } = await arrange()
    const run = await list([0, 1])
    platform.site.change(person(0).id, { name: 'Somebody Else' })
    const undo = await command(['undo', run.summary.run])
    expect({ exitCode: undo.exitCode, outcomes: outcomes(undo) }).toEqual({
      exitCode: 3,
      outcomes: ['mismatch', 'reactivated'],
    })
    expect(column(undo.rows, 'detail')[0]).toContain('changed since they were deactivated: name was')
    expect(isActive(platform, 0)).toBe(false)
  })

  test('undo-5: whoever is active already needs no request', async () => {
    const { platform, list, command } = await arrange()
    const run = await list([0, 1])
    platform.site.change(person(0).id, { isBanned: false })
    const undo = await command(['undo', run.summary.run])
    expect({ exitCode: undo.exitCode, reasons: reasons(undo) }).toEqual({
      exitCode: 0,
      reasons: ['was_active', ''],
    })
    expect(reactivations(platform)).toEqual([`DELETE /users/blocked/${person(1).id}`])
  })

  test('undo-6: without look-ups nobody knows who was active before: they are named, and left alone', async () => {
    const { platform, list, command } = await arrange()
    platform.site.change(person(1).id, { isBanned: true })
    const run = await list([0, 1], ['--no-delete', '--preflight', 'off'])
    const before = platform.requests.length
    const undo = await command(['undo', run.summary.run])
    expect({ exitCode: undo.exitCode, reasons: reasons(undo) }).toEqual({
      exitCode: 3,
      reasons: ['not_known_active', 'not_known_active'],
    })
    expect(outcomes(undo)).toEqual(['refused', 'refused'])
    expect(reactivations(platform)).toEqual([])
    expect(platform.requests.slice(before).filter(({ path }) => !path.includes('offset'))).toEqual([])
  })

  test('undo-7: without a seat left, nobody else is asked for, and the same command goes on', async () => {
    const active = people.filter(({ isBanned }) => !isBanned).length
    const { platform, list, command, out } = await arrange({ seats: active - 2 })
    const users = Array.from({ length: 20 }, (_, n) => n)
    const run = await list(users, ['--no-delete', '--language', 'fr'])
    const undo = await command(['undo', run.summary.run, '--concurrency', '1'])
    expect(undo.exitCode).toBe(3)
    expect(undo.summary.outcomes).toMatchObject({ reactivated: 18, refused: 2 })
    expect(undo.summary.status).toBe('finished')
    expect(reasons(undo).slice(18)).toEqual(['platform_refused', 'no_seat_left'])
    // Both call for the same, which no retry.csv could do, and it is said in the language of the run that is undone.
    expect(undo.summary.toHandOver).toBeUndefined()
    const page = readFileSync(join(out, undo.summary.run, 'report.html'), 'utf8')
    expect(page).toContain('<html lang="fr">')
    expect(page).toContain('<h3>La plateforme a refusé <span class="count">(2)</span></h3>')
    expect(page).toContain('libérer une place. Relancez ensuite undo.')
    expect(page).not.toContain('retry.csv')
    expect(column(undo.rows, 'http_status').slice(18)).toEqual(['402', ''])
    for (const detail of column(undo.rows, 'detail').slice(18))
      expect(detail).toContain(`License limit exceeded: all ${active - 2} seats are taken`)
    expect(reactivations(platform)).toHaveLength(19)
    platform.site.change(person(30).id, { isBanned: true })
    platform.site.change(person(31).id, { isBanned: true })
    const again = await command(['undo', run.summary.run])
    expect(again.summary.outcomes.reactivated).toBe(20)
    expect(reasons(again).filter((reason) => reason === 'was_active')).toHaveLength(18)
    expect(reactivations(platform)).toHaveLength(21)
  })

  test('undo-8: many at a time, all of them without a seat, are no reason to stop', async () => {
    const { platform, list, command } = await arrange({ seats: 1, latencyMs: 20 })
    const run = await list(Array.from({ length: 40 }, (_, n) => n))
    const undo = await command(['undo', run.summary.run, '--concurrency', '20'])
    expect({ exitCode: undo.exitCode, status: undo.summary.status }).toEqual({
      exitCode: 3,
      status: 'finished',
    })
    expect(undo.summary.outcomes.refused).toBe(40)
    expect(undo.stderr).not.toContain('stopping')
    expect(reactivations(platform).length).toBeGreaterThan(12)
    expect(reactivations(platform).length).toBeLessThanOrEqual(20)
  })

  test('undo-9: the wrong list, stopped at once: everybody is back, and it never goes on', async () => {
    const { send, deps } = signals()
    const { platform, list, command, out, refused } = await arrange({
      onRequest: ({ method }) => {
        if (method === 'POST') send('SIGINT')
      },
    })
    const run = await list([0, 1, 2, 3], ['--grace', '30d', '--concurrency', '1'], deps)
    expect(run.exitCode).toBe(130)
    const undo = await command(['undo', run.summary.run])
    expect(undo.stderr).toContain(`run ${run.summary.run} is unfinished, with 3 rows to go`)
    expect(undo.stderr).not.toContain(`run --resume ${run.summary.run}`)
    expect(outcomes(undo)).toEqual(['reactivated'])
    expect([0, 1, 2, 3].map((user) => isActive(platform, user))).toEqual([true, true, true, true])

    const rows = readResults(out, run.summary.run)
    expect(column(rows, 'reason').slice(1)).toEqual(['undone_by', 'undone_by', 'undone_by'])
    expect(readResults(out, run.summary.run, 'retry.csv')).toEqual([])
    const again = await refused(['run', '--resume', run.summary.run, '--yes'])
    expect({ exitCode: again.exitCode, stderr: again.stderr }).toMatchObject({ exitCode: 2 })
    expect(again.stderr).toContain('there is nothing left to finish')
    expect((await cli(['report', run.summary.run, '--check', '--out', out])).exitCode).toBe(0)
  })

  test.each([
    ['arrived', 'lost', true],
    ['did not arrive', 'reset', false],
  ] as const)(
    'undo-10: a deactivation in flight that %s is settled, and nobody stays deactivated',
    async (_, fault, arrives) => {
      const { send, deps } = signals()
      let isFirst = true
      const { platform, list, command, refused } = await arrange({
        fault: ({ method }) => {
          if (method !== 'POST' || !isFirst) return null
          isFirst = false
          // The second signal ends at once: nothing is sent any more, and nothing settled.
          send('SIGINT')
          send('SIGINT')
          return fault
        },
      })
      const run = await list([0, 1], ['--no-delete', '--concurrency', '1', '--retries', '0'], deps)
      expect(isActive(platform, 0)).toBe(!arrives)
      const undo = await command(['undo', run.summary.run])
      expect(outcomes(undo)).toEqual(['reactivated'])
      expect(reasons(undo)).toEqual([arrives ? '' : 'was_active'])
      // The run is over, also where nobody had to be asked.
      expect((await refused(['run', '--resume', run.summary.run, '--yes'])).exitCode).toBe(2)
      expect([0, 1].map((user) => isActive(platform, user))).toEqual([true, true])
    },
  )

  test('undo-11: as long as nobody confirms it, the other run may go on', async () => {
    const { send, deps } = signals()
    let isOver = false
    const { platform, list, command, refused, out } = await arrange({
      onRequest: ({ method }) => {
        if (method === 'POST' && !isOver) send('SIGTERM')
      },
    })
    const run = await list([0, 1], ['--no-delete', '--concurrency', '1'], deps)
    expect((await refused(['undo', run.summary.run])).exitCode).toBe(4)
    expect((await refused(['undo', run.summary.run, '--yes', '--max-users', '0'])).exitCode).toBe(4)
    expect(reactivations(platform)).toEqual([])
    isOver = true
    const resumed = await command(['run', '--resume', run.summary.run, '--max-percent', '100'])
    expect(outcomes(resumed)).toEqual(['deactivated', 'deactivated'])
    const undo = await command(['undo', run.summary.run])
    expect(outcomes(undo)).toEqual(['reactivated', 'reactivated'])
    expect(existsSync(join(out, undo.summary.run, 'retry.csv'))).toBe(false)
  })

  test('undo-12: an undo that was stopped goes on with the same command, or with run --resume', async () => {
    const { send, deps } = signals()
    let isStopping = true
    const { platform, list, command } = await arrange({
      onRequest: ({ method, path }) => {
        if (isStopping && method === 'DELETE' && path.includes('blocked')) send('SIGTERM')
      },
    })
    const run = await list([0, 1, 2])
    const stopped = await command(['undo', run.summary.run, '--concurrency', '1'], deps)
    expect(stopped.exitCode).toBe(143)
    const second = await command(['undo', run.summary.run, '--concurrency', '1'], deps)
    expect(second.summary.run).toBe(stopped.summary.run)
    isStopping = false
    const third = await command(['run', '--resume', stopped.summary.run])
    expect({ exitCode: third.exitCode, outcomes: outcomes(third) }).toEqual({
      exitCode: 0,
      outcomes: ['reactivated', 'reactivated', 'reactivated'],
    })
    expect(reactivations(platform)).toHaveLength(3)
  })

  test('undo-13: a dry run says who would be reactivated, asks for nobody, and closes nothing', async () => {
    const { platform, list, command } = await arrange()
    const run = await list([0, 1])
    const before = platform.requests.length
    const dry = await command(['undo', run.summary.run, '--dry-run'])
    expect(column(dry.rows, 'detail')).toEqual([
      'dry run: would be reactivated',
      'dry run: would be reactivated',
    ])
    expect(dry.exitCode).toBe(0)
    expect(platform.requests).toHaveLength(before)
    expect(outcomes(await command(['undo', run.summary.run]))).toEqual(['reactivated', 'reactivated'])
  })

  test('undo-14: what deactivated nobody cannot be undone: exit 2', async () => {
    const { platform, list, command, refused, pass, out, clock } = await arrange()
    const run = await list([0], ['--grace', '1d'])
    const undo = await command(['undo', run.summary.run])
    const again = await list([1], ['--grace', '1d'])
    pass(2)
    const purge = await command(['purge'])
    platform.site.change(person(2).id, { isBanned: true })
    const nobody = await list([2])
    const dryRun = await list([3], ['--dry-run'])
    const planned = await plan(platform, out, join(out, 'leavers-1.csv'), clock())
    const before = snapshot(platform)
    for (const [id, words] of [
      [undo.summary.run, 'is an undo, and deactivated nobody'],
      [purge.summary.run, 'is a purge: it deactivated nobody, and whom it deleted is gone for good'],
      [nobody.summary.run, 'deactivated nobody'],
      [planned.run, 'is a plan, and deactivated nobody'],
      [dryRun.summary.run, 'is a dry run, and deactivated nobody'],
      ['nothing', 'holds no run "nothing"'],
    ] as const) {
      const { exitCode, stderr } = await refused(['undo', id, '--yes'])
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 2 })
      expect(stderr).toContain(words)
    }
    const other = await cli(['undo', again.summary.run, '--site', 'other', '--out', out, '--yes'], {
      env: { KONSTANTLY_API_KEY: 'key' },
    })
    expect(other.exitCode).toBe(2)
    expect(other.stderr).toContain('not on other.konstant.ly')
    expect((await refused(['undo', again.summary.run, '--yes', '--preflight', 'off'])).exitCode).toBe(2)
    expect(snapshot(platform)).toBe(before)
  })

  test('undo-15: whoever waited is not purged after the undo', async () => {
    const { platform, list, command, pass } = await arrange()
    const run = await list([0, 1], ['--grace', '1d'])
    await command(['undo', run.summary.run])
    // Somebody deactivates them by hand, for another reason.
    for (const user of [0, 1]) platform.site.change(person(user).id, { isBanned: true })
    pass(5)
    expect((await command(['purge'])).rows).toEqual([])
    expect(platform.site.person(person(0).id)).toBeDefined()
  })

  test('undo-16: a purge leaves alone whom an unfinished undo is to reactivate', async () => {
    const { send, deps } = signals()
    let isStopping = true
    const { platform, list, command, pass } = await arrange({
      onRequest: ({ method, path }) => {
        if (isStopping && method === 'DELETE' && path.includes('blocked')) send('SIGTERM')
      },
    })
    const run = await list([0, 1, 2], ['--grace', '1d'])
    pass(2)
    await command(['undo', run.summary.run, '--concurrency', '1'], deps)
    expect((await command(['purge'])).rows).toEqual([])
    isStopping = false
    expect(outcomes(await command(['undo', run.summary.run]))).toEqual([
      'reactivated',
      'reactivated',
      'reactivated',
    ])
    expect([0, 1, 2].map((user) => isActive(platform, user))).toEqual([true, true, true])
  })

  test('undo-17: whom a purge had taken in before the undo is left to the undo', async () => {
    const { send, deps } = signals()
    let stopAt = /users\/[^/]+$/
    const { platform, list, command, pass } = await arrange({
      onRequest: ({ method, path }) => {
        if (method === 'DELETE' && stopAt.test(path)) send('SIGTERM')
      },
    })
    const run = await list([0, 1, 2, 3], ['--grace', '1d'])
    pass(2)
    const purge = await command(['purge', '--concurrency', '1'], deps)
    expect(outcomes(purge)).toEqual(['deleted', 'not_attempted', 'not_attempted', 'not_attempted'])
    stopAt = /blocked/
    await command(['undo', run.summary.run, '--concurrency', '1'], deps)
    const resumed = await command(['purge'])
    expect(resumed.summary.run).toBe(purge.summary.run)
    // One is active again; the others are still to be reactivated.
    expect(outcomes(resumed)).toEqual(['deleted', 'kept', 'not_due', 'not_due'])
    expect(reasons(resumed).slice(2)).toEqual(['undone_by', 'undone_by'])
    stopAt = /none/
    expect(outcomes(await command(['undo', run.summary.run]))).toEqual([
      'not_found',
      'reactivated',
      'reactivated',
      'reactivated',
    ])
    expect(platform.site.person(person(0).id)).toBeUndefined()
  })

  test('undo-18: whom a newer list offboards, too, is left to that list', async () => {
    const { platform, list, command } = await arrange()
    const wrong = await list([0, 1, 2])
    platform.site.change(person(1).id, { isBanned: false })
    // The newer run finds one deactivated, and deactivates the other itself.
    const newer = await list([0, 1], ['--grace', '30d'])
    const undo = await command(['undo', wrong.summary.run])
    expect({ exitCode: undo.exitCode, reasons: reasons(undo) }).toEqual({
      exitCode: 3,
      reasons: ['offboarded_since', 'offboarded_since', ''],
    })
    expect(column(undo.rows, 'detail')[0]).toContain(`run ${newer.summary.run}, which is newer`)
    expect([0, 1, 2].map((user) => isActive(platform, user))).toEqual([false, false, true])
    // Once the newer one is undone, nothing speaks for it any more.
    expect(outcomes(await command(['undo', newer.summary.run]))).toEqual(['reactivated'])
    expect(reasons(await command(['undo', wrong.summary.run]))).toEqual([
      'offboarded_since',
      'was_active',
      'was_active',
    ])
  })

  test('undo-19: a list that was run twice is undone by its first run', async () => {
    const { platform, list, command, out, clock } = await arrange()
    const first = await list([0, 1])
    const again = await runAgainst(platform, join(out, 'leavers-1.csv'), out, [...GUARDED, '--no-delete'], {
      clock: clock(),
    })
    expect(reasons(again)).toEqual(['was_deactivated', 'was_deactivated'])
    expect(outcomes(await command(['undo', first.summary.run]))).toEqual(['reactivated', 'reactivated'])
    expect([0, 1].map((user) => isActive(platform, user))).toEqual([true, true])
  })

  test('undo-20: what a run took over from another one is undone with that run', async () => {
    const { send, deps } = signals()
    let isStopping = true
    const { platform, list, command, out, clock } = await arrange({
      fault: ({ method, path }) => {
        if (!isStopping || method !== 'DELETE' || path.includes('blocked')) return null
        send('SIGTERM')
        return 'unavailable'
      },
    })
    const first = await list([0, 1], ['--concurrency', '1'], deps)
    expect(isActive(platform, 0)).toBe(false)
    isStopping = false
    // The same list, with other flags.
    const flags = [...GUARDED, '--no-delete']
    const second = await runAgainst(platform, join(out, 'leavers-1.csv'), out, flags, { clock: clock() })
    expect(outcomes(second)).toEqual(['deactivated', 'deactivated'])
    const undo = await command(['undo', first.summary.run])
    expect(reasons(undo)).toEqual(['offboarded_since'])
    expect(column(undo.rows, 'detail')[0]).toContain(`run ${second.summary.run}, which is newer`)
    expect(outcomes(await command(['undo', second.summary.run]))).toEqual(['reactivated', 'reactivated'])
    expect([0, 1].map((user) => isActive(platform, user))).toEqual([true, true])
  })

  test('undo-21: nobody is reactivated without a word, and a person types how many they are', async () => {
    const { platform, list, refused, out, clock } = await arrange()
    const run = await list([0, 1])
    expect((await refused(['undo', run.summary.run])).exitCode).toBe(4)
    const argv = ['undo', run.summary.run, '--base-url', platform.baseUrl, '--out', out]
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    const typed = await cli(argv, { env, clock: clock(), types: ['2'] })
    expect(typed.exitCode).toBe(0)
    expect(typed.stderr).toMatch(/2 users of 127\.0\.0\.1:\d+ will be reactivated\./)
    expect(typed.stderr).not.toContain('deactivated already')
    expect(reactivations(platform)).toHaveLength(2)
  })

  test('undo-22: reactivations count apart for the limits of 24 hours', async () => {
    const { list, command, refused } = await arrange()
    const limit = ['--max-users', '3']
    const first = await list([0, 1, 2], ['--no-delete', ...limit])
    const undo = await command(['undo', first.summary.run, ...limit])
    expect(undo.exitCode).toBe(0)
    const second = await list([3], ['--no-delete'])
    const tooMany = await refused(['undo', second.summary.run, '--yes', ...limit])
    expect(tooMany.exitCode).toBe(4)
    expect(tooMany.stderr).toContain('1 users are to be reactivated after 3 in the last 24 hours')
  })

  test('undo-23: an undo asks for nobody twice', async () => {
    const { platform, list, command } = await arrange()
    const run = await list([0, 1, 2])
    const before = platform.requests.length
    await command(['undo', run.summary.run])
    const sent = platform.requests.slice(before).map(({ method }) => method)
    expect(sent.filter((method) => method === 'DELETE')).toHaveLength(3)
    // The first page, which also says how many users there are, and those who are not on it.
    expect(sent.filter((method) => method === 'GET').length).toBeLessThanOrEqual(4)
  })

  test('undo-24: whoever is protected by now is reactivated all the same', async () => {
    const { send, deps } = signals()
    let isStopping = true
    const { platform, list, command, out, pass } = await arrange({
      onRequest: ({ method, path }) => {
        if (isStopping && method === 'DELETE' && path.includes('blocked')) send('SIGTERM')
      },
    })
    const run = await list([0, 1])
    await command(['undo', run.summary.run, '--concurrency', '1'], deps)
    isStopping = false
    const protect = join(out, 'protect.txt')
    writeFileSync(protect, `${person(1).id}\n`)
    // Everybody is looked up again after a day.
    pass(2)
    // Its entries are added to every unfinished run of the site.
    await list([5], ['--no-delete', '--protect', protect])
    expect(outcomes(await command(['undo', run.summary.run]))).toEqual(['reactivated', 'reactivated'])
    expect(isActive(platform, 1)).toBe(true)
  })

  test('undo-25: the files of the run that was undone stay as they were, and runs shows the undo', async () => {
    const { list, command, out } = await arrange()
    const run = await list([0])
    const page = join(out, run.summary.run, 'report.html')
    const before = readFileSync(page, 'utf8')
    const undo = await command(['undo', run.summary.run])
    expect(readFileSync(page, 'utf8')).toBe(before)
    const shown = (await cli(['runs', '--out', out])).stdout
    expect(shown).toMatch(new RegExp(`${undo.summary.run} .* run ${run.summary.run} .* finished \\(undo\\)`))
    const text = readFileSync(join(out, undo.summary.run, 'report.html'), 'utf8')
    expect(text).toContain('Offboarding undo on')
    expect(text).toContain('1 user active again.')
    expect(text).toContain('<span class="outcome touched">Active again</span>')
    expect(text).not.toContain('When (UTC)')
    expect(existsSync(join(out, undo.summary.run, 'retry.csv'))).toBe(false)
  })

  test('undo-26: with a deactivation that was never answered, and no look-up before it, nobody is touched', async () => {
    const { send, deps } = signals()
    const { platform, list, command } = await arrange({
      fault: ({ method }) => {
        if (method !== 'POST') return null
        send('SIGINT')
        send('SIGINT')
        return 'lost'
      },
    })
    const flags = ['--no-delete', '--preflight', 'off', '--concurrency', '1', '--retries', '0']
    const run = await list([0, 1], flags, deps)
    const undo = await command(['undo', run.summary.run])
    expect(reasons(undo)).toEqual(['not_known_active'])
    expect(reactivations(platform)).toEqual([])
  })

  test('undo-27: where the list of users cannot be read, they are looked up one by one', async () => {
    const { platform, list, command } = await arrange()
    const run = await list([0, 1])
    const undo = withoutPages(platform)
    const done = await command(['undo', run.summary.run, '--max-percent', '100'])
    undo()
    expect(outcomes(done)).toEqual(['reactivated', 'reactivated'])
  })

  test('undo-28: a new list takes nobody over from an undo that was interrupted', async () => {
    const { send, deps } = signals()
    let isCut = true
    const { platform, list, command } = await arrange({
      fault: ({ method, path }) => {
        if (!isCut || method !== 'DELETE' || !path.includes('blocked')) return null
        send('SIGINT')
        send('SIGINT')
        return 'reset'
      },
    })
    const wrong = await list([0, 1])
    await command(['undo', wrong.summary.run, '--concurrency', '1', '--retries', '0'], deps)
    isCut = false
    // They left after all, and this list says so.
    const newer = await list([0])
    expect(outcomes(newer)).toEqual(['deactivated'])
    const undo = await command(['undo', wrong.summary.run])
    expect({ outcomes: outcomes(undo), reasons: reasons(undo) }).toEqual({
      outcomes: ['refused', 'reactivated'],
      reasons: ['offboarded_since', ''],
    })
    expect([0, 1].map((user) => isActive(platform, user))).toEqual([false, true])
  })

  test('undo-29: many who are gone do not make it look like the wrong run', async () => {
    const { platform, list, command } = await arrange()
    const users = Array.from({ length: 12 }, (_, n) => n)
    const run = await list(users)
    for (const user of users.slice(1)) platform.site.remove(person(user).id)
    const undo = await command(['undo', run.summary.run])
    expect({ exitCode: undo.exitCode, outcomes: undo.summary.outcomes }).toMatchObject({
      exitCode: 0,
      outcomes: { reactivated: 1, not_found: 11 },
    })
  })

  test('undo-30: whoever was active already does not count for the limits of 24 hours', async () => {
    const { platform, list, command } = await arrange()
    const limit = ['--max-users', '3']
    const first = await list([0, 1, 2], ['--no-delete', ...limit])
    for (const user of [0, 1, 2]) platform.site.change(person(user).id, { isBanned: false })
    await command(['undo', first.summary.run, ...limit])
    const second = await list([3, 4], ['--no-delete'])
    expect((await command(['undo', second.summary.run, ...limit])).exitCode).toBe(0)
  })

  test.each([
    ['by the undo', false],
    ['by hand, as the undo has seen', true],
  ])(
    'undo-31: a later list does not say of whoever was reactivated %s that they are left deactivated',
    async (_, byHand) => {
      const { platform, list, command, out } = await arrange()
      const run = await list([0])
      if (byHand) platform.site.change(person(0).id, { isBanned: false })
      await command(['undo', run.summary.run])
      const protect = join(out, 'protect.txt')
      writeFileSync(protect, `${person(0).id}\n`)
      const later = await list([0], ['--no-delete', '--protect', protect])
      expect(column(later.rows, 'detail')).toEqual(['on the protected list'])
    },
  )

  test('undo-32: of somebody for whom there was no seat it does', async () => {
    const { list, command, out } = await arrange({ seats: 1 })
    const run = await list([0])
    await command(['undo', run.summary.run])
    const protect = join(out, 'protect.txt')
    writeFileSync(protect, `${person(0).id}\n`)
    const later = await list([0], ['--no-delete', '--protect', protect])
    expect(column(later.rows, 'detail')[0]).toContain(`run ${run.summary.run} deactivated this user`)
  })

  test('undo-33: a reactivation in flight is settled even days later, and not sent again', async () => {
    const { send, deps } = signals()
    let isCut = true
    const { platform, list, command, pass } = await arrange({
      fault: ({ method, path }) => {
        if (!isCut || method !== 'DELETE' || !path.includes('blocked')) return null
        send('SIGINT')
        send('SIGINT')
        return 'lost'
      },
    })
    const run = await list([0, 1])
    await command(['undo', run.summary.run, '--concurrency', '1', '--retries', '0'], deps)
    isCut = false
    pass(2)
    const undo = await command(['undo', run.summary.run])
    expect({ outcomes: outcomes(undo), reasons: reasons(undo) }).toEqual({
      outcomes: ['reactivated', 'reactivated'],
      reasons: ['confirmed_after', ''],
    })
    expect(reactivations(platform)).toHaveLength(2)
  })

  test('undo-34: whoever was deactivated before the run does not wait any more either', async () => {
    const { platform, list, command, pass } = await arrange()
    platform.site.change(person(2).id, { isBanned: true })
    const run = await list([0, 1, 2], ['--grace', '1d'])
    expect(outcomes(run)).toEqual(['waiting', 'waiting', 'waiting'])
    await command(['undo', run.summary.run])
    pass(5)
    expect((await command(['purge'])).rows).toEqual([])
    expect(isActive(platform, 2)).toBe(false)
  })

  test('undo-35: whom an undo could not reactivate is not purged', async () => {
    const { platform, list, command, pass } = await arrange({ seats: 1 })
    const run = await list([0], ['--grace', '1d'])
    expect(outcomes(await command(['undo', run.summary.run]))).toEqual(['refused'])
    pass(5)
    expect((await command(['purge'])).rows).toEqual([])
    expect(isActive(platform, 0)).toBe(false)
  })

  test('undo-36: a wait of another list goes on', async () => {
    const { platform, list, command, pass } = await arrange()
    await list([2], ['--grace', '1d'])
    const wrong = await list([0, 2], ['--grace', '30d'])
    await command(['undo', wrong.summary.run])
    pass(5)
    expect(outcomes(await command(['purge']))).toEqual(['deleted'])
    expect(platform.site.person(person(2).id)).toBeUndefined()
    expect(isActive(platform, 0)).toBe(true)
  })

  test('undo-37: whom a purge had taken in, and who was deactivated before the run that is undone, is left alone', async () => {
    const { send, deps } = signals()
    let isStopping = true
    const { platform, list, command, pass } = await arrange({
      onRequest: ({ method, path }) => {
        if (isStopping && method === 'DELETE' && /users\/[^/]+$/.test(path)) send('SIGTERM')
      },
    })
    platform.site.change(person(2).id, { isBanned: true })
    const run = await list([0, 1, 2], ['--grace', '1d'])
    pass(2)
    await command(['purge', '--concurrency', '1'], deps)
    isStopping = false
    await command(['undo', run.summary.run])
    const resumed = await command(['purge'])
    expect(outcomes(resumed)).toEqual(['deleted', 'kept', 'not_due'])
    expect(reasons(resumed)[2]).toBe('undone_by')
    expect(isActive(platform, 2)).toBe(false)
  })

  test('undo-38: a list of people who were all deactivated before can be undone, too: nobody waits any more', async () => {
    const { platform, list, command, pass } = await arrange()
    platform.site.change(person(2).id, { isBanned: true })
    const run = await list([2], ['--grace', '1d'])
    const undo = await command(['undo', run.summary.run])
    expect({ exitCode: undo.exitCode, rows: undo.rows }).toEqual({ exitCode: 0, rows: [] })
    pass(5)
    expect((await command(['purge'])).rows).toEqual([])
    expect(isActive(platform, 2)).toBe(false)
  })

  test('undo-39: whose deletion was in flight when the purge was stopped is left to the undo, too', async () => {
    const { send, deps } = signals()
    let isCut = true
    const { platform, list, command, pass } = await arrange({
      fault: ({ method }) => {
        if (!isCut || method !== 'DELETE') return null
        send('SIGINT')
        send('SIGINT')
        return 'unavailable'
      },
    })
    const once = ['--concurrency', '1', '--retries', '0']
    const run = await list([0, 1], ['--grace', '1d'])
    pass(2)
    expect(reasons(await command(['purge', ...once], deps))[0]).toBe('stopped_within_delete')
    await command(['undo', run.summary.run, ...once], deps)
    isCut = false
    const resumed = await command(['purge'])
    expect(outcomes(resumed)).toEqual(['not_due', 'not_due'])
    expect(reasons(resumed)).toEqual(['undone_by', 'undone_by'])
    const undo = await command(['undo', run.summary.run])
    expect(outcomes(undo)).toEqual(['reactivated', 'reactivated'])
    expect([0, 1].map((user) => isActive(platform, user))).toEqual([true, true])
  })
})
