import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import nock from 'nock'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Deps } from '../../src/cli/deps.ts'
import { makePeople, type Person } from '../../src/sandbox/people.ts'
import type { Fault } from '../../src/sandbox/faults.ts'
import {
  cli,
  logLines,
  readResults,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
  type CliResult,
} from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, sandbox, type WatchedSandbox } from '../support/sandbox.ts'

// The catastrophes that docs/safety.md lists, each told as its story, through the command line and over real HTTP.

const people = makePeople(200, 11)
const learners = people.filter(
  ({ role, isExpert, isBanned }) => role.alias === 'learner' && !isExpert && !isBanned,
)
const person = (index: number): Person => learners[index] as Person

const snapshot = ({ site }: WatchedSandbox): string => JSON.stringify(site.people())
const column = (rows: Record<string, string>[], name: string): (string | undefined)[] =>
  rows.map((row) => row[`offboard_${name}`])
const csv = (header: string, rows: readonly (readonly string[])[]): string =>
  `${[header, ...rows.map((cells) => cells.join(','))].join('\n')}\n`
/** As HR and IT run it: every guard where it is by default. */
const GUARDED = ['--max-percent', '20']

/** Lets the site's users be read one by one only, until that is undone. */
function withoutPages(platform: WatchedSandbox): () => void {
  const { origin, pathname } = new URL(platform.baseUrl)
  const page = nock(origin, { allowUnmocked: true }).persist().get(`${pathname}/users?offset=0`)
  page.reply(400, { status: 400, message: 'no' })
  const undo = (): void => {
    nock.cleanAll()
    nock.restore()
    nock.activate()
  }
  onTestFinished(undo)
  return undo
}

/** A site whose first deletion is not carried out, and where the run is told to stop then. */
async function interruptedAtDeletion(): Promise<{
  platform: WatchedSandbox
  deps: ReturnType<typeof signals>['deps']
}> {
  const { deps, send } = signals()
  let isFirst = true
  const platform = await sandbox({
    users: people,
    fault: ({ method }) => {
      if (!isFirst || method !== 'DELETE') return null
      isFirst = false
      send('SIGTERM')
      return 'unavailable'
    },
  })
  return { platform, deps }
}

/** Runs a list that must not touch anybody, and returns what was said about it. */
async function mustNotTouch(
  text: string,
  flags: readonly string[] = GUARDED,
  platform?: WatchedSandbox,
): Promise<CliResult & { rows: Record<string, string>[]; platform: WatchedSandbox }> {
  const site = platform ?? (await sandbox({ users: people }))
  const before = snapshot(site)
  const out = temporaryFolder()
  const result = await runAgainst(site, writeList(out, text), out, flags)
  expect(snapshot(site)).toBe(before)
  expect(changes(site)).toEqual([])
  return { ...result, platform: site }
}

