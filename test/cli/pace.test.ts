import { describe, expect, test } from 'vitest'
import { makePeople } from '../../src/sandbox/people.ts'
import { LIMITER_KINDS, type LimiterKind } from '../../src/sandbox/rate-limit.ts'
import { logLines, runAgainst, signals, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { sandbox } from '../support/sandbox.ts'

const learners = makePeople(300, 3)
  .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
  .slice(0, 220)
/** Just after the beginning of a minute. */
const BEGIN = 1_764_000_000_337
const MINUTE = { limit: 100, windowMs: 60_000, headers: true, competitor: 0 }

describe('a run of 110 users, against a limit of 50 requests a minute,', () => {
  const users = learners.slice(0, 110)
  interface Case {
    kind: LimiterKind
    headers?: boolean
    skew?: number
    competitor?: number
  }

  test.each<Case>([
    ...LIMITER_KINDS.flatMap((kind) => [{ kind }, { kind, headers: false }]),
    { kind: 'fixed', skew: 600_000 },
    { kind: 'first-request', competitor: 0.3 },
  ])('%j loses nobody and wastes nothing', async ({ kind, headers = true, skew = 0, competitor = 0 }) => {
    const clock = new LeapingClock(BEGIN, { standsStill: true })
    const platform = await sandbox({
      users,
      throttle: { ...MINUTE, limit: 50, kind, headers, competitor },
      clockSkewMs: skew,
      now: clock.wall,
    })
    const out = temporaryFolder()
    const list = writeList(out, `id\n${users.map(({ id }) => id).join('\n')}\n`)
    const { exitCode, summary, stderr } = await runAgainst(platform, list, out, ['--preflight', 'off'], {
      clock,
    })

    expect(exitCode).toBe(0)
    expect(summary.outcomes.deleted).toBe(110)
    const served = platform.requests.filter(({ status }) => status !== 429).length
    expect(served).toBe(220)
    expect(summary.requests.total).toBe(platform.requests.length)
    expect(summary.quota.rejected).toBe(platform.requests.length - served)
    // 220 requests are four full windows and a part of the fifth; the first is there at once.
    expect(clock.now()).toBeLessThan((competitor > 0 ? 6.5 : 4.6) * 60_000)
    if (headers) expect(summary.quota.rejected).toBeLessThanOrEqual(competitor > 0 ? 2 : 0)
    if (headers && kind !== 'bucket') expect(summary.quota.shareUsed).toBeGreaterThan(0.97)
    expect(summary.waits.quota).toBeGreaterThan(150)
    // What comes back bit by bit, and is told by 429s only, is waited for in steps of less than a second: no news.
    if (headers || kind !== 'bucket') {
      expect(logLines(stderr).filter(({ msg }) => msg === 'waiting for the quota').length).toBeGreaterThan(0)
    }
    expect(logLines(stderr).at(-1)).toMatchObject({
      msg: 'run ended',
      requests: summary.requests,
      retries: summary.retries,
      waits: summary.waits,
      quota: { rejected: summary.quota.rejected },
    })
  })
})

describe('a run of 220 users, against a limit of 100 requests a minute,', () => {
  test('counts each 429, also those after which it was told to stop and tried nothing more', async () => {
    const clock = new LeapingClock(BEGIN, { standsStill: true })
    const { deps, send } = signals()
    const platform = await sandbox({
      users: learners,
      throttle: { ...MINUTE, kind: 'fixed', headers: false },
      now: clock.wall,
      onRequest: (_, status) => {
        if (status === 429) send('SIGTERM')
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, `id\n${learners.map(({ id }) => id).join('\n')}\n`)
    const { exitCode, summary } = await runAgainst(platform, list, out, ['--preflight', 'off'], {
      clock,
      deps,
    })
    expect(exitCode).toBe(143)
    const rejected = platform.requests.filter(({ status }) => status === 429).length
    expect(rejected).toBeGreaterThan(0)
    expect(summary.quota.rejected).toBe(rejected)
    expect(summary.retries['http_429'] ?? 0).toBeLessThan(rejected)
  })

  test('says before it starts how long it should take', async () => {
    const clock = new LeapingClock(BEGIN, { standsStill: true })
    const platform = await sandbox({ users: learners })
    const out = temporaryFolder()
    const list = writeList(out, `id\n${learners.map(({ id }) => id).join('\n')}\n`)
    const { stderr } = await runAgainst(platform, list, out, [], { clock })
    expect(logLines(stderr).find(({ msg }) => msg === 'run started')).toMatchObject({
      toDo: 220,
      expectedMs: 240_000,
    })
    const half = await runAgainst(
      await sandbox({ users: learners }),
      list,
      temporaryFolder(),
      ['--reserve', '50%'],
      { clock },
    )
    expect(logLines(half.stderr).find(({ msg }) => msg === 'run started')).toMatchObject({
      expectedMs: 480_000,
    })
  })
})

describe('a platform that is down', () => {
  test('for a while burns no row: everyone waits for it, and then carries on', async () => {
    const clock = new LeapingClock(BEGIN)
    const users = learners.slice(0, 60)
    const platform = await sandbox({
      users,
      outage: { afterMs: 20, forMs: 120_000 },
      latencyMs: 2,
      now: clock.wall,
    })
    const out = temporaryFolder()
    const list = writeList(out, `id\n${users.map(({ id }) => id).join('\n')}\n`)
    const { exitCode, summary, stderr } = await runAgainst(platform, list, out, [], { clock })
    expect(exitCode).toBe(0)
    expect(summary.outcomes).toMatchObject({ deleted: 60, failed: 0 })
    expect(summary.waits.outage).toBeGreaterThan(30)
    const told = logLines(stderr).map(({ msg }) => msg)
    expect(told).toContain(
      'the platform does not answer: the connection broke off. Nobody else is started until it does, or --patience is over',
    )
    expect(told).toContain('the platform answers again')
    expect(summary.requests['probe']).toBeGreaterThan(0)
    expect(summary.requests.total).toBe(platform.requests.length)
    // A few attempts show that it is down, and a probe now and then that it still is.
    expect(platform.requests.filter(({ status }) => status === null).length).toBeLessThan(50)
  })

  test('for longer than --patience ends the run with 6, and the same command carries on later', async () => {
    const clock = new LeapingClock(BEGIN)
    const users = learners.slice(0, 30)
    const platform = await sandbox({
      users,
      outage: { afterMs: 20, forMs: 600_000 },
      latencyMs: 2,
      now: clock.wall,
    })
    const out = temporaryFolder()
    const list = writeList(out, `id\n${users.map(({ id }) => id).join('\n')}\n`)
    const down = await runAgainst(platform, list, out, ['--patience', '2m'], { clock })
    expect(down.exitCode).toBe(6)
    expect(down.summary.status).toBe('stopped')
    expect(down.summary.outcomes.failed).toBe(0)
    expect(down.summary.outcomes.not_attempted).toBeGreaterThan(0)

    await clock.pause(600_000)
    const later = await runAgainst(platform, list, out, [], { clock })
    expect(later.exitCode).toBe(0)
    expect(later.summary).toMatchObject({ run: down.summary.run, outcomes: { deleted: 30 } })
  })

  test.each([1, 5, 20])(
    'here and there, in 30 % of all requests, is not taken for down, at concurrency %i',
    async (concurrency) => {
      const clock = new LeapingClock(BEGIN)
      const platform = await sandbox({ users: learners, faultRate: 0.3, seed: 5, now: clock.wall })
      const out = temporaryFolder()
      const list = writeList(out, `id\n${learners.map(({ id }) => id).join('\n')}\n`)
      const { summary, stderr } = await runAgainst(
        platform,
        list,
        out,
        ['--concurrency', String(concurrency)],
        { clock },
      )
      expect(summary.outcomes.deleted + summary.outcomes.failed).toBe(220)
      expect(summary.outcomes.failed).toBeLessThanOrEqual(2)
      expect(
        logLines(stderr).filter(({ msg }) => String(msg).startsWith('the platform does not answer')),
      ).toEqual([])
    },
  )
})
