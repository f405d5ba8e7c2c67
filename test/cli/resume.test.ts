import { hostname, userInfo } from 'node:os'
import { readFileSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  cli,
  logLines,
  readResults,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
} from '../support/cli.ts'
import { readLedgerCopy } from '../support/ledger-copy.ts'
import { sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { readVersion } from '../../src/cli/version.ts'
import type { Summary } from '../../src/report/summary.ts'

interface Stopped {
  platform: WatchedSandbox
  out: string
  run: string
  ids: string[]
  list: string
  env: Record<string, string>
  argv: string[]
}

/** A run that was stopped in the middle. */
async function stopped(more: readonly string[] = []): Promise<Stopped> {
  const { deps, send } = signals()
  let seen = 0
  const platform = await sandbox({
    onRequest: () => {
      seen += 1
      if (seen === 8) send('SIGTERM')
    },
  })
  const learners = platform.site
    .people()
    .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
  const ids = learners.slice(0, 20).map(({ id }) => id)
  const out = temporaryFolder()
  const list = writeList(out, `id\n${ids.join('\n')}\n`)
  const { exitCode, summary } = await runAgainst(platform, list, out, [...more, '--concurrency', '2'], {
    deps,
  })
  expect(exitCode).toBe(143)
  const env = { KONSTANTLY_API_KEY: platform.apiKey }
  const argv = ['--base-url', platform.baseUrl, '--out', out, '--yes', '--json', '--max-percent', '100']
  return { platform, out, run: summary.run, ids, list, env, argv }
}

describe('run --resume', () => {
  test('finishes an unfinished run without its list, and says how far it was', async () => {
    const { platform, out, run, ids, list, env, argv } = await stopped()
    rmSync(list)
    const done = readResults(out, run).filter((row) => row['offboard_outcome'] === 'deleted').length
    expect(done).toBeGreaterThan(0)

    const { exitCode, stdout, stderr } = await cli(['run', '--resume', run, ...argv], { env })

    expect(exitCode, stderr).toBe(0)
    expect(JSON.parse(stdout) as Summary).toMatchObject({ run, outcomes: { deleted: 20 } })
    expect(ids.filter((id) => platform.site.person(id))).toEqual([])
    expect(logLines(stderr).find(({ msg }) => msg === 'run resumed')).toMatchObject({
      run,
      done,
      toDo: 20 - done,
    })
  })

  test('goes on as the run was begun, and refuses flags that rule out what it would do', async () => {
    const { platform, run, argv, env } = await stopped()
    const before = platform.requests.length
    for (const flag of [['--no-delete'], ['--dry-run'], ['--no-deactivate'], ['--roles', 'any']]) {
      const { exitCode, stderr } = await cli(['run', '--resume', run, ...flag, ...argv], { env })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`was begun without `)
    }
    expect(platform.requests).toHaveLength(before)
  })

  test('of a run that only deactivates, only deactivates', async () => {
    const { platform, run, argv, env } = await stopped(['--no-delete'])
    const { exitCode, stdout } = await cli(['run', '--resume', run, ...argv], { env })
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ outcomes: { deactivated: 20 } })
    expect(platform.requests.filter(({ method }) => method === 'DELETE')).toEqual([])
  })

  test('is refused for a finished run, an unknown one, and another site', async () => {
    const { platform, out, run, list, argv, env } = await stopped()
    const elsewhere = ['--base-url', 'http://127.0.0.1:9/openapi/v1', ...argv.slice(2)]
    expect((await cli(['run', '--resume', run, ...elsewhere], { env })).stderr).toContain(
      'not on 127.0.0.1:9',
    )
    expect((await cli(['run', '--resume', 'none', ...argv], { env })).stderr).toContain('no run "none"')
    await runAgainst(platform, list, out)
    const again = await cli(['run', '--resume', run, ...argv], { env })
    expect(again.exitCode).toBe(2)
    expect(again.stderr).toContain('there is nothing left to finish')
  })

  test('takes the place of the list: both, or neither, is exit 2', async () => {
    for (const [words, message] of [
      [[], 'run needs a leaver list: konstantly-offboard run <list>. Or --plan with a plan, or --resume'],
      [
        ['x.csv', '--resume', 'y'],
        'a leaver list, --plan and --resume each say what to run: give one of them.',
      ],
    ] as const) {
      const { exitCode, stderr } = await cli(['run', ...words, '--site', 'acme'], {
        env: { KONSTANTLY_API_KEY: 'key' },
      })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(message)
    }
  })
})