describe('a list that is a mistake touches nobody, and the message names the remedy:', () => {
  test('the whole company', async () => {
    const { exitCode, stderr } = await mustNotTouch(
      csv(
        'id',
        people.map(({ id }) => [id]),
      ),
    )
    expect(exitCode).toBe(4)
    expect(stderr).toMatch(/users are \d+% of the site's 200, and --max-percent allows 20%/)
  })

  test('a list for a site whose users cannot be counted, until somebody does without --max-percent', async () => {
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

  test('more people than --max-users, though the site is large', async () => {
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

  test('a running number that stands where IDs are looked for', async () => {
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

  test("a list of managers' addresses", async () => {
    const bosses = people.filter(({ role }) => role.alias !== 'learner')
    const { exitCode, rows } = await mustNotTouch(
      csv(
        'email',
        bosses.map(({ email }) => [email]),
      ),
    )
    expect(exitCode).toBe(3)
    expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['refused']))
    expect(rows[0]?.['offboard_detail']).toMatch(/the user has the role "\w+", and --roles allows learner/)
  })

  test('the list of another company', async () => {
    const strangers = makePeople(20, 99).map(({ id }) => [id])
    const { exitCode, stderr } = await mustNotTouch(csv('id', [...strangers, [person(0).id]]))
    expect(exitCode).toBe(4)
    expect(stderr).toContain('20 of 21 rows (95%) mean nobody the site knows, and --max-unknown allows 50%')
  })

  test('a list whose columns slipped by one row, so that IDs and addresses are not the same people', async () => {
    const { exitCode, rows, stderr } = await mustNotTouch(
      csv(
        'id,email',
        learners.slice(0, 12).map(({ id }, index) => [id, person(index + 1).email]),
      ),
    )
    expect(exitCode).toBe(4)
    expect(stderr).toContain('12 of 12 rows (100%)')
    expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['mismatch']))
    expect(rows[0]?.['offboard_detail']).toBe(
      `the row says ${person(1).email}, and the account of user "${person(0).id}" has ${person(0).email}`,
    )
  })

  test('a list of nothing but unusable rows', async () => {
    const { exitCode, stderr } = await mustNotTouch(csv('id', [['1.2E+09'], ['#REF!'], ['x y']]))
    expect(exitCode).toBe(4)
    expect(stderr).toContain('not one of the 3 rows can be used')
  })

  test('an empty one', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, 'id\n')
    const { exitCode } = await cli(['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes'], {
      env: { KONSTANTLY_API_KEY: platform.apiKey },
    })
    expect(exitCode).toBe(2)
    expect(platform.requests).toEqual([])
  })

  test("an address where nobody is found because it is not the API's", async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id], [person(1).id]]))
    const wrong = platform.baseUrl.replace('/v1', '')
    const argv = ['run', list, '--base-url', wrong, '--out', out, '--yes', '--max-percent', '100']
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain("this is not the API's address")
    expect(platform.requests).toHaveLength(1)
  })

  test('a protected list that is missing or empty, or has a line nobody can read', async () => {
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

  test('but not a few rows that contradict others, where nobody is looked up', async () => {
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

  test('one ID with everybody’s address', async () => {
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

  describe('a platform that does not tell the time', () => {
    /** The sandbox, behind something that leaves the time out, and cuts the connections of the first requests. */
    async function timeless(
      cut: number,
    ): Promise<{ platform: WatchedSandbox; seen: string[]; run: () => Promise<CliResult> }> {
      const platform = await sandbox({ users: people })
      const seen: string[] = []
      const server = createServer((request, response) => {
        seen.push(`${request.method ?? ''} ${request.url ?? ''}`)
        if (seen.length <= cut) {
          request.socket.destroy()
          return
        }
        response.sendDate = false
        const { method, headers, url } = request
        const passOn = httpRequest(new URL(url ?? '', platform.baseUrl), { method, headers }, (answer) => {
          const { date: _, ...others } = answer.headers
          response.writeHead(answer.statusCode ?? 500, others)
          answer.pipe(response)
        })
        request.pipe(passOn)
      })
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => {
        server.closeAllConnections()
        server.close()
      })
      const { port } = server.address() as AddressInfo
      const out = temporaryFolder()
      const list = writeList(out, csv('id,leave date', [[person(0).id, '2020-01-31']]))
      const argv = ['run', list, '--base-url', `http://127.0.0.1:${port}/openapi/v1`, '--out', out, '--yes']
      const run = (): Promise<CliResult> =>
        cli([...argv, ...GUARDED, '--retries', '2'], { env: { KONSTANTLY_API_KEY: platform.apiKey } })
      return { platform, seen, run }
    }

    test('is not asked again', async () => {
      const { seen, run } = await timeless(0)
      expect((await run()).exitCode).toBe(0)
      expect(seen.filter((request) => request.startsWith('GET'))).toHaveLength(2)
    })

    test('is still asked for its users', async () => {
      const { platform, run } = await timeless(3)
      const { exitCode, stderr } = await run()
      expect(exitCode).toBe(4)
      expect(stderr).toContain('could not be counted')
      expect(changes(platform)).toEqual([])
    })
  })

  describe('leave dates by a clock', () => {
    const NOON = Date.parse('2026-11-27T12:00:00Z')
    const DAY = 24 * 3_600_000
    /** Runs of one list, whose one leaver leaves on `lastDay`, at a site where it is `at`. */
    async function arrange(
      lastDay: string,
      at: number,
      options: Partial<Parameters<typeof sandbox>[0]> = {},
    ): Promise<{
      platform: WatchedSandbox
      go: (
        clock: LeapingClock,
        more?: readonly string[],
        deps?: Partial<Deps>,
      ) => ReturnType<typeof runAgainst>
    }> {
      const platform = await sandbox({ users: people, now: () => at, ...options })
      const out = temporaryFolder()
      const list = writeList(out, csv('id,leave date', [[person(0).id, lastDay]]))
      const go = (
        clock: LeapingClock,
        more: readonly string[] = [],
        deps: Partial<Deps> = {},
      ): ReturnType<typeof runAgainst> =>
        runAgainst(platform, list, out, [...GUARDED, '--timezone', 'UTC', ...more], { clock, deps })
      return { platform, go }
    }

    test.each([
      ['a day ahead', DAY, 4],
      ['ten minutes ahead', 10 * 60_000, 0],
      ['a day behind', -DAY, 0],
    ])('that is %s', async (_, aheadMs, expected) => {
      const midnight = Date.parse('2026-11-27T00:05:00Z')
      const { platform, go } = await arrange('2026-11-24', midnight)
      const { exitCode, stderr } = await go(new LeapingClock(midnight + aheadMs))
      expect(exitCode).toBe(expected)
      expect(stderr.includes('Correct the clock of this machine')).toBe(expected === 4)
      expect(changes(platform)).toHaveLength(expected === 4 ? 0 : 2)
    })

    test.each(['auto', 'off'])(
      'are refused also where nothing is left to look up, --preflight %s',
      async (preflight) => {
        const { send, deps } = signals()
        let requests = 0
        const { platform, go } = await arrange('2026-11-28', NOON, {
          onRequest: () => {
            requests += 1
            if (requests === 1) send('SIGINT')
          },
        })
        const ahead = new LeapingClock(NOON + 2 * DAY)
        const more = ['--preflight', preflight]
        expect((await go(ahead, more, deps)).exitCode).toBe(130)
        for (let times = 0; times < 2; times += 1) expect((await go(ahead, more)).exitCode).toBe(4)
        // By the right clock the list is read anew.
        const { exitCode, rows } = await go(new LeapingClock(NOON), more)
        expect({ exitCode, outcomes: column(rows, 'outcome') }).toEqual({
          exitCode: 0,
          outcomes: ['not_due'],
        })
        expect(changes(platform)).toEqual([])
      },
    )
  })
})

describe('small batches do not slip under the threshold:', () => {
  test('what was offboarded in the last 24 hours counts, and a day later it does not', async () => {
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

describe('only the person on the row is touched:', () => {
  test('a list of e-mail addresses simply works, in whatever case', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const listed = learners.slice(0, 5)
    const { exitCode, rows } = await runAgainst(
      platform,
      writeList(
        out,
        csv(
          'Work Email',
          listed.map(({ email }) => [email.toUpperCase()]),
        ),
      ),
      out,
      GUARDED,
    )
    expect(exitCode).toBe(0)
    expect(column(rows, 'user_id')).toEqual(listed.map(({ id }) => id))
    expect(
      people
        .filter(({ id }) => platform.site.person(id) === undefined)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(listed.map(({ id }) => id).sort())
  })

  test("an alias on the list leads to the account of another address: the account's owner stays", async () => {
    const platform = await sandbox({ users: people, aliases: { 'sales@example.com': person(3).id } })
    const { exitCode, rows } = await mustNotTouch(csv('email', [['sales@example.com']]), GUARDED, platform)
    expect(exitCode).toBe(3)
    expect(rows[0]).toMatchObject({ offboard_outcome: 'mismatch' })
    expect(rows[0]?.['offboard_detail']).toContain(`the row says sales@example.com, and the account`)
  })

  test('an ID on one row and the same user by e-mail on another are one user', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { id, email } = person(0)
    const list = writeList(
      out,
      csv('id,email', [
        [id, ''],
        ['', email],
      ]),
    )
    const { rows } = await runAgainst(platform, list, out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'duplicate'])
    expect(column(rows, 'detail')[1]).toBe('the same user stands on row 1')
  })

  test('a second leaver with the ID of the first by mistake is not forgotten', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const [first, second] = [person(0), person(1)]
    const list = writeList(
      out,
      csv('id,email', [
        [first.id, first.email],
        [first.id, second.email],
      ]),
    )
    const { exitCode, rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'off'])
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch'])
    expect(column(rows, 'detail')[1]).toBe('row 1 has the same user ID and another e-mail address')
  })

  test.each(['auto', 'lookup', 'list', 'off'])(
    'an address on a later row of the same ID is held against it, --preflight %s',
    async (preflight) => {
      const platform = await sandbox({ users: people })
      const out = temporaryFolder()
      const [first, second] = [person(0), person(1)]
      const list = writeList(
        out,
        csv('id,email', [
          [first.id, ''],
          [first.id, second.email],
        ]),
      )
      const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', preflight])
      expect(column(rows, 'outcome')).toEqual(['mismatch', 'duplicate'])
      expect(platform.site.person(first.id)).toMatchObject({ isBanned: false })
    },
  )

  test.each(['lookup', 'list'])(
    'the ID of somebody who was deleted, on the row of another leaver, does not hide them: --preflight %s',
    async (preflight) => {
      const platform = await sandbox({ users: people })
      const out = temporaryFolder()
      const [first, second] = [person(0), person(1)]
      const day = (email: string): string => writeList(out, csv('id,email', [[first.id, email]]))
      const more = [...GUARDED, '--preflight', preflight]
      expect((await runAgainst(platform, day(first.email), out, more)).exitCode).toBe(0)
      const again = await runAgainst(platform, day(first.email.toUpperCase()), out, more)
      expect(column(again.rows, 'detail')[0]).toMatch(/^deleted on /)
      const { exitCode, rows } = await runAgainst(platform, day(second.email), out, more)
      expect({ exitCode, outcomes: column(rows, 'outcome') }).toEqual({ exitCode: 3, outcomes: ['mismatch'] })
      expect(column(rows, 'detail')[0]).toContain(second.id)
    },
  )

  test('--match name leaves alone whose name is another', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const [first, second] = [person(0), person(1)]
    const turned = first.name.toUpperCase().split(' ').reverse().join(' ')
    const list = writeList(
      out,
      csv('id,name', [
        [first.id, turned],
        [second.id, 'Someone Else'],
      ]),
    )
    const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--match', 'name'])
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch'])
  })

  test('nobody whom the row itself shows to be protected, nor asks about them', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const protect = join(out, 'protect.txt')
    writeFileSync(protect, `${person(0).id}\nunknown@board.acme.com\n`)
    const list = writeList(
      out,
      csv('id,email', [
        [person(0).id, ''],
        ['', 'unknown@board.acme.com'],
        [person(1).id, ''],
      ]),
    )
    const flags = [...GUARDED, '--preflight', 'lookup', '--protect', protect]
    const { rows } = await runAgainst(platform, list, out, flags)
    expect(column(rows, 'outcome')).toEqual(['protected', 'protected', 'deleted'])
    expect(platform.requests.map(({ path }) => path.replace('/openapi/v1', ''))).toEqual([
      '/users?offset=0',
      `/users/${person(1).id}`,
      '/users/blocked',
      `/users/${person(1).id}`,
    ])
  })

  test('nobody on the protected list, by ID, address or pattern', async () => {
    const out = temporaryFolder()
    const protect = join(out, 'protect.txt')
    writeFileSync(
      protect,
      `# the board\n${person(0).id}\n${person(1).email.toUpperCase()}\n${person(2).email.slice(0, 4)}*\n`,
    )
    const { exitCode, rows } = await mustNotTouch(
      csv(
        'id',
        [0, 1, 2].map((index) => [person(index).id]),
      ),
      [...GUARDED, ...['--protect', protect]],
    )
    expect(exitCode).toBe(0)
    expect(column(rows, 'outcome')).toEqual(['protected', 'protected', 'protected'])
  })

  test.each([
    [0, 1],
    [1, 0],
  ])(
    'nobody at all where two accounts have the address on the row, even if one is spelled like it',
    async (one, other) => {
      const alice = { ...person(one), email: 'sam@example.com' }
      const bob = { ...person(other), email: 'Sam@example.com' }
      const others = people.filter(({ id }) => id !== alice.id && id !== bob.id)
      const platform = await sandbox({ users: [bob, ...others, alice] })
      const out = temporaryFolder()
      const list = writeList(out, csv('email', [[alice.email]]))
      const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'list'])
      expect(column(rows, 'outcome')).toEqual(['mismatch'])
      expect(column(rows, 'detail')[0]).toContain('name the user ID')
      expect(changes(platform)).toEqual([])
    },
  )

  test('nobody whose address the row spells like neither of two accounts', async () => {
    const one = { ...person(0), email: 'sam@example.com' }
    const other = { ...person(1), email: 'Sam@example.com' }
    const platform = await sandbox({ users: [other, ...people.slice(2), one] })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [['SAM@example.com']]))
    const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'list'])
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(column(rows, 'detail')[0]).toContain('name the user ID')
    expect(changes(platform)).toEqual([])
  })

  test.each(['lookup', 'list'])(
    'nobody for gone whose ID lost its zeros, with --preflight %s',
    async (mode) => {
      const zeros = { ...person(0), id: '00123', email: 'zoe@example.com' }
      const platform = await sandbox({ users: [...people, zeros] })
      const out = temporaryFolder()
      const list = writeList(
        out,
        csv('id,email', [
          ['123', zeros.email],
          ['nobody', 'nobody@example.com'],
        ]),
      )
      const { exitCode, rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', mode])
      expect(exitCode).toBe(3)
      expect(column(rows, 'outcome')).toEqual(['mismatch', 'not_found'])
      expect(column(rows, 'detail')[0]).toBe(
        'no user has the ID "123", and zoe@example.com is the address of user "00123"',
      )
      expect(changes(platform)).toEqual([])
    },
  )

  test.each([400, 422])(
    'nobody for an unknown ID, which an address that the platform does not take leaves unknown (%i)',
    async (status) => {
      const platform = await sandbox({ users: people })
      const { origin, pathname } = new URL(platform.baseUrl)
      nock(origin, { allowUnmocked: true })
        .get(`${pathname}/users/byEmail/nobody%40example.com`)
        .reply(status, { status, message: 'Validation failed' })
      onTestFinished(() => {
        nock.cleanAll()
        nock.restore()
        nock.activate()
      })
      const out = temporaryFolder()
      const list = writeList(out, csv('id,email', [['nobody', 'nobody@example.com']]))
      const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
      expect(exitCode).toBe(0)
      expect(column(rows, 'outcome')).toEqual(['not_found'])
      expect(changes(platform)).toEqual([])
    },
  )

  test('nobody on the word of an answer about somebody else', async () => {
    const platform = await sandbox({ users: people })
    const locked = people.find(({ isBanned }) => isBanned) as Person
    const { origin, pathname } = new URL(platform.baseUrl)
    nock(origin, { allowUnmocked: true })
      .post(`${pathname}/users/blocked`)
      .reply(200, { ...locked })
    onTestFinished(() => {
      nock.cleanAll()
      nock.restore()
      nock.activate()
    })
    const out = temporaryFolder()
    const { id } = person(0)
    const list = writeList(out, csv('id', [[id]]))
    const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(rows[0]).toMatchObject({ offboard_outcome: 'mismatch', offboard_deactivated_at: '' })
    expect(rows[0]?.['offboard_detail']).toContain(`user "${id}" is active`)
    expect(platform.site.person(locked.id)).toMatchObject({ isBanned: true })
    expect(changes(platform)).toEqual([])
  })

  test('nobody whose ID could reach another endpoint, found by their address; the others go on', async () => {
    const odd = { ...person(0), id: 'max.muster', email: 'max@example.com' }
    const platform = await sandbox({ users: [...people, odd] })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [[odd.email], [person(1).email]]))
    const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['refused', 'deleted'])
    expect(platform.site.person(odd.id)).not.toBeNull()
  })

  test('nobody by one row who is not due by another, whichever way the rows name them', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const rows = [
      [person(0).id, '', '2999-12-31'],
      ['', person(0).email, '2025-12-31'],
      ['', person(1).email.toUpperCase(), '2999-12-31'],
      [person(1).id, '', '2025-12-31'],
      [person(2).id, '', '2025-12-31'],
    ]
    const { rows: ends } = await runAgainst(
      platform,
      writeList(out, csv('id,email,contract end date', rows)),
      out,
      GUARDED,
    )
    expect(column(ends, 'outcome')).toEqual(['not_due', 'not_due', 'not_due', 'not_due', 'deleted'])
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toEqual([
      `DELETE /users/${person(2).id}`,
    ])
  })

  test('nobody who has left by one row, and by another has no leave date, whichever way the rows name them', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const rows = [
      [person(0).id, '', '2025-12-31'],
      ['', person(0).email, ''],
      [person(1).id, '', ''],
      ['', person(1).email.toUpperCase(), '2025-12-31'],
      [person(2).id, '', ''],
    ]
    const list = writeList(out, csv('id,email,contract end date', rows))
    const { exitCode, rows: ends } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(column(ends, 'outcome')).toEqual(['not_due', 'invalid', 'invalid', 'not_due', 'deleted'])
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toEqual([
      `DELETE /users/${person(2).id}`,
    ])
  })

  test('nobody by the row of a retry, either, who is not due by another row of the list', async () => {
    const platform = await sandbox({ users: people })
    const boss = people.find(({ role, isBanned }) => role.alias === 'manager' && !isBanned) as Person
    const out = temporaryFolder()
    const rows = [
      [boss.id, '', '2025-12-31'],
      ['', boss.email, '2999-12-31'],
    ]
    const list = writeList(out, csv('id,email,contract end date', rows))
    const { rows: ends, summary } = await runAgainst(platform, list, out, GUARDED)
    // Not refused for the role: that would be tried again with --roles, and without the other row.
    expect(column(ends, 'outcome')).toEqual(['not_due', 'not_due'])
    expect(readResults(out, summary.run, 'retry.csv')).toEqual([])
  })

  test('with --preflight off, too: who should not have been touched is reactivated at once', async () => {
    const platform = await sandbox({ users: people })
    const boss = people.find(({ role, isBanned }) => role.alias !== 'learner' && !isBanned) as Person
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv('id,email', [
        [boss.id, boss.email],
        [person(0).id, person(1).email],
      ]),
    )
    const { rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'off'])
    expect(column(rows, 'outcome')).toEqual(['refused', 'mismatch'])
    expect(platform.site.person(boss.id)).toMatchObject({ isBanned: false })
    expect(platform.site.person(person(0).id)).toMatchObject({ isBanned: false })
  })
})

