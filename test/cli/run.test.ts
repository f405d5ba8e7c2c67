import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
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
import { serverOf } from '../support/ledger.ts'
import { changes, person, sandbox } from '../support/sandbox.ts'
import type { Summary } from '../../src/report/summary.ts'

/** Nobody is looked up before. */
const OFF = ['--preflight', 'off']

const outcomesOf = (rows: Record<string, string>[]): (string | undefined)[] =>
  rows.map((row) => row['offboard_outcome'])

describe('run', () => {
  test('deactivates, then deletes, each user with two requests', async () => {
    const platform = await sandbox({ users: [person('u1'), person('u2'), person('bystander')] })
    const out = temporaryFolder()
    const list = writeList(out, 'id,name\nu1,One\nu2,Two\n')

    const { exitCode, rows, summary } = await runAgainst(platform, list, out, ['--concurrency', '1', ...OFF])

    expect(exitCode).toBe(0)
    expect(changes(platform)).toEqual([
      'POST /users/blocked {"id":"u1"}',
      'DELETE /users/u1',
      'POST /users/blocked {"id":"u2"}',
      'DELETE /users/u2',
    ])
    expect(platform.requests).toHaveLength(4)
    expect(outcomesOf(rows)).toEqual(['deleted', 'deleted'])
    expect(platform.site.people().map(({ id }) => id)).toEqual(['bystander'])
    expect(summary).toMatchObject({
      status: 'finished',
      exitCode: 0,
      requests: { total: 4, deactivate: 2, delete: 2 },
    })
  })

  test('reads standard input for -', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const { exitCode, summary } = await runAgainst(platform, '-', out, [], { stdin: 'user_id\nu1\n' })
    expect(exitCode).toBe(0)
    expect(summary.list.name).toBe('-')
    expect(platform.site.people()).toEqual([])
  })

  test('ends rows in every outcome that a list and a site can lead to, and says what needs attention', async () => {
    const platform = await sandbox({
      users: [
        person('good'),
        person('expert', { isExpert: true }),
        person('admin', { role: { alias: 'administrator' } }),
        person('off', { isBanned: true }),
      ],
      rejectRepeatedBan: true,
    })
    const out = temporaryFolder()
    const list = writeList(out, 'Konstantly ID\ngood\n good\nexpert\nadmin\noff\nnobody\nbyEmail\n')

    const { exitCode, rows } = await runAgainst(platform, list, out, OFF)

    expect(exitCode).toBe(3)
    expect(outcomesOf(rows)).toEqual([
      'deleted',
      'duplicate',
      'refused',
      'refused',
      'deleted',
      'not_found',
      'invalid',
    ])
    expect(rows.map((row) => row['offboard_reason'])).toEqual([
      '',
      'same_user',
      'platform_refused',
      'role_not_allowed',
      '',
      '',
      'user_id_is_route',
    ])
    expect(platform.site.people().map(({ id, isBanned }) => ({ id, isBanned }))).toEqual([
      { id: 'expert', isBanned: false },
      { id: 'admin', isBanned: false },
    ])
  })

  test('--no-delete only deactivates', async () => {
    const platform = await sandbox({ users: [person('u1'), person('u2', { isBanned: true })] })
    const out = temporaryFolder()
    const { exitCode, rows } = await runAgainst(platform, writeList(out, 'id\nu1\nu2\n'), out, [
      '--no-delete',
    ])
    expect(exitCode).toBe(0)
    expect(outcomesOf(rows)).toEqual(['deactivated', 'deactivated'])
    expect(platform.site.people().every(({ isBanned }) => isBanned)).toBe(true)
    expect(platform.requests.filter(({ method }) => method === 'DELETE')).toEqual([])
  })

  test('--no-deactivate deletes only who is deactivated already', async () => {
    const platform = await sandbox({
      users: [
        person('active'),
        person('off', { isBanned: true }),
        person('boss', { isBanned: true, role: { alias: 'manager' } }),
      ],
    })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nactive\noff\nboss\n')
    const { exitCode, rows } = await runAgainst(platform, list, out, ['--no-deactivate'])
    expect(exitCode).toBe(3)
    expect(outcomesOf(rows)).toEqual(['refused', 'deleted', 'refused'])
    expect(changes(platform)).toEqual(['DELETE /users/off'])
  })

  test('--dry-run sends nothing, and says what would happen', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const { exitCode, rows } = await runAgainst(platform, writeList(out, 'id\nu1\nu1\n'), out, ['--dry-run'])
    expect(exitCode).toBe(0)
    expect(platform.requests).toEqual([])
    expect(rows[0]).toMatchObject({
      offboard_outcome: 'not_attempted',
      offboard_reason: 'dry_run',
    })
    expect(rows[1]).toMatchObject({ offboard_outcome: 'duplicate' })
  })

  test('--dry-run leaves out whom the row itself shows to be protected', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const protect = join(out, 'protect.txt')
    writeFileSync(protect, 'chair\n*@board.acme.com\n')
    const list = writeList(
      out,
      'id,email\nu1,u1@acme.com\nCHAIR,\nu2,u2@Board.acme.com\n,u3@board.acme.com\nCHAIR,\n',
    )
    const { exitCode, rows, summary } = await runAgainst(platform, list, out, [
      ...['--dry-run', '--protect', protect],
    ])
    expect(exitCode).toBe(0)
    expect(outcomesOf(rows)).toEqual(['not_attempted', 'protected', 'protected', 'protected', 'duplicate'])
    expect(summary.outcomes).toMatchObject({ not_attempted: 1, protected: 3, duplicate: 1 })
    expect(platform.requests).toEqual([])
  })

  test('the log has what proves, outside the folder, that list and files are those of the run', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\n')
    const { stderr, summary } = await runAgainst(platform, list, out)
    const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
    const lines = logLines(stderr)
    expect(lines.find(({ msg }) => String(msg).startsWith('list read'))).toMatchObject({
      sha256: hashOf(list),
    })
    const files = readdirSync(join(out, summary.run))
    expect(files).toContain('summary.json')
    expect(lines.at(-1)).toMatchObject({
      detail: null,
      hashes: Object.fromEntries(files.map((file) => [file, hashOf(join(out, summary.run, file))])),
    })
  })

  test('--json tells how long the protected list is, and not who is on it', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const protect = writeList(out, '*@board.acme.com\nceo@acme.com\n', 'protect.txt')
    const { stdout, summary } = await runAgainst(platform, writeList(out, 'id\nu1\n'), out, [
      '--protect',
      protect,
    ])
    expect(stdout).not.toContain('acme.com')
    expect(summary.options.protect).toEqual({ entries: 2 })
  })

  test('--dry-run needs no key, since it asks nobody', async () => {
    const out = temporaryFolder()
    const argv = ['run', writeList(out, 'id\nu1\n'), '--site', 'acme', '--out', out, '--dry-run']
    const { exitCode, stdout } = await cli(argv, { env: {} })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/to be touched +1\n/)
  })

  test('a view without a terminal is plain lines', async () => {
    const out = temporaryFolder()
    const argv = ['run', writeList(out, 'id\nu 1\n'), '--site', 'acme', '--out', out, '--dry-run']
    const { stderr } = await cli([...argv, '--log-format', 'pretty'], { env: {} })
    expect(stderr).toContain('\n! row 1: invalid, user_id_character\n')
    expect(stderr).not.toContain('\x1b')
  })

  test.each([
    ['a number', '2\r', ['3'], 4, 'the number of users (2) was not typed, so nobody was touched'],
    ['a number, and then another', '3\r', ['2'], 0, 'Took '],
    ['Ctrl+C', '\x03', [], 130, 'stopping: SIGINT'],
  ])(
    '%s that was typed before the question does not answer it',
    async (_, typedAhead, types, expected, told) => {
      const platform = await sandbox({ users: [person('u1'), person('u2')] })
      const out = temporaryFolder()
      const list = writeList(out, 'id\nu1\nu2\n')
      const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100']
      const env = { KONSTANTLY_API_KEY: platform.apiKey }
      const { exitCode, stderr } = await cli(argv, { typedAhead, types, env })
      expect(exitCode).toBe(expected)
      expect(stderr).toContain(told)
      expect(changes(platform)).toHaveLength(expected === 0 ? 4 : 0)
    },
  )

  test('a terminal shows the progress below everything else, and nothing of it is left', async () => {
    const watch = async (env: Record<string, string>, ...more: readonly string[]): Promise<string> => {
      const platform = await sandbox({ users: [person('u1'), person('u2')] })
      const out = temporaryFolder()
      const list = writeList(out, 'id\nu1\nu2\n')
      const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100']
      const key = { KONSTANTLY_API_KEY: platform.apiKey }
      const { exitCode, stderr } = await cli([...argv, ...more], { types: ['2'], env: { ...key, ...env } })
      expect(exitCode).toBe(0)
      return stderr
    }
    const terminal = await watch({})
    expect(terminal).toContain('looking up users: 1 of 1 pages')
    expect(terminal).toContain('0 of 2 · about a minute left')
    // Nothing of it stands beside the question.
    expect(terminal.split('\n').find((line) => line.includes('Type the number'))).not.toContain('looking up')
    expect(terminal.split('\n').at(-1)?.split('\r\x1b[J').at(-1)).toBe('')
    expect(await watch({ TERM: 'dumb' })).not.toContain('0 of 2')
    expect(await watch({}, '--quiet')).not.toContain('0 of 2')
    expect(await watch({}, '--log-format', 'json')).not.toContain('0 of 2')
  })

  test('a variable that sets no flag is mentioned, by its name alone', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const { exitCode, stderr } = await runAgainst(platform, writeList(out, 'id\nu1\n'), out, [], {
      env: { KONSTANTLY_PROTEC: 'board.txt', KONSTANTLY_LATENCY: '1', KONSTANTLY_RATE: '' },
    })
    expect(exitCode).toBe(0)
    const told = logLines(stderr).filter(({ msg }) => String(msg).includes('KONSTANTLY_'))
    expect(told.map(({ msg }) => msg)).toEqual([
      'KONSTANTLY_PROTEC is set, and sets no flag. Is it misspelled?',
      'KONSTANTLY_RATE is set to nothing, and counts as not set.',
    ])
    expect(stderr).not.toContain('board.txt')
  })

  test('--dry-run ends with 3 when the list itself needs attention', async () => {
    const platform = await sandbox()
    const out = temporaryFolder()
    const { exitCode } = await runAgainst(platform, writeList(out, 'id\nu1\nu 2\n'), out, ['--dry-run'])
    expect(exitCode).toBe(3)
  })

  test('--max-users refuses a list that is longer, and names the flag', async () => {
    const platform = await sandbox({ users: [person('u1'), person('u2'), person('u3')] })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\nu2\nu3\nu3\n')
    const { exitCode, rows, stderr } = await runAgainst(platform, list, out, [
      ...['--max-users', '2', '--log-level', 'error'],
    ])
    expect(exitCode).toBe(4)
    expect(stderr).toContain('3 users are to be offboarded, and --max-users allows 2')
    expect(outcomesOf(rows)).toEqual(['not_attempted', 'not_attempted', 'not_attempted', 'duplicate'])
    expect(changes(platform)).toEqual([])

    const again = await runAgainst(platform, list, out, ['--max-users', '3'])
    expect(again.exitCode).toBe(0)
    expect(again.summary.run).not.toBe(outcomesOf(rows))
    expect(platform.site.people()).toEqual([])
  })

  test('a rejected key ends the run at once with 5, and the same command carries on with the right key', async () => {
    const platform = await sandbox({ users: [person('u1'), person('u2'), person('u3')] })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\nu2\nu3\n')

    const wrong = await runAgainst(platform, list, out, ['--concurrency', '1'], {
      env: { KONSTANTLY_API_KEY: 'revoked-key-1234' },
    })
    expect(wrong.exitCode).toBe(5)
    expect(platform.requests).toHaveLength(1)
    // At the level of errors, with its run, and no word of look-ups that came to nothing.
    const told = logLines(wrong.stderr)
    expect(told).toContainEqual(
      expect.objectContaining({
        level: 'error',
        run: wrong.summary.run,
        msg: expect.stringContaining('the platform rejected the API key (401)') as unknown,
      }),
    )
    expect(told.map(({ msg }) => msg)).not.toContain('users looked up')
    expect(outcomesOf(wrong.rows)).toEqual(['not_attempted', 'not_attempted', 'not_attempted'])
    expect(readResults(out, wrong.summary.run, 'retry.csv')).toEqual([
      { id: 'u1' },
      { id: 'u2' },
      { id: 'u3' },
    ])

    const right = await runAgainst(platform, list, out)
    expect(right.exitCode).toBe(0)
    expect(right.summary.run).toBe(wrong.summary.run)
    expect(outcomesOf(right.rows)).toEqual(['deleted', 'deleted', 'deleted'])
    expect(logLines(right.stderr).some(({ msg }) => msg === 'run resumed')).toBe(true)
  })

  test('a plan that was stopped says how it goes on, and not how it is carried out', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\n')
    const argv = ['plan', list, '--base-url', platform.baseUrl, '--out', out, '--max-percent', '100']
    const wrong = await cli(argv, { env: { KONSTANTLY_API_KEY: 'revoked-key-1234' } })
    expect(wrong.exitCode).toBe(5)
    expect(wrong.stdout).toContain(
      'To go on: the same command again, or\n    konstantly-offboard run --resume ',
    )
    expect(wrong.stdout).not.toContain('run --plan')

    const right = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(right.exitCode).toBe(0)
    expect(right.stdout).toMatch(
      /To carry it out, .*:\n {4}konstantly-offboard run --plan \S+ --base-url http/,
    )
    expect(right.stdout).not.toContain('To go on')
  })

  test('a finished run is neither repeated nor skipped: the same command begins a new one', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\n')
    const first = await runAgainst(platform, list, out)
    const second = await runAgainst(platform, list, out)
    expect(second.summary.run).not.toBe(first.summary.run)
    expect(outcomesOf(second.rows)).toEqual(['not_found'])
    expect(second.exitCode).toBe(0)
  })

  test('a row that keeps failing ends as failed, with the last known state of the user', async () => {
    const platform = await sandbox({
      users: [person('u1'), person('u2')],
      fault: ({ method, path }) => (method === 'DELETE' && path.endsWith('/u1') ? 'unavailable' : null),
    })
    const out = temporaryFolder()
    const { exitCode, rows, summary } = await runAgainst(platform, writeList(out, 'id\nu1\nu2\n'), out, [
      '--retries',
      '2',
    ])
    expect(exitCode).toBe(3)
    expect(rows[0]).toMatchObject({
      offboard_outcome: 'failed',
      offboard_reason: 'step_failed',
      offboard_http_status: '503',
      offboard_deleted_at: '',
    })
    expect(rows[0]?.['offboard_deactivated_at']).toMatch(/^\d{4}-\d\d-\d\dT/)
    expect(rows[1]).toMatchObject({ offboard_outcome: 'deleted' })
    expect(summary.retries).toEqual({ total: 2, http_503: 2 })
    expect(readResults(out, summary.run, 'retry.csv')).toEqual([{ id: 'u1' }])
  })

  test('a DELETE whose answer was lost is deleted, not not_found', async () => {
    let lost = 0
    const platform = await sandbox({
      users: [person('u1')],
      fault: ({ method }) => (method === 'DELETE' && lost++ === 0 ? 'lost' : null),
    })
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, writeList(out, 'id\nu1\n'), out)
    expect(rows[0]).toMatchObject({
      offboard_outcome: 'deleted',
      offboard_reason: 'confirmed_after',
      offboard_attempts: '3',
    })
  })

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 143],
  ] as const)('%s lets users in flight finish, writes the report and ends with %i', async (signal, code) => {
    const { deps, send } = signals()
    const users = Array.from({ length: 20 }, (_, n) => person(`u${n}`))
    const platform = await sandbox({
      users,
      onRequest: ({ path }) => {
        if (path.endsWith('/u3')) send(signal)
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, `id\n${users.map(({ id }) => id).join('\n')}\n`)

    const { exitCode, rows, summary } = await runAgainst(platform, list, out, ['--concurrency', '2'], {
      deps,
    })

    expect(exitCode).toBe(code)
    expect(summary.status).toBe('stopped')
    const deleted = rows.filter((row) => row['offboard_outcome'] === 'deleted')
    expect(deleted.length).toBeGreaterThanOrEqual(4)
    expect(deleted.length).toBeLessThanOrEqual(6)
    expect(deleted.map((row) => row['id'])).toEqual(
      users.map(({ id }) => id).filter((id) => !platform.site.person(id)),
    )
    expect(platform.site.people().some(({ isBanned }) => isBanned)).toBe(false)

    const again = await runAgainst(platform, list, out)
    expect(again.exitCode).toBe(0)
    expect(again.summary.run).toBe(summary.run)
    expect(again.summary.outcomes.deleted).toBe(20)
  })

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s while the list is being read ends it, and keeps nothing',
    async (signal) => {
      const { deps, send } = signals()
      const out = temporaryFolder()
      // A pipe whose writer says no more, and does not close it either.
      let reads = 0
      const pipe = new Readable({
        read() {
          reads += 1
          if (reads === 1) this.push('id\nu1\n')
          if (reads === 2) setImmediate(send, signal)
        },
      })
      const stdin = Object.assign(pipe, { isTTY: false, setRawMode: () => stdin })
      const argv = ['run', '-', '--site', 'acme', '--out', out, '--dry-run']
      const { exitCode, stdout, stderr } = await cli(argv, { env: {}, deps: { ...deps, stdin } })
      expect(exitCode).toBe(signal === 'SIGINT' ? 130 : 143)
      expect(stderr).toContain('the list was not read to its end: nobody was touched')
      expect(stdout).toBe('')
      expect((await cli(['runs', '--out', out])).stdout.trim().split('\n')).toHaveLength(1)
    },
  )

  test('a run that stopped between two steps says so in its report', async () => {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: [person('u1')],
      fault: ({ method }) => (method === 'DELETE' ? 'unavailable' : null),
      onRequest: ({ method }) => {
        if (method === 'DELETE') send('SIGTERM')
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, 'id\nu1\n')
    const { exitCode, rows, stderr } = await runAgainst(platform, list, out, [], { deps })
    expect(exitCode).toBe(143)
    expect(stderr).toContain('stopping: SIGTERM. Requests in flight are finished')
    expect(rows[0]).toMatchObject({
      offboard_outcome: 'not_attempted',
      offboard_reason: 'stopped_within_delete',
    })
  })
})

