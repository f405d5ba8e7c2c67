import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/sandbox/people.ts'
import { cli, readResults, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, sandbox } from '../support/sandbox.ts'
import { carryOut, csv, GUARDED, people, person, plan, snapshot } from './site.ts'

// A plan, and whether it is carried out as people looked at it.

describe('a plan', () => {
  test('plan-1: changes nothing, and says for every row who it means, what would happen and why', async () => {
    const platform = await sandbox({ users: people })
    const untouched = snapshot(platform)
    const banned = people.find(({ isBanned, role }) => isBanned && role.alias === 'learner') as Person
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id], [banned.id], ['nobody'], ['x y']]))
    const { exitCode, run } = await plan(platform, out, list)
    expect(exitCode).toBe(3)
    expect(snapshot(platform)).toBe(untouched)
    expect(changes(platform)).toEqual([])
    const rows = readResults(out, run, 'plan.csv')
    expect(
      rows.map((row) => [
        row['offboard_user_name'],
        row['offboard_user_state'],
        row['offboard_would'],
        row['offboard_reason'],
      ]),
    ).toEqual([
      [person(0).name, 'active', 'deactivated, then deleted for good', 'would_be'],
      [banned.name, 'deactivated', 'deleted for good', 'would_be'],
      ['', '', 'nothing', ''],
      ['', '', 'nothing', expect.stringMatching(/^user_id_/) as unknown],
    ])
  })

  test('plan-2: names nobody beside an ID that is not theirs', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id,email', [['nobody', person(0).email]]))
    const { run } = await plan(platform, out, list)
    const [row] = readResults(out, run, 'plan.csv')
    expect(row).toMatchObject({ offboard_user_id: 'nobody', offboard_user_name: '', offboard_user_role: '' })
    expect(row?.['offboard_reason']).toBe('address_is_of')
  })

  test('plan-3: is refused by the same guards as a run, and then says that nobody would be touched', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { exitCode, run, stdout } = await plan(
      platform,
      out,
      writeList(
        out,
        csv(
          'id',
          people.map(({ id }) => [id]),
        ),
      ),
    )
    expect(exitCode).toBe(4)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'refused', expected: null })
    const rows = readResults(out, run, 'plan.csv')
    expect(new Set(rows.map((row) => row['offboard_would']))).toEqual(new Set(['nothing']))
    expect(rows[0]?.['offboard_reason']).toBe('run_refused')
    expect((await cli(['report', '--out', out])).stdout).not.toContain('to be touched')
  })

  test('plan-4: is no leaver list: what somebody wrote into its file would be passed over', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    const asked = platform.requests.length
    const argv = ['run', join(out, run, 'plan.csv'), '--base-url', platform.baseUrl, '--out', out, '--yes']
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('run --plan')
    expect(platform.requests).toHaveLength(asked)
  })

  test('plan-5: that looks ahead shows who will be due, and is not carried out', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id,leave date', [[person(0).id, '2099-06-30']]))
    const argv = [...['--base-url', platform.baseUrl, '--out', out], ...GUARDED]
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    const { exitCode, stdout } = await cli(['plan', list, '--before', '2099-12-31', ...argv], { env })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/to be touched +1\n/)
    expect(stdout).not.toContain('To carry it out')
    expect(stdout).toContain('It looks ahead to 2099-12-31')
    const run = /^Plan (\S+)/.exec(stdout)?.[1] ?? ''
    const refused = await carryOut(platform, out, run)
    expect(refused.exitCode).toBe(2)
    expect(refused.stderr).toContain('looks ahead to 2099-12-31')
    expect(changes(platform)).toEqual([])
  })

  test('plan-6: expires', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])), clock)
    await clock.pause(8 * 24 * 3_600_000)
    const late = await carryOut(platform, out, run, [], clock)
    expect(late.exitCode).toBe(4)
    expect(late.stderr).toContain('--plan-max-age')
    expect(changes(platform)).toEqual([])
    // The plan, and no run that would have rows without an end.
    expect((await cli(['runs', '--out', out])).stdout.trim().split('\n').slice(1)).toEqual([
      expect.stringContaining(run) as unknown,
    ])
    expect((await carryOut(platform, out, run, ['--plan-max-age', '10d'], clock)).exitCode).toBe(0)
  })

  test('plan-7: expires, too, if it was begun and nobody was touched', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])), clock)
    const argv = ['run', '--plan', run, '--base-url', platform.baseUrl, '--out', out, '--yes']
    const env = { KONSTANTLY_API_KEY: 'revoked' }
    expect((await cli(argv, { env, clock })).exitCode).toBe(5)
    await clock.pause(8 * 24 * 3_600_000)
    expect((await carryOut(platform, out, run, [], clock)).exitCode).toBe(4)
    const [, begun] = (await cli(['runs', '--out', out])).stdout.trim().split('\n').slice(1)
    const resumed = ['run', '--resume', begun?.split(' ')[0] ?? '', ...argv.slice(3)]
    const right = { env: { KONSTANTLY_API_KEY: platform.apiKey }, clock }
    expect(await cli(resumed, right)).toMatchObject({ exitCode: 4 })
    expect(changes(platform)).toEqual([])
    const longer = ['--plan-max-age', '10d', '--resume-max-age', '10d']
    expect((await carryOut(platform, out, run, longer, clock)).exitCode).toBe(0)
  })

  test('plan-8: of another site, an unknown one, and a run that is none are exit 2', async () => {
    const platform = await sandbox({ users: people })
    const other = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    expect((await carryOut(other, out, run)).exitCode).toBe(2)
    expect((await carryOut(platform, out, 'no-such-run')).exitCode).toBe(2)
    const { summary } = await runAgainst(platform, writeList(out, csv('id', [['nobody']])), out)
    expect((await carryOut(platform, out, summary.run)).stderr).toContain('is not a plan')
  })
})