describe('a run that goes on', () => {
  /** Stops a run of 40 learners at so many deletions, and lets something happen just before the first. Returns how to go on. */
  async function stoppedAt(
    deletion: number,
    happen: (platform: WatchedSandbox) => void = () => undefined,
  ): Promise<(flags: readonly string[]) => ReturnType<typeof runAgainst>> {
    const { deps, send } = signals()
    let deletions = 0
    const platform = await sandbox({
      users: people,
      fault: ({ method }) => {
        if (method !== 'DELETE') return null
        deletions += 1
        if (deletions === 1) happen(platform)
        if (deletions === deletion) send('SIGTERM')
        return null
      },
    })
    const out = temporaryFolder()
    const ids = learners.slice(0, 40).map(({ id }) => [id])
    const list = writeList(out, csv('id', ids))
    const { exitCode } = await runAgainst(platform, list, out, ALONE, { deps })
    expect(exitCode).toBe(143)
    return (flags) => runAgainst(platform, list, out, flags)
  }
  /** A site that has the run told to stop whenever it deletes somebody. */
  async function stoppingAtDeletions(
    clock?: LeapingClock,
  ): Promise<{ platform: WatchedSandbox; deps: ReturnType<typeof signals>['deps'] }> {
    const { deps, send } = signals()
    const platform = await sandbox({
      users: people,
      ...(clock && { now: clock.wall }),
      fault: ({ method }) => {
        if (method === 'DELETE') send('SIGTERM')
        return null
      },
    })
    return { platform, deps }
  }
  const ALONE = [...GUARDED, '--concurrency', '1']

  test('counts those it has deleted once, not also as users the site had besides', async () => {
    const goOn = await stoppedAt(20)
    const { exitCode, stderr } = await goOn(['--max-percent', '19'])
    expect(exitCode).toBe(4)
    expect(stderr).toContain("40 users, 20 of them in the last 24 hours, are 20% of the site's 200")
    const { summary } = await goOn(GUARDED)
    expect(summary.outcomes.deleted).toBe(40)
  })

  test('asks once more for the count that it could not have when it began', async () => {
    const { platform, deps } = await stoppingAtDeletions()
    const countable = withoutPages(platform)
    const out = temporaryFolder()
    const ids = learners.slice(0, 10).map(({ id }) => [id])
    const list = writeList(out, csv('id', ids))
    await runAgainst(platform, list, out, ['--max-percent', '100', '--concurrency', '1'], { deps })
    expect((await runAgainst(platform, list, out, GUARDED)).exitCode).toBe(4)
    countable()
    const { exitCode, summary } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(0)
    expect(summary.outcomes.deleted).toBe(10)
  })

  test('still sees that a list read without look-ups is the wrong one', async () => {
    const { deps, send } = signals()
    let asked = 0
    const platform = await sandbox({
      users: people,
      fault: ({ method }) => {
        if (method === 'POST' && (asked += 1) === 10) send('SIGTERM')
        return null
      },
    })
    const out = temporaryFolder()
    const rows = learners.slice(0, 20).map(({ id }, index) => [id, person(index + 1).email])
    const list = writeList(out, csv('id,email', rows))
    const flags = [...ALONE, '--preflight', 'off']
    expect((await runAgainst(platform, list, out, flags, { deps })).exitCode).toBe(143)
    const { exitCode, stderr } = await runAgainst(platform, list, out, flags)
    expect(exitCode).toBe(4)
    expect(stderr).toContain('(100%) mean nobody the site knows')
    expect(asked).toBe(10)
  })

  test('after more than a day looks everybody up again before they are touched', async () => {
    const clock = new LeapingClock()
    const { platform, deps } = await stoppingAtDeletions(clock)
    const [first, off, renamed] = [
      person(0),
      people.find(({ isBanned, role }) => isBanned && role.alias === 'learner'),
      person(1),
    ] as [Person, Person, Person]
    const out = temporaryFolder()
    const listed = [first, off, renamed, person(2), person(3)].map(({ email }) => [email])
    const list = writeList(out, csv('email', listed))
    const flags = [...ALONE, '--preflight', 'lookup']
    const stopped = await runAgainst(platform, list, out, flags, { deps, clock })
    expect(stopped.summary.outcomes).toMatchObject({ deleted: 1, not_attempted: 4 })
    platform.site.change(off.id, { email: 'somebody.else@example.com' })
    platform.site.change(renamed.id, { role: { alias: 'administrator' } })

    await clock.pause(25 * 3_600_000)
    const next = await runAgainst(platform, list, out, flags, { deps, clock })
    expect(next.summary.run).toBe(stopped.summary.run)
    const left = ['deleted', 'not_found', 'mismatch', 'deleted', 'not_attempted']
    expect(column(next.rows, 'outcome')).toEqual(left)
    expect(next.summary.requests['list']).toBe(2)
    expect(next.summary.requests['find']).toBe(9)

    // What was looked up in the second pass is good for the third.
    const asked = platform.requests.length
    const { rows } = await runAgainst(platform, list, out, flags, { clock })
    expect(column(rows, 'outcome')).toEqual([...left.slice(0, 4), 'deleted'])
    expect(platform.requests.slice(asked).map(({ method }) => method)).toEqual(['POST', 'DELETE'])
    expect(platform.site.person(off.id)).not.toBeNull()
  })

  test('after more than a day does not take an address for the account that had it', async () => {
    const clock = new LeapingClock()
    const { platform, deps } = await stoppingAtDeletions(clock)
    const [first, leaver, namesake] = [person(0), person(1), person(2)]
    platform.site.change(leaver.id, { email: 'Sam@example.com' })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [[first.email], ['Sam@example.com']]))
    const flags = [...ALONE, '--preflight', 'list']
    const stopped = await runAgainst(platform, list, out, flags, { deps, clock })
    expect(column(stopped.rows, 'outcome')).toEqual(['deleted', 'not_attempted'])
    // The address leads to another account by now, which was not looked up when it was agreed on.
    platform.site.remove(leaver.id)
    platform.site.change(namesake.id, { email: 'sam@example.com' })
    await clock.pause(25 * 3_600_000)
    const { rows } = await runAgainst(platform, list, out, flags, { clock })
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch'])
    expect(platform.site.person(namesake.id)).toBeDefined()
  })

  test('after more than a day still knows whom it has begun with, found by the address', async () => {
    const clock = new LeapingClock()
    const { deps, send } = signals()
    const platform = await sandbox({
      users: people,
      now: clock.wall,
      fault: ({ method }) => {
        if (method !== 'DELETE') return null
        send('SIGTERM')
        return 'lost'
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, csv('email', [[person(0).email]]))
    const stopped = await runAgainst(platform, list, out, ALONE, { deps, clock })
    expect(column(stopped.rows, 'outcome')).toEqual(['not_attempted'])
    expect(platform.site.person(person(0).id)).toBeUndefined()
    await clock.pause(25 * 3_600_000)
    // The address is nobody's by now, and only the account it had led to proves the deletion.
    const { rows } = await runAgainst(platform, list, out, ALONE, { clock })
    expect(column(rows, 'outcome')).toEqual(['deleted'])
    expect(column(rows, 'detail')).toEqual(['confirmed after interruption'])
  })

  test('after more than a day finds out anew, too, which rows mean the same user', async () => {
    const clock = new LeapingClock()
    const { platform, deps } = await stoppingAtDeletions(clock)
    const out = temporaryFolder()
    const [first, married] = [person(0), person(1)]
    const rows = [
      [first.id, ''],
      ['', married.email],
      [married.id, ''],
      // What came of the first row is known, and so what this one is.
      ['', first.email],
    ]
    const list = writeList(out, csv('id,email', rows))
    const stopped = await runAgainst(platform, list, out, ALONE, { deps, clock })
    expect(column(stopped.rows, 'outcome')).toEqual(['deleted', 'not_attempted', 'duplicate', 'duplicate'])
    platform.site.change(married.id, { email: 'married@example.com' })
    await clock.pause(25 * 3_600_000)
    const { rows: ends } = await runAgainst(platform, list, out, ALONE, { clock })
    // Two rows by now, and she is not who was looked up.
    expect(column(ends, 'outcome')).toEqual(['deleted', 'not_found', 'mismatch', 'duplicate'])
  })

  test('does not take a list for the wrong one because others were deleted under its hands', async () => {
    const goOn = await stoppedAt(2, ({ site }) => {
      // Never so many in a row that it could be a mistake of the platform's.
      const others = learners.slice(1, 40).filter((_, index) => index % 3 !== 2)
      for (const { id } of others) site.remove(id)
    })
    const { exitCode, summary } = await goOn(GUARDED)
    expect(exitCode).toBe(0)
    expect(summary.outcomes).toMatchObject({ deleted: 14, not_found: 26 })
  })
})

