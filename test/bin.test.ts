import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { runAgainst, temporaryFolder, writeList } from './support/cli.ts'
import { BIN, start, type Process } from './support/process.ts'
import { sandbox, type WatchedSandbox } from './support/sandbox.ts'

const runBin = (platform: WatchedSandbox, list: string, out: string): Process =>
  start(
    [
      'run',
      list,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
      '--json',
      '--concurrency',
      '2',
      '--max-percent',
      '100',
    ],
    {
      KONSTANTLY_API_KEY: platform.apiKey,
    },
  )

describe('the bin', () => {
  test('prints its version, and exits with 2 and one line for what it cannot understand', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }
    expect(await start(['--version']).ended).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
    const wrong = await start(['fly']).ended
    expect(wrong).toMatchObject({ code: 2, stdout: '' })
    expect(wrong.stderr.trimEnd().split('\n')).toHaveLength(1)
  })

  test.runIf(existsSync('/dev/full'))('exits with 6 and says so where its answer cannot be written', () => {
    const { status, stderr } = spawnSync(process.execPath, [BIN, '--version'], {
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([
      6,
      expect.stringMatching(/^konstantly-offboard: standard output cannot be written \(ENOSPC\)\..*\n$/),
    ])
  })

  test.each(['20.19.0', '24.14.1'])('under an older Node.js, %s, says so in one line', async (version) => {
    const folder = temporaryFolder()
    const preload = writeList(
      folder,
      `Object.defineProperty(process.versions, 'node', { value: '${version}' })`,
      'old.mjs',
    )
    const child = spawn(process.execPath, ['--import', preload, BIN, '--version'])
    const closed = once(child, 'close') as Promise<[number | null]>
    const [[code], stderr] = await Promise.all([closed, text(child.stderr)])
    expect(code).toBe(2)
    expect(stderr).toBe(
      `konstantly-offboard: needs Node.js 24.15 or newer, and this is ${version}. See https://nodejs.org.\n`,
    )
  })

  test('tells its version without loading a package', async () => {
    const preload = writeList(
      temporaryFolder(),
      `import { registerHooks } from 'node:module'
       registerHooks({ load(url, ...rest) {
         if (url.includes('node_modules')) throw new Error('loaded ' + url)
         return rest.at(-1)(url, rest[0])
       } })`,
      'no-packages.mjs',
    )
    const child = spawn(process.execPath, ['--import', preload, BIN, '--version'])
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    const help = spawn(process.execPath, ['--import', preload, BIN, '--help'])
    expect(await text(help.stderr)).toContain('loaded ')
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops cleanly at %s with %i, and the same command carries on', async (signal, code) => {
    let kill = (): unknown => undefined
    const platform = await sandbox({
      onRequest: ({ method }) => {
        if (method === 'DELETE') kill()
      },
    })
    const learners = platform.site
      .people()
      .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
    const out = temporaryFolder()
    const list = writeList(out, `id\n${learners.map(({ id }) => id).join('\n')}\n`)
    const first = runBin(platform, list, out)
    kill = () => {
      kill = () => undefined
      first.child.kill(signal)
    }

    const stopped = await first.ended
    expect(stopped.code, stopped.stderr).toBe(code)
    const summary = JSON.parse(stopped.stdout) as { run: string; outcomes: Record<string, number> }
    expect(summary.outcomes['deleted']).toBe(learners.filter(({ id }) => !platform.site.person(id)).length)
    expect(summary.outcomes['not_attempted']).toBeGreaterThan(0)

    const again = await runAgainst(platform, list, out)
    expect(again.exitCode).toBe(0)
    expect(again.summary).toMatchObject({ run: summary.run, outcomes: { deleted: learners.length } })
  })

  test('killed at any request, loses nothing: the same command carries on and deletes nobody twice', async () => {
    let requests = 0
    let kill = (): unknown => undefined
    const platform = await sandbox({
      users: 30,
      fault: () => {
        requests += 1
        if (requests % 7 === 0) kill()
        return null
      },
    })
    const people = platform.site.people()
    const out = temporaryFolder()
    const list = writeList(out, `id\n${people.map(({ id }) => id).join('\n')}\n`)

    let result = { code: null as number | null, stdout: '', stderr: '' }
    let kills = 0
    while (result.code === null) {
      const attempt = runBin(platform, list, out)
      kill = () => attempt.child.kill('SIGKILL')
      result = await attempt.ended
      if (result.code === null) kills += 1
      expect(kills).toBeLessThan(50)
    }
    expect(kills).toBeGreaterThan(5)
    expect(result.code, result.stderr).toBe(3)

    const { run } = JSON.parse(result.stdout) as { run: string }
    const rows = readFileSync(join(out, run, 'results.csv'), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
    const deleted = rows.filter((row) => row.includes(',deleted,')).map((row) => row.split(',')[0])
    expect(rows).toHaveLength(people.length)
    expect(deleted).toEqual(people.map(({ id }) => id).filter((id) => !platform.site.person(id)))
    const deletions = platform.requests.filter(
      ({ method, path, status }) => method === 'DELETE' && !path.includes('/blocked/') && status === 200,
    )
    expect(new Set(deletions.map(({ path }) => path)).size).toBe(deletions.length)
  })

  test('the sandbox prints lines a shell can take over, and ends at SIGINT', async () => {
    const { child, ended } = start(['sandbox', '--port', '0', '--users', '3'])
    await once(child.stdout ?? child, 'data')
    child.kill('SIGINT')
    const { code, stdout } = await ended
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /^export KONSTANTLY_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/openapi\/v1\nexport KONSTANTLY_API_KEY=sandbox-key-1\n$/,
    )
  })
})
