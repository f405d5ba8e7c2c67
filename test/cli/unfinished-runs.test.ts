import { describe, expect, test } from 'vitest'
import type { Deps } from '../../src/cli/deps.ts'
import { cli, readResults, runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { codesOf } from '../support/told-results.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

// What was interrupted grows old, and people change their minds meanwhile: about who is protected, about the list, about all of it.

const users = [
  person('intern', { role: { alias: 'intern' } }),
  ...Array.from({ length: 40 }, (_, index) => person(`u${index + 10}`)),
]
const LIST = 'id\nu10\nu11\nu12\n'

interface Interrupted {
  platform: WatchedSandbox
  out: string
  run: string
  clock: LeapingClock
  /** The command line of another run in the same folder. */
  argv: (...words: string[]) => string[]
  env: Record<string, string>
}

/** A run that was stopped after it had deactivated its first user, u10, whose deletion is answered with an error. */
async function interrupted(list = LIST): Promise<Interrupted> {
  const clock = new LeapingClock()
  const { deps, send } = signals()
  let isFirst = true
  const platform = await sandbox({
    users,
    now: clock.wall,
    fault: ({ method }) => {
      if (method !== 'DELETE' || !isFirst) return null
      isFirst = false
      send('SIGTERM')
      return 'unavailable'
    },
  })
  const out = temporaryFolder()
  const flags = ['--concurrency', '1']
  const { exitCode, summary } = await runAgainst(platform, writeList(out, list), out, flags, { deps, clock })
  expect(exitCode).toBe(143)
  expect(platform.site.person('u10')).toMatchObject({ isBanned: true })
  return {
    platform,
    out,
    run: summary.run,
    clock,
    argv: (...words) => [
      'run',
      ...words,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
      '--max-percent',
      '100',
    ],
    env: { KONSTANTLY_API_KEY: platform.apiKey },
  }
}

const column = (rows: Record<string, string>[], name: string): (string | undefined)[] =>
  rows.map((row) => row[`offboard_${name}`])

describe('the same command with --protect', () => {
  test('goes on with the interrupted run, and reactivates whom that had deactivated', async () => {
    const { platform, out, run, clock } = await interrupted()
    const protect = ['--protect', writeList(out, 'u10\n', 'protect.txt')]
    const { rows, summary, exitCode } = await runAgainst(platform, writeList(out, LIST), out, protect, {
      clock,
    })
    expect(summary.run).toBe(run)
    expect(exitCode).toBe(0)
    expect(column(rows, 'outcome')).toEqual(['protected', 'deleted', 'deleted'])
    expect((await codesOf(out, summary.run))[0]).toContain('reactivated_at_once')
    expect(platform.site.person('u10')).toMatchObject({ isBanned: false })
  })

  test('and with another list protects the people of the unfinished run, too, whose advice is then safe', async () => {
    const { platform, out, run, argv, env, clock } = await interrupted()
    const protect = ['--protect', writeList(out, 'u10\n', 'protect.txt')]
    const other = await cli(argv(writeList(out, 'id\nu20\n', 'other.csv'), ...protect), { env, clock })
    const [, advised] = /run --resume (\S+?)"/.exec(other.stderr) ?? []
    expect(advised).toBe(run)
    await cli(argv('--resume', run), { env, clock })
    expect(platform.site.person('u10')).toMatchObject({ isBanned: false })
    expect(platform.site.person('u11')).toBeUndefined()
  })
})

describe('a new run', () => {
  test('of the same list with other options is in place of the unfinished one, and goes on with its users', async () => {
    const { platform, out, run, clock } = await interrupted()
    const { rows, summary, stderr } = await runAgainst(platform, writeList(out, LIST), out, ['--no-delete'], {
      clock,
    })
    expect(summary.run).not.toBe(run)
    expect(column(rows, 'outcome')).toEqual(['deactivated', 'deactivated', 'deactivated'])
    expect(stderr).toContain(
      `run ${run}, which was unfinished, is left to this one: 1 user it had begun with`,
    )
    // It was not deactivated twice.
    expect(
      changes(platform).filter((change) => change.includes('u10') && change.startsWith('POST')),
    ).toHaveLength(1)
    const { stdout } = await cli(['runs', '--out', out])
    expect(stdout).toMatch(new RegExp(`${run}.* finished `))
    await cli(['report', run, '--out', out])
    expect(await codesOf(out, run)).toEqual(['continued_by', 'replaced_by', 'replaced_by'])
  })

  test('that may not touch somebody whom the unfinished one deactivated reactivates them', async () => {
    const { platform, out, clock } = await interrupted()
    const flags = ['--roles', 'intern']
    const { rows, summary, exitCode } = await runAgainst(platform, writeList(out, LIST), out, flags, {
      clock,
    })
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['refused', 'refused', 'refused'])
    expect((await codesOf(out, summary.run))[0]).toContain('reactivated_at_once')
    expect(platform.site.person('u10')).toMatchObject({ isBanned: false })
  })

  test('of another list, by e-mail address, goes on with whoever is on it, and leaves the rest to the other', async () => {
    const { platform, out, run, argv, env, clock } = await interrupted()
    const other = writeList(out, 'email\nu10@example.com\nu20@example.com\n', 'other.csv')
    const { rows, stderr } = await runAgainst(platform, other, out, [], { clock })
    expect(column(rows, 'outcome')).toEqual(['deleted', 'deleted'])
    expect(stderr).toContain(`this run goes on with what run ${run}, which is unfinished, had begun: 1 user`)
    expect((await cli(argv('--resume', run), { env, clock })).exitCode).toBe(3)
    await cli(['report', run, '--out', out])
    expect(column(readResults(out, run), 'outcome')).toEqual(['not_attempted', 'deleted', 'deleted'])
  })

  test('whose list says that somebody stays whom the unfinished one deactivated has a person look', async () => {
    const { platform, out, clock } = await interrupted()
    const other = writeList(out, 'id,leave date\nu10,2099-01-31\nu20,2020-01-31\n', 'other.csv')
    const { rows, summary, exitCode } = await runAgainst(platform, other, out, [], { clock })
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['refused', 'deleted'])
    expect((await codesOf(out, summary.run))[0]).toContain('maybe_deactivated_before')
  })
})