describe('the platform changes meanwhile:', () => {
  /** Lets something happen at the platform just before the first request of this method arrives. */
  const before = (
    method: string,
    happen: (platform: WatchedSandbox) => void,
  ): { fault: () => Fault | null; arm: (platform: WatchedSandbox) => void } => {
    let platform: WatchedSandbox | null = null
    return {
      arm: (given) => {
        platform = given
      },
      fault: (...[request]: { method: string }[]) => {
        if (platform !== null && request?.method === method) {
          const armed = platform
          platform = null
          happen(armed)
        }
        return null
      },
    }
  }

  test('a user who disappears between look-up and deactivation is not_found', async () => {
    const { id } = person(0)
    const { fault, arm } = before('POST', ({ site }) => {
      site.remove(id)
    })
    const platform = await sandbox({ users: people, fault })
    arm(platform)
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, writeList(out, csv('id', [[id]])), out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['not_found'])
  })

  test('a user who is promoted after the look-up is reactivated, also if the run stops in between', async () => {
    const { id } = person(0)
    const { deps, send } = signals()
    let isDown = true
    const platform = await sandbox({
      users: people,
      fault: ({ method, path }) => {
        if (method === 'POST') platform.site.change(id, { role: { alias: 'manager' } })
        if (!isDown || !path.includes('/blocked/')) return null
        send('SIGTERM')
        return 'unavailable'
      },
    })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id]]))
    const stopped = await runAgainst(platform, list, out, GUARDED, { deps })
    expect(stopped.exitCode).toBe(143)
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })

    isDown = false
    const { rows } = await runAgainst(platform, list, out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['refused'])
    expect(column(rows, 'detail')[0]).toContain(
      'deactivated by this run or before it, and reactivated at once',
    )
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })

  test('somebody else who has the ID by the time the run goes on is left as they are', async () => {
    const { id } = person(0)
    const { platform, deps } = await interruptedAtDeletion()
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id]]))
    expect((await runAgainst(platform, list, out, GUARDED, { deps })).exitCode).toBe(143)

    platform.site.change(id, { name: 'Nora Neu', email: 'nora.neu@example.com' })
    const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(column(rows, 'detail')[0]).toMatch(/^changed since they were looked up: .*, and was left so$/)
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })
  })

  test('who is put on the protected list while a run is away is given back by it', async () => {
    const { id } = person(0)
    const { platform, deps } = await interruptedAtDeletion()
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id], [person(1).id]]))
    const alone = [...GUARDED, '--concurrency', '1']
    const stopped = await runAgainst(platform, list, out, alone, { deps })
    expect(column(stopped.rows, 'outcome')).toEqual(['not_attempted', 'not_attempted'])
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })

    const protect = join(out, 'protect.txt')
    writeFileSync(protect, `${id}\n${person(1).email}\n`)
    const argv = [
      'run',
      '--resume',
      stopped.summary.run,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
    ]
    const env = { KONSTANTLY_API_KEY: platform.apiKey, KONSTANTLY_PROTECT: protect }
    expect((await cli(argv, { env })).exitCode).toBe(0)
    const rows = readResults(out, stopped.summary.run)
    expect(column(rows, 'outcome')).toEqual(['protected', 'protected'])
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })

  test('a user whose deactivation was only turned away is looked up again a day later', async () => {
    const { id } = person(0)
    const clock = new LeapingClock()
    const { deps, send } = signals()
    const platform = await sandbox({ users: people })
    const { origin, pathname } = new URL(platform.baseUrl)
    nock(origin, { allowUnmocked: true })
      .post(`${pathname}/users/blocked`)
      .reply(() => {
        send('SIGTERM')
        return [429, '', { 'retry-after': '60' }]
      })
    onTestFinished(() => {
      nock.cleanAll()
      nock.restore()
      nock.activate()
    })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[id]]))
    expect((await runAgainst(platform, list, out, GUARDED, { deps, clock })).exitCode).toBe(143)

    platform.site.change(id, { role: { alias: 'manager' } })
    await clock.pause(25 * 3_600_000)
    const { rows } = await runAgainst(platform, list, out, GUARDED, { clock })
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(changes(platform)).toEqual([])
  })

  test('a user who is reactivated between deactivation and deletion is refused', async () => {
    const { id } = person(0)
    const { fault, arm } = before('DELETE', ({ site }) => {
      site.change(id, { isBanned: false })
    })
    const platform = await sandbox({ users: people, fault })
    arm(platform)
    const out = temporaryFolder()
    const { rows } = await runAgainst(platform, writeList(out, csv('id', [[id]])), out, GUARDED)
    expect(column(rows, 'outcome')).toEqual(['refused'])
    expect(column(rows, 'detail')[0]).toContain('somebody reactivated the user meanwhile')
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })

  test('the platform is down during the look-ups: exit 6, nobody touched, and no look-up is made twice', async () => {
    const clock = new LeapingClock()
    const platform = await sandbox({
      users: people,
      outage: { afterMs: 25, forMs: 900_000 },
      latencyMs: 8,
      now: clock.wall,
    })
    const untouched = snapshot(platform)
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv(
        'id',
        learners.slice(0, 30).map(({ id }) => [id]),
      ),
    )
    const flags = [...GUARDED, '--preflight', 'lookup', '--concurrency', '2']
    const down = await runAgainst(platform, list, out, [...flags, '--patience', '2m'], { clock })
    expect(down.exitCode).toBe(6)
    expect(snapshot(platform)).toBe(untouched)
    expect(changes(platform)).toEqual([])

    await clock.pause(900_000)
    const later = await runAgainst(platform, list, out, flags, { clock })
    expect(later.exitCode).toBe(0)
    const looked = platform.requests.filter(
      ({ method, path, status }) => method === 'GET' && status === 200 && !path.includes('?'),
    )
    expect(new Set(looked.map(({ path }) => path)).size).toBe(looked.length)
  })
})

