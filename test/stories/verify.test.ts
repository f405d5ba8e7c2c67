import { readFileSync, writeFileSync } from 'node:fs'
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
import { column, csv, GUARDED, people, person } from './site.ts'

// Whoever a run deleted is asked for once more: a 404 each is the proof that they are gone, and nothing else is.

const DAY = 24 * 3_600_000
const BEGIN = Date.parse('2026-03-01T09:00:00Z')

type Told = CliResult & { summary: Summary; rows: Record<string, string>[] }

interface Site {
  platform: WatchedSandbox
  out: string
  pass: (days: number) => void
  list: (users: readonly number[], flags?: readonly string[], deps?: Partial<Deps>) => Promise<Told>
  /** `verify` and the like, with the summary if there is one. */
  command: (argv: readonly string[], deps?: Partial<Deps>) => Promise<Told>
  /** The requests since the last call, `METHOD path`, without the part that all paths share. */
  sent: () => string[]
}

async function arrange(options: Partial<SandboxOptions> = {}): Promise<Site> {
  let now = BEGIN
  let told = 0
  const platform = await sandbox({ users: people, now: () => now, ...options })
  const out = temporaryFolder()
  const clock = (): LeapingClock => new LeapingClock(now, { standsStill: true })
  let lists = 0
  return {
    platform,
    out,
    pass(days) {
      now += days * DAY
    },
    list(users, flags = [], deps = {}) {
      lists += 1
      const rows = users.map((user) => [person(user).id, person(user).email])
      const list = writeList(out, csv('id,email', rows), `leavers-${lists}.csv`)
      return runAgainst(platform, list, out, [...GUARDED, ...flags], { clock: clock(), deps })
    },
    async command(argv, deps = {}) {
      const result = await cli([...argv, '--base-url', platform.baseUrl, '--out', out, '--json'], {
        env: { KONSTANTLY_API_KEY: platform.apiKey },
        clock: clock(),
        deps,
      })
      const printed = JSON.parse(result.stdout || '{}') as Summary | { error: unknown }
      if (!('outcomes' in printed)) return { ...result, summary: {} as Summary, rows: [] }
      return { ...result, summary: printed, rows: readResults(out, printed.run) }
    },
    sent() {
      const sent = platform.requests.slice(told)
      told = platform.requests.length
      return sent.map(({ method, path }) => `${method} ${path.replace('/openapi/v1', '')}`)
    },
  }
}

const reads = (users: readonly number[]): string[] => users.map((user) => `GET /users/${person(user).id}`)
const page = (out: string, run: string): string => readFileSync(join(out, run, 'report.html'), 'utf8')
const counts = ({ summary: { verified } }: Told): object => {
  const { sessions: _, ...counts } = verified ?? { sessions: [] }
  return counts
}

