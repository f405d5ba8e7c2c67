import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { PlainNotification } from '../../src/monitoring/notifications/formats/plain.ts'
import type { Summary } from '../../src/report/summary.ts'
import {
  cli,
  logLines,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
  type CliOptions,
  type CliResult,
} from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { receiver, status, type Receiver } from '../support/receiver.ts'
import { changes, person, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { inboxScene, listOf } from '../support/inbox.ts'
import { parseBaseUrl } from '../../src/konstantly/base-url.ts'
import { openLedger, serverOf } from '../support/ledger.ts'

// Somebody is told what came of a command, and nothing of that changes the command.

const PEOPLE = ['u1', 'u2', 'u3', 'u4'].map((id) => person(id))
const DAY = 24 * 3_600_000

const posted = ({ received }: Receiver): PlainNotification[] =>
  received.filter(({ method }) => method === 'POST').map(({ body }) => JSON.parse(body) as PlainNotification)
const events = (hook: Receiver): string[] => posted(hook).map(({ event }) => event)
/** The paths that were pinged, without the part all of them share. */
const pings = ({ received }: Receiver): string[] =>
  received
    .filter(({ method }) => method === 'GET')
    .map(({ path }) => path.replace('/hook/s3cr3t-t0ken', '') || '/')

interface Told extends CliResult {
  hook: Receiver
}

interface Site {
  platform: WatchedSandbox
  out: string
  list: string
  /** A command on the site that tells one receiver by both flags. */
  tell: (words: readonly string[], options?: CliOptions) => Promise<Told>
}

async function arrange(options: Parameters<typeof sandbox>[0] = {}): Promise<Site> {
  const out = temporaryFolder()
  const platform = await sandbox({ users: PEOPLE, ...options })
  return {
    platform,
    out,
    list: writeList(out, 'id,name\nu1,Name of u1\nu2,Name of u2\nnobody,Jane Doe\n', 'jane-doe.csv'),
    async tell(words, { env, ...more } = {}) {
      const hook = await receiver()
      const result = await cli([...words, '--base-url', platform.baseUrl, '--out', out], {
        env: {
          KONSTANTLY_API_KEY: platform.apiKey,
          KONSTANTLY_MAX_PERCENT: '100',
          KONSTANTLY_NOTIFY: hook.address,
          KONSTANTLY_HEARTBEAT: hook.address,
          ...env,
        },
        ...more,
      })
      return { ...result, hook }
    },
  }
}

describe('a run', () => {
  test('is told with counts and its ID, and without anybody’s name', async () => {
    const { platform, out, list } = await arrange()
    const hook = await receiver()
    const { exitCode, summary } = await runAgainst(platform, list, out, ['--notify', hook.address])
    expect(exitCode).toBe(0)
    expect(posted(hook)).toMatchObject([
      {
        event: 'run_ended',
        command: 'run',
        site: new URL(platform.baseUrl).host,
        exitCode: 0,
        run: {
          id: summary.run,
          rows: 3,
          outcomes: { deleted: 2, not_found: 1 },
          requests: { total: summary.requests.total },
        },
      },
    ])
    expect(hook.received.map(({ body }) => body).join('')).not.toMatch(/u1|u2|jane|nobody/i)
  })

  test('pings its start before anything is asked, and its success at the end', async () => {
    const { platform, tell, list } = await arrange()
    const asked: number[] = []
    const hook = await receiver((response) => {
      asked.push(platform.requests.length)
      response.end()
    })
    const { exitCode } = await tell(['run', list, '--yes'], { env: { KONSTANTLY_HEARTBEAT: hook.address } })
    expect(exitCode).toBe(0)
    expect(pings(hook)).toEqual(['/start', '/'])
    expect(asked).toEqual([0, platform.requests.length])
  })

  test('is signed with the secret of a file or of a variable', async () => {
    const { tell, list, out } = await arrange()
    const file = join(out, 'secret')
    writeFileSync(file, 'a secret of the receiver\n', { mode: 0o600 })
    const secret = 'a secret of the receiver'
    const signed = await Promise.all([
      tell(['run', list, '--yes', '--notify-secret-file', file]),
      (await arrange()).tell(['run', list, '--yes'], { env: { KONSTANTLY_NOTIFY_SECRET: secret } }),
    ])
    for (const { hook, stderr } of signed) {
      const post = hook.received.find(({ method }) => method === 'POST')
      expect(post?.headers['x-konstantly-signature']).toMatch(/^t=\d{10},v1=[0-9a-f]{64}$/)
      expect(stderr).not.toContain(secret)
      expect(stderr).not.toContain('sets no flag')
    }
  })

  test('is told where files hold the addresses, with a warning about who can read them', async () => {
    const { tell, list, out } = await arrange()
    const hook = await receiver()
    const [notify, heartbeat] = [join(out, 'notify'), join(out, 'heartbeat')]
    writeFileSync(notify, `${hook.address}\n`, { mode: 0o644 })
    writeFileSync(heartbeat, hook.address, { mode: 0o600 })
    const { stderr } = await tell(
      ['run', list, '--yes', '--notify-file', notify, '--heartbeat-file', heartbeat],
      { env: { KONSTANTLY_NOTIFY: '', KONSTANTLY_HEARTBEAT: '' } },
    )
    expect([events(hook), pings(hook)]).toEqual([['run_ended'], ['/start', '/']])
    expect(logLines(stderr).map(({ msg }) => msg)).toContain(
      `others can read the --notify address in ${notify}. Take that right away: chmod 600, or a tighter defaultMode where it is mounted.`,
    )
    expect(stderr).not.toContain('s3cr3t')
  })

  test('that leaves work for a person is told so, and has succeeded for a dead man’s switch', async () => {
    const { tell, out } = await arrange()
    const list = writeList(out, 'id\nu1\n"a b"\n', 'odd.csv')
    const { exitCode, hook } = await tell(['run', list, '--yes'])
    expect(exitCode).toBe(3)
    expect(posted(hook)).toMatchObject([{ event: 'run_ended', run: { attention: 1 } }])
    expect(pings(hook)).toEqual(['/start', '/'])
  })

  test('that a signal stops is told, with the code of the signal', async () => {
    const { deps, send } = signals()
    const { tell, list } = await arrange({
      onRequest: ({ method }) => {
        if (method === 'PUT' || method === 'PATCH' || method === 'POST') send('SIGTERM')
      },
    })
    const { exitCode, hook } = await tell(['run', list, '--yes', '--concurrency', '1'], { deps })
    expect(exitCode).toBe(143)
    expect(posted(hook)).toMatchObject([{ event: 'run_ended', exitCode: 143, run: { status: 'stopped' } }])
    expect(pings(hook)).toEqual(['/start', '/143'])
  })
})

describe('a failure', () => {
  test('is told whatever it is, with its code', async () => {
    const { platform, tell, out, list } = await arrange()
    const { site } = parseBaseUrl(platform.baseUrl)
    const told = async (words: readonly string[], env: Record<string, string> = {}): Promise<unknown> => {
      const { exitCode, hook } = await tell(words, { env })
      expect(posted(hook)).toMatchObject([{ event: 'failed', exitCode }])
      return [exitCode, pings(hook).at(-1)]
    }
    expect(await told(['run', join(out, 'missing.csv'), '--yes'])).toEqual([2, '/2'])
    expect(await told(['run', list, '--yse'])).toEqual([2, '/2'])
    expect(await told(['run', list, '--yes', '--max-users', '1'])).toEqual([4, '/4'])
    expect(await told(['run', list, '--yes'], { KONSTANTLY_API_KEY: 'wrong' })).toEqual([5, '/5'])
    const other = await openLedger({ folder: out, site, create: false, now: () => new Date() })
    expect(await told(['run', list, '--yes'])).toEqual([6, '/6'])
    await other.close()
  })

  test('to understand the command line is told by the flags on it', async () => {
    const hook = await receiver()
    const { exitCode } = await cli([
      'purge',
      '--notify',
      hook.address,
      `--heartbeat=${hook.address}`,
      '--sit',
      'acme',
    ])
    expect(exitCode).toBe(2)
    expect(posted(hook)).toMatchObject([{ event: 'failed', command: 'purge', exitCode: 2, run: null }])
    expect(pings(hook)).toEqual(['/2'])
  })
})

describe('whoever does not listen', () => {
  test('changes neither the outcome nor the exit code, and is named in the log without the address', async () => {
    const { tell, platform, list, out } = await arrange()
    const hook = await receiver(status(500))
    const log = join(out, 'log.jsonl')
    const metrics = join(out, 'missing', 'x.prom')
    const { exitCode, stdout, stderr } = await tell(
      ['run', list, '--yes', '--json', '--log-file', log, '--metrics-file', metrics],
      { env: { KONSTANTLY_NOTIFY: hook.address, KONSTANTLY_HEARTBEAT: hook.address } },
    )
    expect(exitCode).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ exitCode: 0, outcomes: { deleted: 2 } })
    const warned = logLines(readFileSync(log, 'utf8')).map(({ msg }) => String(msg))
    expect(warned.slice(-4).map((text) => text.replace(/\d+ times/, 'n times'))).toEqual([
      '--heartbeat did not arrive (start): the receiver answered 500, n times',
      `--metrics-file ${metrics} was not written (ENOENT)`,
      expect.stringMatching(/^--(notify|heartbeat) .* the receiver answered 500, n times$/),
      expect.stringMatching(/^--(notify|heartbeat) .* the receiver answered 500, n times$/),
    ])
    expect(stderr).toContain('--notify told nobody (run_ended): the receiver answered 500')
    const secret = /s3cr3t|\/hook/
    for (const text of [stdout, stderr, readFileSync(log, 'utf8')]) expect(text).not.toMatch(secret)
    const { run } = JSON.parse(stdout) as Summary
    const ledger = serverOf(out) === null ? ['../ledger.sqlite'] : []
    for (const file of ['summary.json', 'report.html', ...ledger])
      expect(readFileSync(join(out, run, file), 'latin1')).not.toMatch(secret)
    expect(platform.requests.filter(({ status }) => status === 200)).toHaveLength(5)
  })

  test('is given up by a signal, which changes nothing else', async () => {
    const { tell, list } = await arrange()
    const { deps, send } = signals()
    const hook = await receiver((response, number) => {
      if (number === 1) response.end()
      else send('SIGTERM')
    })
    const { exitCode, stderr } = await tell(['run', list, '--yes'], {
      deps,
      env: { KONSTANTLY_NOTIFY: hook.address, KONSTANTLY_HEARTBEAT: hook.address },
    })
    expect(exitCode).toBe(0)
    expect(logLines(stderr).map(({ msg }) => msg)).toEqual(
      expect.arrayContaining([
        '--notify told nobody (run_ended): it was told to stop',
        '--heartbeat did not arrive (success): it was told to stop',
      ]),
    )
  })

  test('is no reason to begin a run when it is named wrongly', async () => {
    const { tell, platform, list, out } = await arrange()
    writeFileSync(join(out, 'short'), 'short', { mode: 0o600 })
    const file = join(out, 'address')
    writeFileSync(file, 'hooks.example.com/s3cr3t', { mode: 0o600 })
    const why = async (words: readonly string[], env: Record<string, string> = {}): Promise<string> => {
      const { exitCode, stderr } = await tell(['run', list, '--yes', ...words], {
        env: { KONSTANTLY_NOTIFY: '', KONSTANTLY_HEARTBEAT: '', ...env },
      })
      expect([exitCode, stderr]).toEqual([2, expect.not.stringContaining('s3cr3t')])
      return stderr.replace('konstantly-offboard: ', '').trim()
    }
    const hook = 'https://hooks.example.com/s3cr3t'
    expect(await why(['--notify', 'hooks.example.com/s3cr3t'])).toBe(
      '--notify does not hold an address that begins with https://. It is a secret, so it is not shown here.',
    )
    expect(await why(['--heartbeat-file', file])).toBe(
      `--heartbeat-file ${file} does not hold an address that begins with https://. It is a secret, so it is not shown here.`,
    )
    expect(await why(['--heartbeat', 'http://hc.example.com/s3cr3t'])).toBe(
      '--heartbeat must hold an address that begins with https: plain http is accepted for this machine only.',
    )
    expect(await why(['--notify-file', file], { KONSTANTLY_NOTIFY: hook })).toContain('give one of them')
    expect(await why(['--notify', hook, '--notify-secret-file', join(out, 'short')])).toContain(
      'holds no secret of at least 16 characters',
    )
    expect(await why(['--notify-format', 'slack'])).toContain('give that, too')
    expect(await why(['--notify', hook], { NODE_DEBUG: 'http' })).toContain('NODE_DEBUG is set')
    expect(await why([hook])).toContain('an address is another one')
    expect(await why(['--dry-run', '--notify', hook])).toContain('a dry run tells nobody')
    expect(platform.requests).toEqual([])
  })
})

