import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makePeople } from '../../src/sandbox/people.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, sandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, learners, mustNotTouch, people, person, withoutPages } from './site.ts'

// A leaver list, or a protected list, that is not the one that is meant.

describe('a list that is a mistake touches nobody, and the message names the remedy:', () => {
  test('list-1: the whole company', async () => {
    const { exitCode, stderr } = await mustNotTouch(
      csv(
        'id',
        people.map(({ id }) => [id]),
      ),
    )
    expect(exitCode).toBe(4)
    expect(stderr).toMatch(/users are \d+% of the site's 200, and --max-percent allows 20%/)
  })

  test('list-2: a list for a site whose users cannot be counted, until somebody does without --max-percent', async () => {
    const platform = await sandbox({ users: people })
    withoutPages(platform)
    const text = csv('id', [[person(0).id]])
    const { exitCode, stderr } = await mustNotTouch(text, GUARDED, platform)
    expect(exitCode).toBe(4)
    expect(stderr).toContain("the site's users could not be counted")
    // Whom the list means would have been asked for nothing.
    expect(platform.requests).toEqual([])

    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, writeList(out, text), out, ['--max-percent', '100'])
    expect(column(rows, 'outcome')).toEqual(['deleted'])
  })

  test('list-3: more people than --max-users, though the site is large', async () => {
    const { exitCode, stderr } = await mustNotTouch(
      csv(
        'id',
        learners.slice(0, 12).map(({ id }) => [id]),
      ),
      [...GUARDED, ...['--max-users', '11']],
    )
    expect(exitCode).toBe(4)
    expect(stderr).toContain('12 users are to be offboarded, and --max-users allows 11')
  })

  test('list-4: a running number that stands where IDs are looked for', async () => {
    // On this site users have numbers, too.
    const platform = await sandbox({ users: people.map((one, index) => ({ ...one, id: String(index + 1) })) })
    const rows = learners.slice(50, 62).map(({ name }, index) => [String(index + 1), name])
    const { exitCode, stderr } = await mustNotTouch(
      csv('id,name', rows),
      [...GUARDED, '--roles', 'any'],
      platform,
    )
    expect(exitCode).toBe(4)
    expect(stderr).toContain('have a name with no word of the name of the user they mean')
  })

  test("list-5: a list of managers' addresses", async () => {
    const bosses = people.filter(({ role }) => role.alias !== 'learner')
    const { exitCode, rows } = await mustNotTouch(
      csv(
        'email',
        bosses.map(({ email }) => [email]),
      ),
    )
    expect(exitCode).toBe(3)
    expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['refused']))
    expect(rows[0]?.['offboard_reason']).toBe('role_not_allowed')
  })

  test('list-6: the list of another company', async () => {
    const strangers = makePeople(20, 99).map(({ id }) => [id])
    const { exitCode, stderr } = await mustNotTouch(csv('id', [...strangers, [person(0).id]]))
    expect(exitCode).toBe(4)
    expect(stderr).toContain('20 of 21 rows (95%) mean nobody the site knows, and --max-unknown allows 50%')
  })

  test('list-7: a list whose columns slipped by one row, so that IDs and addresses are not the same people', async () => {
    const { exitCode, rows, stderr } = await mustNotTouch(
      csv(
        'id,email',
        learners.slice(0, 12).map(({ id }, index) => [id, person(index + 1).email]),
      ),
    )
    expect(exitCode).toBe(4)
    expect(stderr).toContain('12 of 12 rows (100%)')
    expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['mismatch']))
    expect(rows[0]?.['offboard_reason']).toBe('email_differs')
  })

  test('list-8: a list of nothing but unusable rows', async () => {
    const { exitCode, stderr } = await mustNotTouch(csv('id', [['1.2E+09'], ['#REF!'], ['x y']]))
    expect(exitCode).toBe(4)
    expect(stderr).toContain('not one of the 3 rows can be used')
  })

  test('list-9: an empty one', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, 'id\n')
    const { exitCode } = await cli(['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
    })
    expect(exitCode).toBe(2)
    expect(platform.requests).toEqual([])
  })

  test('list-10: a protected list that is missing or empty, or has a line nobody can read', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id]]))
    const protect = join(out, 'protect.txt')
    const env = { KONSTANTLY_API_KEY: platform.apiKey }
    const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes', '--protect', protect]
    expect(await cli(argv, { env })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('protect.txt') as unknown,
    })
    writeFileSync(protect, '# the board\n')
    expect(await cli(argv, { env })).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('nobody is on the protected list') as unknown,
    })
    writeFileSync(protect, 'chair@acme.com\nchair and deputy\n')
    const { exitCode, stderr } = await cli(argv, { env })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('line 2 holds white space')
    expect(platform.requests).toEqual([])
  })

  test('list-11: but not a few rows that contradict others, where nobody is looked up', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const leavers = Array.from({ length: 12 }, (_, index) => person(index))
    const good = leavers.map(({ id, email }) => [id, email])
    const slips = leavers.slice(0, 10).map(({ id }, index) => [id, person(index + 12).email])
    const list = writeList(out, csv('id,email', [...good, ...slips]))
    const { exitCode, rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'off'])
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome').filter((outcome) => outcome === 'mismatch')).toHaveLength(10)
  })

  test('list-12: one ID with everybody’s address', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const rows = people.slice(0, 12).map(({ email }) => [person(0).id, email])
    const { exitCode, stderr } = await runAgainst(
      platform,
      writeList(out, csv('id,email', rows)),
      out,
      GUARDED,
    )
    expect(exitCode).toBe(4)
    expect(stderr).toMatch(/1[12] of 12 rows/)
    expect(changes(platform)).toEqual([])
  })
})

describe('small batches do not slip under the threshold:', () => {
  test('list-13: what was offboarded in the last 24 hours counts, and a day later it does not', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    const batch = (from: number): string =>
      writeList(
        out,
        csv(
          'id',
          learners.slice(from, from + 15).map(({ id }) => [id]),
        ),
        `${from}.csv`,
      )
    expect((await runAgainst(platform, batch(0), out, GUARDED, { clock })).exitCode).toBe(0)
    expect((await runAgainst(platform, batch(15), out, GUARDED, { clock })).exitCode).toBe(0)
    const third = await runAgainst(platform, batch(30), out, GUARDED, { clock })
    expect(third.exitCode).toBe(4)
    expect(third.stderr).toContain("45 users, 30 of them in the last 24 hours, are 23% of the site's 200")
    await clock.pause(25 * 3_600_000)
    expect((await runAgainst(platform, batch(30), out, GUARDED, { clock })).exitCode).toBe(0)
  })
})