describe('verify', () => {
  test('verify-1: asks once for each user the run deleted, and a 404 each is the proof', async () => {
    const { list, command, sent, pass, out } = await arrange()
    const run = await list([0, 1, 2])
    sent()
    pass(1)
    const verified = await command(['verify'])
    expect(verified.exitCode).toBe(0)
    expect(sent().toSorted()).toEqual(reads([0, 1, 2]).toSorted())
    expect(column(verified.rows, 'verified_at')).toEqual(
      Array.from({ length: 3 }, () => '2026-03-02T09:00:00.000Z'),
    )
    expect(column(verified.rows, 'outcome')).toEqual(['deleted', 'deleted', 'deleted'])
    expect(column(verified.rows, 'attempts')).toEqual(column(run.rows, 'attempts'))
    expect(counts(verified)).toEqual({ deleted: 3, gone: 3, stillThere: 0, somebodyElse: 0, notKnown: 0 })
    expect(verified.summary.requests['verify']).toBe(3)
    expect((await cli(['report', run.summary.run, '--check', '--out', out])).exitCode).toBe(0)
  })

  test('verify-2: the run stays as it ended, and the page has what an auditor needs', async () => {
    const { list, command, pass, out } = await arrange()
    const run = await list([0, 1])
    expect(page(out, run.summary.run)).not.toContain('Proof of erasure')
    expect(run.summary.verified).toBeNull()
    pass(1)
    const verified = await command(['verify', run.summary.run])
    const { ended, status, exitCode, started } = run.summary
    expect(verified.summary).toMatchObject({ ended, status, exitCode, started })
    expect(verified.summary.sessions.map(({ purpose, confirmed }) => [purpose, confirmed])).toEqual([
      [null, 'yes'],
      ['verify', null],
    ])
    const text = page(out, run.summary.run)
    expect(text).toContain('Proof of erasure')
    expect(text).toContain('2 of 2 deleted users are proved to be gone')
    expect(text).toMatch(/Deleted on the word of<dd>.*--yes/)
    expect(text).toMatch(/Asked once more by<dd>.*2026-03-02 09:00:00.*2 asked for, 2 answered with 404/)
    expect(text).toContain('asked once more, changed nothing')
    const sums = text.replaceAll('<wbr>', '')
    expect(sums).toContain(
      `leavers-1.csv</bdi>, utf-8, SHA-256 <code class="hash">${run.summary.list.sha256}</code>`,
    )
    expect(text.match(/404: there is no such user/g)).toHaveLength(2)
    const results = verified.summary.files.find(({ path }) => path.endsWith('results.csv'))
    expect(sums).toContain(`results.csv<dd>SHA-256 <code class="hash">${results?.sha256 ?? ''}</code>`)
  })

  test('verify-3: whoever is there again is told apart from somebody new with the same ID', async () => {
    const { list, command, platform, out } = await arrange()
    const run = await list([0, 1, 2])
    platform.site.add({ ...person(0), role: { alias: 'manager' } })
    platform.site.add({ ...person(1), name: 'Somebody New', email: 'new@example.com' })
    const verified = await command(['verify'])
    expect(verified.exitCode).toBe(3)
    expect(column(verified.rows, 'reason')).toEqual(['still_there', 'somebody_else_there', ''])
    expect(column(verified.rows, 'outcome')).toEqual(['deleted', 'deleted', 'deleted'])
    expect(column(verified.rows, 'verified_at').map((time) => time !== '')).toEqual([false, false, true])
    expect(counts(verified)).toEqual({ deleted: 3, gone: 1, stillThere: 1, somebodyElse: 1, notKnown: 0 })
    expect(page(out, run.summary.run)).toContain(
      '1 of 3 deleted users is proved to be gone, 1 is still there, or there again, of 1 somebody else has the ID',
    )
    // Once they are gone, the next answer counts.
    platform.site.remove(person(0).id)
    platform.site.remove(person(1).id)
    const again = await command(['verify'])
    expect({ exitCode: again.exitCode, reasons: column(again.rows, 'reason') }).toEqual({
      exitCode: 0,
      reasons: ['', '', ''],
    })
    // And whoever comes back after a 404 is not proved to be gone any more.
    platform.site.add(person(2))
    const back = await command(['verify'])
    expect(column(back.rows, 'verified_at').map((time) => time !== '')).toEqual([true, true, false])
    expect(changes(platform)).toHaveLength(6)
  })

  test('verify-4: a read that fails is no proof, and only it is asked for again', async () => {
    let fails = false
    const { list, command, sent, out } = await arrange({
      fault: ({ method, path }) =>
        fails && method === 'GET' && path.endsWith(person(1).id) ? 'broken' : null,
    })
    const run = await list([0, 1, 2])
    fails = true
    const part = await command(['verify', '--retries', '0'])
    expect({ exitCode: part.exitCode, counts: counts(part) }).toEqual({
      exitCode: 3,
      counts: { deleted: 3, gone: 2, stillThere: 0, somebodyElse: 0, notKnown: 1 },
    })
    expect(column(part.rows, 'verified_at').map((time) => time !== '')).toEqual([true, false, true])
    expect(page(out, run.summary.run)).toContain('not asked, or no answer that proves anything')
    expect(page(out, run.summary.run)).toContain(
      '2 of 3 deleted users are proved to be gone, of 1 it is not known',
    )
    fails = false
    sent()
    expect((await command(['verify'])).exitCode).toBe(0)
    expect(sent()).toEqual(reads([1]))
    // With an answer for everybody, everybody is asked for again.
    expect((await command(['verify'])).exitCode).toBe(0)
    expect(sent().toSorted()).toEqual(reads([0, 1, 2]).toSorted())
  })

  test('verify-5: one that was stopped goes on with those who are left', async () => {
    const { send, deps } = signals()
    let isStopping = false
    const { list, command, sent, out } = await arrange({
      onRequest: () => {
        if (isStopping) send('SIGTERM')
      },
    })
    const run = await list([0, 1, 2])
    isStopping = true
    const stopped = await command(['verify', '--concurrency', '1'], deps)
    expect({ exitCode: stopped.exitCode, counts: counts(stopped) }).toMatchObject({
      exitCode: 143,
      counts: { gone: 1, notKnown: 2 },
    })
    // The run is as finished as before.
    expect(stopped.summary.status).toBe('finished')
    expect((await cli(['runs', '--out', out])).stdout).toMatch(/finished +3 /)
    isStopping = false
    sent()
    const done = await command(['verify', run.summary.run])
    expect({ exitCode: done.exitCode, counts: counts(done) }).toMatchObject({
      exitCode: 0,
      counts: { gone: 3 },
    })
    expect(sent().toSorted()).toEqual(reads([1, 2]).toSorted())
    expect(done.summary.verified?.sessions.map(({ asked }) => asked)).toEqual([1, 2])
  })

  test('verify-6: a key that was rejected proves nothing: exit 5', async () => {
    const { list, platform, out } = await arrange()
    const run = await list([0])
    const { exitCode } = await cli(['verify', '--base-url', platform.baseUrl, '--out', out], {
      env: { KONSTANTLY_API_KEY: 'wrong' },
    })
    expect(exitCode).toBe(5)
    expect(column(readResults(out, run.summary.run), 'verified_at')).toEqual([''])
  })

  test('verify-7: a run that deleted nobody has nothing to prove: exit 0, and nothing is sent', async () => {
    const { list, command, sent } = await arrange()
    const kept = await list([0], ['--no-delete'])
    sent()
    const latest = await command(['verify'])
    expect(latest.exitCode).toBe(0)
    expect(JSON.parse(latest.stdout)).toMatchObject({ run: null, verified: null })
    expect(latest.stderr).toContain('deleted anybody, as far as this ledger knows')
    const named = await command(['verify', kept.summary.run])
    expect(named.exitCode).toBe(0)
    expect(named.stderr).toContain(`run ${kept.summary.run} deleted nobody`)
    expect(sent()).toEqual([])
  })

  test('verify-8: without a name it takes the latest run on the site that deleted somebody', async () => {
    const { list, command, sent } = await arrange()
    await list([0])
    const second = await list([1])
    await list([2], ['--no-delete'])
    sent()
    expect((await command(['verify'])).summary.run).toBe(second.summary.run)
    expect(sent()).toEqual(reads([1]))
  })

  test('verify-9: a run on another site, or one that is not there: exit 2', async () => {
    const { list, command, out } = await arrange()
    const run = await list([0])
    const env = { KONSTANTLY_API_KEY: 'key' }
    const other = await cli(['verify', run.summary.run, '--site', 'other', '--out', out], { env })
    expect(other.exitCode).toBe(2)
    expect(other.stderr).toContain('not on other.konstant.ly')
    expect((await command(['verify', 'nothing'])).exitCode).toBe(2)
    expect((await cli(['verify', '--site', 'acme', '--out', temporaryFolder()], { env })).exitCode).toBe(2)
  })

  test('verify-10: run --verify does it in the same session, with one request more for each user', async () => {
    const { list, sent, out } = await arrange()
    const run = await list([0, 1], ['--verify'])
    expect({ exitCode: run.exitCode, counts: counts(run) }).toMatchObject({
      exitCode: 0,
      counts: { gone: 2 },
    })
    expect(column(run.rows, 'verified_at')).toEqual(column(run.rows, 'deleted_at'))
    expect(sent().slice(-2).toSorted()).toEqual(reads([0, 1]).toSorted())
    expect(run.summary.requests).toMatchObject({ deactivate: 2, delete: 2, verify: 2 })
    expect(run.summary.sessions).toHaveLength(1)
    expect(page(out, run.summary.run)).toContain('Proof of erasure')
    // It does not make another run of the list.
    expect(run.summary.options).not.toHaveProperty('verify')
  })

  test('verify-11: purge --verify proves that those are gone whom the purge deleted', async () => {
    const { list, command, pass } = await arrange()
    await list([0, 1], ['--grace', '1d'])
    pass(2)
    const purge = await command(['purge', '--yes', '--verify'])
    expect({ exitCode: purge.exitCode, counts: counts(purge) }).toMatchObject({
      exitCode: 0,
      counts: { gone: 2 },
    })
  })

  test('verify-12: somebody who comes back during run --verify needs attention: exit 3', async () => {
    let platform: WatchedSandbox | null = null
    const site = await arrange({
      onRequest: ({ method, path }) => {
        if (method === 'DELETE' && path.endsWith(person(0).id))
          setImmediate(() => platform?.site.add(person(0)))
      },
    })
    platform = site.platform
    const run = await site.list([0, 1], ['--verify', '--concurrency', '1'])
    expect({ exitCode: run.exitCode, reasons: column(run.rows, 'reason') }).toEqual({
      exitCode: 3,
      reasons: ['still_there', ''],
    })
  })

  test('verify-13: run --verify that is stopped while it asks has done its work, and verify goes on', async () => {
    const { send, deps } = signals()
    let deleted = 0
    const { list, command, sent } = await arrange({
      onRequest: ({ method }) => {
        if (method === 'DELETE') deleted += 1
        else if (deleted === 2) send('SIGINT')
      },
    })
    const run = await list([0, 1], ['--verify', '--concurrency', '1'], deps)
    expect({ exitCode: run.exitCode, status: run.summary.status }).toEqual({
      exitCode: 130,
      status: 'finished',
    })
    expect(column(run.rows, 'outcome')).toEqual(['deleted', 'deleted'])
    sent()
    const done = await command(['verify'])
    expect({ exitCode: done.exitCode, counts: counts(done) }).toMatchObject({
      exitCode: 0,
      counts: { gone: 2 },
    })
    expect(sent()).toEqual(reads([1]))
  })

  test.each([['--no-delete'], ['--dry-run'], ['--grace=30d']])(
    'verify-14: --verify with %s is refused: exit 2',
    async (flag) => {
      const { platform, out } = await arrange()
      const list = writeList(out, csv('id', [[person(0).id]]))
      const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes', '--verify', flag]
      const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 2 })
      expect(stderr).toContain('it deletes nobody: leave --verify out')
      expect(platform.requests).toEqual([])
    },
  )

  test('verify-15: files that were changed are kept aside', async () => {
    const { list, command, out } = await arrange()
    const run = await list([0])
    const results = join(out, run.summary.run, 'results.csv')
    writeFileSync(results, 'notes')
    const { stderr } = await command(['verify'])
    const [, kept = ''] = /it is kept as (\S+)/.exec(stderr) ?? []
    expect(readFileSync(kept, 'utf8')).toBe('notes')
    expect(readFileSync(results, 'utf8')).toContain('offboard_verified_at')
  })

  test('verify-16: an unfinished run is proved as far as it came, and is not made younger by that', async () => {
    const { send, deps } = signals()
    const { list, command, pass } = await arrange({
      onRequest: ({ method }) => {
        if (method === 'DELETE') send('SIGTERM')
      },
    })
    const run = await list([0, 1], ['--concurrency', '1'], deps)
    expect(run.exitCode).toBe(143)
    pass(8)
    const verified = await command(['verify'])
    expect({ exitCode: verified.exitCode, counts: counts(verified) }).toMatchObject({
      exitCode: 0,
      counts: { deleted: 1, gone: 1 },
    })
    expect(verified.summary).toMatchObject({ status: 'stopped', exitCode: 143 })
    const resumed = await command(['run', '--resume', run.summary.run, '--yes', '--max-percent', '100'])
    expect(resumed.exitCode).toBe(4)
    expect(resumed.stderr).toContain('longer ago than --resume-max-age allows')
  })
})