describe('nobody is told', () => {
  test('of a dry run, which would look like the work itself', async () => {
    const { tell, list } = await arrange()
    const { exitCode, hook } = await tell(['run', list, '--dry-run'])
    expect(exitCode).toBe(0)
    expect(hook.received).toEqual([])
  })

  test('of help, or by a command that no schedule needs', async () => {
    const { tell } = await arrange()
    expect((await tell(['help', 'run'])).hook.received).toEqual([])
    expect((await cli(['runs', '--notify', 'https://example.com'])).exitCode).toBe(2)
  })
})

test('a plan that waits for approval is told', async () => {
  const { tell, list } = await arrange()
  const { hook } = await tell(['plan', list])
  expect(posted(hook)).toMatchObject([
    { event: 'plan_waits', command: 'plan', run: { kind: 'plan', toTouch: 2 } },
  ])
})

test('every other command that acts, or looks, is told, too', async () => {
  const { tell, list, out } = await arrange()
  expect(events((await tell(['run', list, '--yes'])).hook)).toEqual(['run_ended'])
  const verified = await tell(['verify'])
  expect(posted(verified.hook)).toMatchObject([
    { command: 'verify', run: { verified: { deleted: 2, gone: 2 } } },
  ])
  const roster = writeList(out, 'id,name\nu3,Name of u3\n', 'roster.csv')
  const compared = await tell(['compare', roster, '--min-coverage', '0'])
  expect(posted(compared.hook)).toMatchObject([{ command: 'compare', run: { outcomes: { proposed: 1 } } }])
  const hook = await receiver()
  const env = { KONSTANTLY_NOTIFY: hook.address, KONSTANTLY_HEARTBEAT: hook.address }
  await cli(['forget', '--out', out, '--yes'], { env })
  expect([events(hook), pings(hook)]).toEqual([[], ['/start', '/']])
})