describe('confirmation', () => {
  const arrange = async (): Promise<{
    platform: Awaited<ReturnType<typeof sandbox>>
    out: string
    argv: string[]
    env: Record<string, string>
  }> => {
    const platform = await sandbox({ users: [person('u1'), person('u2')] })
    const out = temporaryFolder()
    const argv = [
      'run',
      writeList(out, 'id\nu1\nu2\nu2\n'),
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--max-percent',
      '100',
    ]
    return { platform, out, argv, env: { KONSTANTLY_API_KEY: platform.apiKey } }
  }

  test('without a terminal and without --yes nobody is touched', async () => {
    const { platform, argv, env } = await arrange()
    const { exitCode, stderr } = await cli(argv, { env })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('--yes')
    expect(changes(platform)).toEqual([])
  })

  test('on a terminal the number of users has to be typed', async () => {
    const { platform, argv, env } = await arrange()
    const { exitCode, stdout, stderr } = await cli([...argv, '--json'], { env, types: ['2'] })
    expect(stderr).toContain(
      `2 users of ${new URL(platform.baseUrl).host} will be deactivated, then deleted for good.`,
    )
    expect(exitCode).toBe(0)
    expect(platform.site.people()).toEqual([])
    expect((JSON.parse(stdout) as Summary).sessions).toMatchObject([
      { confirmed: 'typed', limits: { maxUsers: 500 }, reason: null, exitCode: 0 },
    ])
  })

  test('a refusal is told with the reason, and as nobody’s word', async () => {
    const { argv, env } = await arrange()
    const { stdout } = await cli([...argv, '--json', '--yes', '--max-users', '1'], { env })
    expect((JSON.parse(stdout) as Summary).sessions).toMatchObject([
      {
        confirmed: null,
        limits: null,
        reason: expect.stringContaining('--max-users') as string,
        exitCode: 4,
      },
    ])
  })

  test.each(['', 'y', 'yes', '3', '22'])('"%s" is not the number of users', async (answer) => {
    const { platform, argv, env } = await arrange()
    const { exitCode } = await cli(argv, { env, types: [answer] })
    expect(exitCode).toBe(4)
    expect(changes(platform)).toEqual([])
  })

  test('a run that goes on, and is refused, is not told to try the same again at once', async () => {
    const { platform, argv, env } = await arrange()
    expect(
      (await cli([...argv, '--yes'], { env: { ...env, KONSTANTLY_API_KEY: 'revoked-key-1234' } })).exitCode,
    ).toBe(5)
    const { exitCode, stdout } = await cli([...argv, '--yes', '--max-users', '1'], { env })
    expect(exitCode).toBe(4)
    expect(stdout).toContain(
      'To go on, once a person has looked at why it was refused: the same command again',
    )
    expect(changes(platform)).toEqual([])
  })

  test('an answer that no terminal typed is none', async () => {
    const { platform, argv, env } = await arrange()
    const stdin = Readable.from(['2\n'])
    // To be asked on, standard error is a terminal.
    const { exitCode, stderr } = await cli(argv, { env, types: [], deps: { stdin } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('there is no terminal to ask on')
    expect(stderr).not.toContain('npm')
    const byNpm = await cli(argv, { env: { ...env, npm_config_yes: 'true' } })
    expect(byNpm.stderr).toContain('npm has kept one for itself')
    expect(changes(platform)).toEqual([])
  })

  test('a question that no terminal shows is not asked', async () => {
    const { platform, argv, env } = await arrange()
    const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin })
    stdin.write('2\n')
    const { exitCode, stderr } = await cli(argv, { env, deps: { stdin } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('there is no terminal to ask on')
    expect(changes(platform)).toEqual([])
  })

  test('Ctrl+C stops the run, which the same command goes on with', async () => {
    const { platform, argv, env } = await arrange()
    const stopped = await cli([...argv, '--json'], { env, types: ['\u0003'] })
    expect(stopped.exitCode).toBe(130)
    const { run } = JSON.parse(stopped.stdout) as Summary
    expect(JSON.parse(stopped.stdout)).toMatchObject({ status: 'stopped', exitCode: 130 })
    expect(changes(platform)).toEqual([])

    const again = await cli([...argv, '--json'], { env, types: ['2'] })
    expect(JSON.parse(again.stdout)).toMatchObject({ run, exitCode: 0, outcomes: { deleted: 2 } })
  })

  test('a list on standard input leaves nobody to ask', async () => {
    const { platform, argv, env } = await arrange()
    const { exitCode } = await cli(['run', '-', ...argv.slice(2)], { env, stdin: 'id\nu1\n' })
    expect(exitCode).toBe(4)
    expect(changes(platform)).toEqual([])
  })
})

describe('privacy', () => {
  test('logs, at any level, carry neither names nor addresses nor the key, and no file holds the key', async () => {
    const platform = await sandbox({
      users: [person('u1', { name: 'Zaphod Beeblebrox' }), person('u2', { isExpert: true })],
      faultRate: 0,
    })
    const out = temporaryFolder()
    const list = writeList(
      out,
      'id,name,mail\nu1,Zaphod Beeblebrox,u1@example.com\nu2,,\nbad id,Zaphod Beeblebrox,u1@example.com\n',
    )
    const { stderr, summary } = await runAgainst(platform, list, out, ['--log-level', 'trace'])
    expect(logLines(stderr).length).toBeGreaterThan(4)
    expect(stderr).not.toMatch(/Zaphod|example\.com|expert on a course/)
    const files = [
      ...(serverOf(out) === null ? ['ledger.sqlite'] : []),
      ...['results.csv', 'retry.csv', 'report.html', 'summary.json'].map((file) => join(summary.run, file)),
    ]
    for (const file of files) expect(readFileSync(join(out, file), 'latin1')).not.toContain(platform.apiKey)
    expect(stderr).not.toContain(platform.apiKey)
  })

  test('every row that ends is one log line', async () => {
    const platform = await sandbox({ users: [person('u1')] })
    const out = temporaryFolder()
    const { stderr, summary } = await runAgainst(platform, writeList(out, 'id\nu1\nu1\n#\n'), out)
    const ended = logLines(stderr).filter(({ msg }) => msg === 'row ended')
    expect(
      ended.map(({ run, row, userId, outcome, httpStatus, attempts }) => ({
        run,
        row,
        userId,
        outcome,
        httpStatus,
        attempts,
      })),
    ).toEqual([
      { run: summary.run, row: 2, userId: 'u1', outcome: 'duplicate', httpStatus: null, attempts: 0 },
      { run: summary.run, row: 3, userId: null, outcome: 'invalid', httpStatus: null, attempts: 0 },
      { run: summary.run, row: 1, userId: 'u1', outcome: 'deleted', httpStatus: 200, attempts: 2 },
    ])
    expect(ended.every(({ ms }) => typeof ms === 'number')).toBe(true)
  })
})