describe('look-ups', () => {
  test.each([
    { rows: 3, users: 200, mode: 'auto' },
    { rows: 9, users: 200, mode: 'auto' },
    { rows: 30, users: 200, mode: 'auto' },
    { rows: 160, users: 200, mode: 'auto' },
    { rows: 1, users: 20, mode: 'auto' },
    { rows: 30, users: 200, mode: 'list' },
  ])(
    'of $rows rows on a site of $users users take no more requests than they must',
    async ({ rows, users, mode }) => {
      const platform = await sandbox({
        users: learners.concat(people.filter((one) => !learners.includes(one))).slice(0, users),
      })
      const out = temporaryFolder()
      const list = writeList(
        out,
        csv(
          'id',
          platform.site
            .people()
            .slice(0, rows)
            .map(({ id }) => [id]),
        ),
      )
      await runAgainst(platform, list, out, ['--preflight', mode, '--no-delete'])
      const asked = platform.requests.filter(({ method }) => method === 'GET')
      expect(asked.length).toBeLessThanOrEqual(Math.min(rows, Math.ceil(users / 20)) + 1)
    },
  )

  test('an active user takes two requests more, and one known to be deactivated one', async () => {
    const platform = await sandbox({ users: people })
    const banned = people.find(({ isBanned, role }) => isBanned && role.alias === 'learner') as Person
    const out = temporaryFolder()
    await runAgainst(platform, writeList(out, csv('id', [[person(0).id], [banned.id]])), out, [
      ...GUARDED,
      '--concurrency',
      '1',
    ])
    expect(changes(platform)).toEqual([
      `POST /users/blocked {"id":"${person(0).id}"}`,
      `DELETE /users/${person(0).id}`,
      `DELETE /users/${banned.id}`,
    ])
  })

  test('a page that fails for good is no harm: whoever was on it is asked for singly', async () => {
    const platform = await sandbox({
      users: people,
      fault: ({ path }) => (path.endsWith('offset=40') ? 'broken' : null),
    })
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv(
        'id',
        learners.map(({ id }) => [id]),
      ),
    )
    const { exitCode, summary } = await runAgainst(platform, list, out, ['--retries', '1'])
    expect(exitCode).toBe(0)
    expect(summary.outcomes.deleted).toBe(learners.length)
    expect(summary.requests['read']).toBeGreaterThan(0)
  })

  test('a totalCount that is far too large costs hardly a page more', async () => {
    const platform = await sandbox({ users: people, totalCount: 5_000 })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id]]))
    const flags = [...GUARDED, '--preflight', 'list', '--concurrency', '1']
    expect((await runAgainst(platform, list, out, flags)).exitCode).toBe(0)
    const pages = platform.requests.filter(({ path }) => path.includes('/users?offset'))
    expect(pages).toHaveLength(people.length / 20 + 1)
  })

  test('are not made where nobody could confirm what comes of them', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id]]))
    const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out]
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('there is no terminal to ask on')
    expect(platform.requests).toEqual([])
  })

  test('a totalCount that lies loses nobody', async () => {
    const platform = await sandbox({ users: people, totalCount: 21 })
    const out = temporaryFolder()
    const list = writeList(
      out,
      csv(
        'id',
        learners.slice(0, 30).map(({ id }) => [id]),
      ),
    )
    const { summary } = await runAgainst(platform, list, out)
    expect(summary.outcomes.deleted).toBe(30)
  })
})