test('a purge tells once whom it will delete soon, and again if nobody heard', async () => {
  let now = Date.parse('2026-03-01T09:00:00Z')
  const { tell, out } = await arrange({ now: () => now })
  const clock = (): LeapingClock => new LeapingClock(now, { standsStill: true })
  const grace = (id: string, days: number): Promise<Told> =>
    tell(['run', writeList(out, `id\n${id}\n`, `${id}.csv`), '--yes', '--grace', `${days}d`], {
      clock: clock(),
    })
  const purge = async (env: Record<string, string> = {}): Promise<unknown[]> => {
    const { exitCode, hook } = await tell(['purge', '--yes', '--notify-ahead', '3d'], { clock: clock(), env })
    expect(exitCode).toBe(0)
    return posted(hook).map(({ event, due }) => [event, due?.users, due?.untold, due?.first])
  }
  await grace('u1', 30)
  now += 1 * DAY
  await grace('u2', 30)
  expect(await purge()).toEqual([])
  now += 26.5 * DAY
  const deaf = await receiver(status(500))
  expect(await purge({ KONSTANTLY_NOTIFY: deaf.address })).toEqual([])
  expect(await purge()).toEqual([['purge_due', 1, 1, '2026-03-31T09:00:00.000Z']])
  expect(await purge()).toEqual([])
  now += 1 * DAY
  expect(await purge()).toEqual([['purge_due', 2, 1, '2026-03-31T09:00:00.000Z']])
  // Somebody who waits shorter than that comes in between.
  now += 0.1 * DAY
  await grace('u3', 1)
  expect(await purge()).toEqual([['purge_due', 3, 1, '2026-03-30T23:24:00.000Z']])
  // Where nobody knows any more who was told, they are told once more.
  writeFileSync(join(out, 'told-ahead.json'), '{')
  expect(await purge()).toEqual([['purge_due', 3, 3, '2026-03-30T23:24:00.000Z']])
  expect(statSync(join(out, 'told-ahead.json')).mode & 0o777).toBe(0o600)
  now += 5 * DAY
  expect(await purge()).toEqual([['run_ended', undefined, undefined, undefined]])
})