describe('an unfinished run', () => {
  test('is mentioned when another list of the same site is begun, and not when it goes on itself', async () => {
    const { platform, out, run, list } = await stopped()
    const mentioned = (stderr: string): unknown[] =>
      logLines(stderr).filter(({ msg }) => String(msg).includes(`run --resume ${run}`))
    const other = await runAgainst(platform, writeList(out, 'id\nnobody\n', 'other.csv'), out)
    expect(mentioned(other.stderr)).toHaveLength(1)
    expect(mentioned((await runAgainst(platform, list, out)).stderr)).toEqual([])
  })

  test('is not mentioned if it has touched nobody', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      onRequest: ({ method }) => {
        if (method === 'GET') send('SIGINT')
      },
    })
    const out = temporaryFolder()
    const id = platform.site.people()[0]?.id ?? ''
    const { exitCode } = await runAgainst(platform, writeList(out, `id\n${id}\n`), out, [], { deps })
    expect(exitCode).toBe(130)
    const other = await runAgainst(platform, writeList(out, 'id\nnobody\n', 'other.csv'), out)
    expect(other.stderr).not.toContain('run --resume')
  })

  test('is listed by runs with the rows it has to go', async () => {
    const { out, run } = await stopped()
    const done = readResults(out, run).filter((row) => row['offboard_outcome'] === 'deleted').length
    const { stdout } = await cli(['runs', '--out', out])
    expect(stdout.split('\n')[1]).toMatch(
      new RegExp(`^${run} .* stopped, run it again to go on +20 +${20 - done} +${done} +0$`),
    )
  })

  test('is mentioned where its list is refused by now', async () => {
    const { out, run, platform, list } = await stopped()
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    const rows = readFileSync(list, 'utf8').trimEnd().split('\n')
    const refused = writeList(
      out,
      rows.map((row, n) => `${row},${n === 0 ? 'Status' : 'Active'}\n`).join(''),
      'b.csv',
    )
    const argv = ['run', refused, '--base-url', platform.baseUrl, '--out', out, '--yes']
    const { exitCode, stderr } = await cli(argv, { env })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`run --resume ${run}`)
    expect(stderr).toContain('says "Active"')
  })

  test('tells by whom it was begun and gone on with, on whose word, and why it stopped', async () => {
    const { out, run, argv, env } = await stopped(['--max-users', '30'])
    const { stdout } = await cli(['run', '--resume', run, ...argv], { env })
    const { sessions } = JSON.parse(stdout) as Summary
    const by = {
      osUser: userInfo().username,
      host: hostname(),
      pid: process.pid,
      version: readVersion(),
      confirmed: 'yes',
    }
    expect(sessions).toMatchObject([
      { ...by, limits: { maxUsers: 30, maxUnknown: 50 }, reason: 'SIGTERM', exitCode: 143 },
      { ...by, limits: { maxUsers: 500, maxPercent: 100 }, reason: null, exitCode: 0 },
    ])
    expect(sessions.every(({ started, ended }) => ended !== null && started <= ended)).toBe(true)
    const check = await cli(['report', run, '--check', '--out', out])
    expect(check.exitCode).toBe(0)
  })

  test('has in the ledger who did which step', async () => {
    const { out, run, argv, env } = await stopped()
    await cli(['run', '--resume', run, ...argv], { env })
    const steps = await readLedgerCopy(out, (db) =>
      db.prepare('SELECT DISTINCT session FROM steps ORDER BY session').all(),
    )
    expect(steps?.map(({ session }) => session)).toEqual([1, 2])
  })
})

describe('--max-duration', () => {
  test('stops cleanly in time, with 7, and the same command carries on', async () => {
    let goOn: (() => void) | undefined
    let seen = 0
    const platform = await sandbox({
      onRequest: () => {
        seen += 1
        if (seen === 8) goOn?.()
      },
    })
    const learners = platform.site
      .people()
      .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
    const out = temporaryFolder()
    const list = writeList(out, `id\n${learners.map(({ id }) => id).join('\n')}\n`)
    // Fifty minutes are over when the test says so; nothing else is waited for.
    const pause = (ms: number): Promise<void> =>
      ms > 49 * 60_000 ? new Promise((resolve) => (goOn = resolve)) : Promise.resolve()
    const { exitCode, summary } = await runAgainst(
      platform,
      list,
      out,
      ['--max-duration', '50m', '--concurrency', '2'],
      { deps: { pause } },
    )
    expect(exitCode).toBe(7)
    expect(summary).toMatchObject({ status: 'stopped', exitCode: 7 })
    expect(summary.outcomes.deleted).toBeGreaterThan(0)
    expect(summary.outcomes.deleted).toBeLessThan(learners.length)
    const again = await runAgainst(platform, list, out)
    expect(again).toMatchObject({
      exitCode: 0,
      summary: { run: summary.run, outcomes: { deleted: learners.length } },
    })
  })
})