test('the same list again tomorrow ends well, and says when everyone was deleted', async () => {
  const clock = new LeapingClock()
  const platform = await sandbox({ users: people, now: clock.wall })
  const out = temporaryFolder()
  const list = writeList(
    out,
    csv(
      'id',
      learners.slice(0, 12).map(({ id }) => [id]),
    ),
  )
  const first = await runAgainst(platform, list, out, GUARDED, { clock })
  await clock.pause(24 * 3_600_000)
  const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED, { clock })
  expect(exitCode).toBe(0)
  expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['not_found']))
  expect(column(rows, 'detail')[0]).toMatch(
    new RegExp(`^deleted on \\d{4}-\\d\\d-\\d\\d by run ${first.summary.run}$`),
  )
})

describe('somebody who was deleted, and hired again', () => {
  const { id, email, ...rest } = person(0)
  const left = csv('email,leave date', [[email, '2026-03-31']])

  test.each([
    ['with a new account', csv('email,leave date', [[email, '2026-03-31']]), 'new-account'],
    ['with the same ID', csv('id,leave date', [[id, '2026-03-31']]), id],
  ])('%s, is not the leaver of a list that is kept and run each week', async (_, text, newId) => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, text)
    expect((await runAgainst(platform, list, out, GUARDED)).exitCode).toBe(0)
    platform.site.add({ ...rest, email, id: newId, isBanned: false })
    const { exitCode, rows, summary } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(column(rows, 'detail')[0]).toMatch(
      /^deleted on .* by run .*, after leaving on 2026-03-31, so this account is a newer one\. If they were hired again, take/,
    )
    expect(platform.site.person(newId)?.isBanned).toBe(false)
    expect(summary.outcomes.deleted).toBe(0)
  })

  test('are not unknown to the site, however many they are', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const gone = learners.slice(0, 12)
    const list = writeList(
      out,
      csv(
        'id,leave date',
        gone.map((one) => [one.id, '2026-03-31']),
      ),
    )
    await runAgainst(platform, list, out, GUARDED)
    for (const one of gone) platform.site.add(one)
    const { exitCode, rows } = await runAgainst(platform, list, out, GUARDED)
    expect(exitCode).toBe(3)
    expect(new Set(column(rows, 'outcome'))).toEqual(new Set(['mismatch']))
  })

  test.each([
    ['by a later leave date', csv('email,leave date', [[email, '2027-06-30']]), '2027-07-01'],
    [
      'by a later leave date on a list that has kept the first one',
      csv('email,leave date', [
        [email, '2026-03-31'],
        [email, '2027-06-30'],
      ]),
      '2027-07-01',
    ],
    ['by a list without leave dates', csv('email', [[email]]), '2026-12-24'],
  ])('may leave again: %s', async (_, text, day) => {
    const clock = new LeapingClock(Date.parse('2026-04-01T08:00:00Z'))
    const platform = await sandbox({ users: people, now: clock.wall })
    const out = temporaryFolder()
    await runAgainst(platform, writeList(out, left), out, GUARDED, { clock })
    platform.site.add({ ...rest, email, id: 'new-account', isBanned: false })
    await clock.pause(Date.parse(`${day}T08:00:00Z`) - clock.wall())
    const { rows } = await runAgainst(platform, writeList(out, text), out, GUARDED, { clock })
    expect(column(rows, 'outcome')[0]).toBe('deleted')
    expect(platform.site.person('new-account')).toBeUndefined()
  })
})