test('the metrics file has the requests of a run by step and status, and who waits', async () => {
  const clock = new LeapingClock()
  const { tell, list, out } = await arrange({
    now: clock.wall,
    throttle: { kind: 'fixed', limit: 3, windowMs: 60_000, headers: false, competitor: 0 },
  })
  const path = join(out, 'offboard.prom')
  const words = ['run', list, '--yes', '--json', '--grace', '30d', '--metrics-file', path]
  const { exitCode, stdout } = await tell(words, { clock })
  expect(exitCode).toBe(0)
  const { requests, quota } = JSON.parse(stdout) as Summary
  const text = readFileSync(path, 'utf8')
  const counted = [...text.matchAll(/^konstantly_offboard_requests\{.*status="(\w+)"\} (\d+)$/gm)]
  const sum = (of: typeof counted): number => of.reduce((total, [, , n]) => total + Number(n), 0)
  expect(sum(counted)).toBe(requests.total)
  expect(quota.rejected).toBeGreaterThan(0)
  expect(sum(counted.filter(([, code]) => code === '429'))).toBe(quota.rejected)
  expect(sum(counted.filter(([, code]) => code === '404'))).toBe(1)
  expect(text).toMatch(/^konstantly_offboard_users_waiting\{site="[^"]+"\} 2$/m)
  expect(text).toMatch(/^konstantly_offboard_rows\{.*outcome="waiting"\} 2$/m)
  expect(text).not.toMatch(/u1|jane/i)
})

test('an inbox tells of each run with its own exit code, then of the list that was set aside, and adds the figures up', async () => {
  const { platform, folder, job } = await inboxScene()
  const hook = await receiver()
  const metrics = join(temporaryFolder(), 'offboard.prom')
  for (const [name, text] of [
    ['1.csv', listOf('u1', 'u2')],
    ['2.csv', '%PDF-1.7'],
    ['3.csv', listOf('u3', 'u4')],
  ] as const)
    writeList(folder, text, name)
  const { exitCode, stderr } = await job([
    '--then',
    'run',
    '--notify',
    hook.address,
    '--metrics-file',
    metrics,
  ])
  expect(exitCode, stderr).toBe(2)
  expect(posted(hook)).toMatchObject([
    { event: 'run_ended', command: 'inbox', exitCode: 0, run: { outcomes: { deleted: 2 } } },
    { event: 'run_ended', command: 'inbox', exitCode: 0, run: { outcomes: { deleted: 2 } } },
    { event: 'failed', command: 'inbox', exitCode: 2, run: null },
  ])
  expect(new Set(posted(hook).map(({ id }) => id)).size).toBe(3)
  expect(readFileSync(metrics, 'utf8')).toMatch(
    /konstantly_offboard_rows\{[^}]*command="inbox"[^}]*outcome="deleted"[^}]*\} 4\n/,
  )
  expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toHaveLength(4)
})