describe('a new run that goes on with somebody', () => {
  test('and is refused stays unfinished, so that a later one still reactivates whom nobody was to touch', async () => {
    const { platform, out, clock } = await interrupted()
    const protect = ['--protect', writeList(out, 'u10\n', 'protect.txt')]
    const roles = ['--roles', 'learner,intern']
    const refused = await runAgainst(platform, writeList(out, LIST), out, [...roles, '--max-users', '0'], {
      clock,
    })
    expect(refused.exitCode).toBe(4)
    const { summary, exitCode } = await runAgainst(
      platform,
      writeList(out, LIST),
      out,
      [...roles, ...protect],
      { clock },
    )
    expect(summary.run).toBe(refused.summary.run)
    expect(exitCode).toBe(0)
    expect((await codesOf(out, summary.run))[0]).toContain('reactivated_at_once')
    expect(platform.site.person('u10')).toMatchObject({ isBanned: false })
  })

  test.each([
    ['has a leave date to come', 'id,email,leave date\nu10,,2020-01-31\n,u10@example.com,2099-01-31\n'],
    ['has an empty leave date', 'id,email,leave date\nu10,,2020-01-31\n,u10@example.com,\n'],
    ['cannot be used', 'id,email,leave date\n,u10@example.com,soon\nu10,,2020-01-31\n'],
  ])('deletes nobody of whom another row, by the address alone, %s', async (_, text) => {
    const { platform, out, clock } = await interrupted()
    const { summary, exitCode } = await runAgainst(platform, writeList(out, text, 'other.csv'), out, [], {
      clock,
    })
    expect(platform.site.person('u10')).toBeDefined()
    expect(exitCode).toBe(3)
    for (const codes of await codesOf(out, summary.run)) expect(codes).toContain('maybe_deactivated_before')
  })

  test('leaves the files of the unfinished one as its ledger has them', async () => {
    const { platform, out, run, clock } = await interrupted()
    await runAgainst(platform, writeList(out, LIST), out, ['--no-delete'], { clock })
    expect((await cli(['report', run, '--check', '--out', out])).exitCode).toBe(0)
  })
})

describe('an interrupted run that is half a year old', () => {
  const HALF_A_YEAR_MS = 180 * 24 * 3_600_000

  test('is not gone on with, by its name or by its list, until somebody says so', async () => {
    const { platform, out, run, argv, env, clock } = await interrupted()
    await clock.pause(HALF_A_YEAR_MS)
    const before = platform.requests.length
    for (const words of [['--resume', run], [writeList(out, LIST)]]) {
      const { exitCode, stderr } = await cli(argv(...words), { env, clock })
      expect(exitCode).toBe(4)
      expect(stderr).toContain('longer ago than --resume-max-age allows')
      expect(stderr).toContain('1 of its users may be deactivated, and is not deleted')
      expect(stderr).toContain('--resume-max-age 181d')
    }
    expect(platform.requests).toHaveLength(before)
    const { exitCode } = await cli(argv('--resume', run, '--resume-max-age', '181d'), { env, clock })
    expect(exitCode).toBe(0)
    expect(platform.site.person('u12')).toBeUndefined()
  })

  test('is as old as when it was last worked on', async () => {
    const { run, argv, env, clock } = await interrupted()
    const stopAtOnce: Partial<Deps> = {
      onSignal: (listener) => {
        listener('SIGTERM')
        return () => undefined
      },
    }
    for (let week = 0; week < 3; week += 1) {
      await clock.pause(6 * 24 * 3_600_000)
      expect((await cli(argv('--resume', run), { env, clock, deps: stopAtOnce })).exitCode).toBe(143)
    }
    expect((await cli(argv('--resume', run), { env, clock })).exitCode).toBe(0)
  })
})

test('The limits of 24 hours count whoever was announced, and was never answered for', async () => {
  const out = temporaryFolder()
  const { deps, send } = signals()
  const flags = ['--max-users', '5', '--retries', '0', '--concurrency', '5']
  // Each run is interrupted as soon as its five deactivations were sent, whose answers nobody gets.
  const first = await sandbox({
    users,
    fault: ({ method }) => {
      if (method !== 'POST') return null
      send('SIGTERM')
      return 'lost'
    },
  })
  const five = (from: number): string =>
    `id\n${Array.from({ length: 5 }, (_, index) => `u${from + index}\n`).join('')}`
  const one = await runAgainst(first, writeList(out, five(10), 'one.csv'), out, flags, { deps })
  expect(one.exitCode).toBe(143)
  const sent = changes(first).length
  expect(sent).toBeGreaterThan(0)
  const two = await runAgainst(first, writeList(out, five(20), 'two.csv'), out, flags)
  expect(two.exitCode).toBe(4)
  expect(two.stderr).toContain(`5 users are to be offboarded after ${sent} in the last 24 hours`)
})