test('whom this ledger has deleted, and who is back under another ID, is no leaver who is gone', async () => {
  const platform = await sandbox({ users: people })
  const { id, email } = person(0)
  const out = temporaryFolder()
  const list = writeList(out, csv('id,email', [[id, email]]))
  await runAgainst(platform, list, out, GUARDED)
  platform.site.change(person(1).id, { email })
  const { exitCode, rows } = await runAgainst(platform, list, out, [...GUARDED, '--preflight', 'list'])
  expect(exitCode).toBe(3)
  expect(column(rows, 'outcome')).toEqual(['mismatch'])
  expect(column(rows, 'detail')[0]).toContain(`is the address of user "${person(1).id}"`)
})

describe('a plan', () => {
  const plan = async (
    platform: WatchedSandbox,
    out: string,
    list: string,
    clock?: LeapingClock,
    flags: readonly string[] = [],
  ): Promise<CliResult & { run: string }> => {
    const result = await cli(
      ['plan', list, '--base-url', platform.baseUrl, '--out', out, '--json', ...GUARDED, ...flags],
      {
        env: { KONSTANTLY_API_KEY: platform.apiKey },
        ...(clock && { clock }),
      },
    )
    return { ...result, run: result.stdout === '' ? '' : (JSON.parse(result.stdout) as { run: string }).run }
  }
  const carryOut = (
    platform: WatchedSandbox,
    out: string,
    run: string,
    more: string[] = [],
    clock?: LeapingClock,
    deps?: ReturnType<typeof signals>['deps'],
  ): Promise<CliResult> =>
    cli(
      [
        'run',
        '--plan',
        run,
        '--base-url',
        platform.baseUrl,
        '--out',
        out,
        '--yes',
        '--json',
        ...GUARDED,
        ...more,
      ],
      {
        env: { KONSTANTLY_API_KEY: platform.apiKey },
        ...(clock && { clock }),
        ...(deps && { deps }),
      },
    )

  test('changes nothing, and says for every row who it means, what would happen and why', async () => {
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
        row['offboard_why'],
      ]),
    ).toEqual([
      [person(0).name, 'active', 'deactivated, then deleted for good', ''],
      [banned.name, 'deactivated', 'deleted for good', ''],
      ['', '', 'nothing', 'not_found'],
      ['', '', 'nothing', expect.stringContaining('invalid: ') as unknown],
    ])
  })

  test('names nobody beside an ID that is not theirs', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id,email', [['nobody', person(0).email]]))
    const { run } = await plan(platform, out, list)
    const [row] = readResults(out, run, 'plan.csv')
    expect(row).toMatchObject({ offboard_user_id: 'nobody', offboard_user_name: '', offboard_user_role: '' })
    expect(row?.['offboard_why']).toContain(person(0).id)
  })

  test('is refused by the same guards as a run, and then says that nobody would be touched', async () => {
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
    expect(rows[0]?.['offboard_why']).toContain('not_attempted: refused: ')
    expect((await cli(['report', '--out', out])).stdout).not.toContain('to be touched')
  })

  test('is carried out without its list, on the people in it who are still the same, once', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const listed = learners.slice(0, 5)
    const { run } = await plan(
      platform,
      out,
      writeList(
        out,
        csv(
          'id',
          listed.map(({ id }) => [id]),
        ),
        'gone.csv',
      ),
    )
    platform.site.change(person(1).id, { email: 'married@example.com' })
    platform.site.change(person(2).id, { role: { alias: 'manager' } })
    platform.site.remove(person(3).id)

    const { exitCode, stdout } = await carryOut(platform, out, run)
    expect(exitCode).toBe(3)
    const rows = readResults(out, (JSON.parse(stdout) as { run: string }).run)
    expect(column(rows, 'outcome')).toEqual(['deleted', 'mismatch', 'mismatch', 'not_found', 'deleted'])
    expect(column(rows, 'detail')[1]).toBe(
      `changed since they were first looked up: e-mail address was ${person(1).email}, is married@example.com`,
    )
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toHaveLength(2)

    const again = await carryOut(platform, out, run)
    expect(again.exitCode).toBe(4)
    expect(again.stderr).toContain('a plan is carried out once')
  })

  test('is carried out on nobody whom it would not touch, though it knows who they are', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const rows = [
      [person(0).id, '', '2999-12-31'],
      ['', person(0).email, '2025-12-31'],
      [person(1).id, '', '2025-12-31'],
    ]
    const list = writeList(out, csv('id,email,contract end date', rows))
    const { run } = await plan(platform, out, list)
    const { stdout } = await carryOut(platform, out, run)
    const ends = readResults(out, (JSON.parse(stdout) as { run: string }).run)
    expect(column(ends, 'user_id')).toEqual([person(1).id])
    expect(column(ends, 'outcome')).toEqual(['deleted'])
    expect(changes(platform)).toEqual([
      `POST /users/blocked {"id":"${person(1).id}"}`,
      `DELETE /users/${person(1).id}`,
    ])
  })

  test('that nobody confirmed may still be carried out', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    const argv = ['run', '--plan', run, '--base-url', platform.baseUrl, '--out', out, ...GUARDED]
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode).toBe(4)
    expect(stderr).toContain('nobody confirmed')
    expect(changes(platform)).toEqual([])
    expect((await carryOut(platform, out, run)).exitCode).toBe(0)
    expect(platform.site.person(person(0).id)).toBeUndefined()
  })

  test('is carried out as it was made, and refuses flags that rule out what it would do', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    const asked = platform.requests.length
    for (const flags of [['--no-delete'], ['--no-deactivate'], ['--roles', 'manager'], ['--match', 'name']]) {
      const { exitCode, stderr } = await carryOut(platform, out, run, flags)
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`was made without `)
    }
    expect(platform.requests).toHaveLength(asked)
    expect((await carryOut(platform, out, run, ['--roles', 'learner'])).exitCode).toBe(0)
  })

  test('is not carried out while its file says something else, since changes there mean nothing', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const list = writeList(out, csv('id', [[person(0).id], [person(1).id]]))
    const { run } = await plan(platform, out, list)
    const file = join(out, run, 'plan.csv')
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, lines.filter((line) => !line.startsWith(person(0).id)).join('\n'))
    const { exitCode, stderr } = await carryOut(platform, out, run)
    expect(exitCode).toBe(4)
    expect(stderr).toContain('--protect')
    expect(changes(platform)).toEqual([])
    await cli(['report', run, '--out', out])
    expect((await carryOut(platform, out, run)).exitCode).toBe(0)
  })

  test('is no leaver list: what somebody wrote into its file would be passed over', async () => {
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

  test('is not carried out while its file is not there, since somebody may have taken it away to change it', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    rmSync(join(out, run), { recursive: true })
    const refused = await carryOut(platform, out, run)
    expect(refused.exitCode).toBe(4)
    expect(refused.stderr).toContain('plan.csv is not there')
    expect(changes(platform)).toEqual([])
    await cli(['report', run, '--out', out])
    expect((await carryOut(platform, out, run)).exitCode).toBe(0)
  })

  test.each([
    ['--leave-date-column', 'Letzter Tag'],
    ['--before', '2027-01-01'],
    ['--timezone', 'UTC'],
    ['--no-header'],
  ])('goes by the list as it was read: %s is for reading one', async (...flags) => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[person(0).id]])))
    const asked = platform.requests.length
    for (const source of ['--plan', '--resume']) {
      const argv = ['run', source, run, '--base-url', platform.baseUrl, '--out', out, '--yes', ...flags]
      const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
      expect(exitCode).toBe(2)
      expect(stderr).toContain(`${flags[0]} says how a list is read`)
    }
    expect(platform.requests).toHaveLength(asked)
    // A variable may be there for other commands.
    const env = { KONSTANTLY_API_KEY: platform.apiKey, KONSTANTLY_TIMEZONE: 'UTC' }
    const argv = ['run', '--plan', run, '--base-url', platform.baseUrl, '--out', out, '--yes', ...GUARDED]
    expect((await cli(argv, { env })).exitCode).toBe(0)
  })

  test('spares who was put on the protected list since, beside those who stood on it', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const [then, since] = [join(out, 'then.txt'), join(out, 'since.txt')]
    writeFileSync(then, `${person(0).id}\n`)
    writeFileSync(since, `${person(1).email}\n`)
    const ids = [0, 1, 2].map((index) => [person(index).id])
    const { run } = await plan(platform, out, writeList(out, csv('id', ids)), undefined, [
      ...['--protect', then],
    ])
    expect((await carryOut(platform, out, run, ['--protect', since])).exitCode).toBe(0)
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toEqual([
      `DELETE /users/${person(2).id}`,
    ])
  })

  test('reactivates whoever changed meanwhile, also if the run stops in between', async () => {
    const { id } = person(0)
    const { deps, send } = signals()
    let isDown = true
    const platform = await sandbox({
      users: people,
      fault: ({ method, path }) => {
        if (method === 'POST') platform.site.change(id, { name: 'Somebody Else', email: 'else@example.com' })
        if (!isDown || !path.includes('/blocked/')) return null
        send('SIGTERM')
        return 'unavailable'
      },
    })
    const out = temporaryFolder()
    const { run } = await plan(platform, out, writeList(out, csv('id', [[id]])))
    const stopped = await carryOut(platform, out, run, [], undefined, deps)
    expect(stopped.exitCode).toBe(143)
    expect(platform.site.person(id)).toMatchObject({ isBanned: true })
    isDown = false
    const { exitCode, stdout } = await carryOut(platform, out, run)
    expect(exitCode).toBe(3)
    const rows = readResults(out, (JSON.parse(stdout) as { run: string }).run)
    expect(column(rows, 'outcome')).toEqual(['mismatch'])
    expect(platform.site.person(id)).toMatchObject({ isBanned: false })
  })

  test('that looks ahead shows who will be due, and is not carried out', async () => {
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

  test('expires', async () => {
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

  test('expires, too, if it was begun and nobody was touched', async () => {
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

  test('of another site, an unknown one, and a run that is none are exit 2', async () => {
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

test('the logs tell as many requests for a row as its report, also after an interruption', async () => {
  const { platform, deps } = await interruptedAtDeletion()
  const boss = people.find(({ role }) => role.alias !== 'learner') as Person
  const out = temporaryFolder()
  const list = writeList(out, csv('id', [[person(0).id], [boss.id], ['nobody'], [person(1).id]]))
  const flags = [...GUARDED, '--preflight', 'lookup', '--concurrency', '1', '--log-level', 'info']
  const first = await runAgainst(platform, list, out, flags, { deps })
  const second = await runAgainst(platform, list, out, flags)
  const logged = [first, second]
    .flatMap(({ stderr }) => logLines(stderr))
    .filter(({ msg }) => msg === 'row ended')
    .map(({ row, attempts }) => [Number(row), String(attempts)] as const)
  expect(logged.toSorted(([one], [other]) => one - other).map(([, attempts]) => attempts)).toEqual(
    column(second.rows, 'attempts'),
  )
})

test('the logs of look-ups carry no address and no name', async () => {
  const platform = await sandbox({ users: people, faultRate: 0.2, seed: 3 })
  const out = temporaryFolder()
  const list = writeList(
    out,
    csv(
      'email,name',
      learners.slice(0, 8).map(({ email, name }) => [email, name]),
    ),
  )
  const { stderr } = await runAgainst(platform, list, out, [
    ...GUARDED,
    '--preflight',
    'lookup',
    '--log-level',
    'trace',
  ])
  expect(logLines(stderr).some(({ msg }) => msg === 'users looked up')).toBe(true)
  expect(stderr).not.toContain('@')
  for (const { name } of learners.slice(0, 8)) expect(stderr).not.toContain(name)
})
