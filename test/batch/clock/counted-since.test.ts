import { describe, expect, test } from 'vitest'
import { changes, person, sandbox, type WatchedSandbox } from '../../support/sandbox.ts'
import { logLines, runAgainst, temporaryFolder, writeList } from '../../support/cli.ts'
import { serverOf } from '../../support/ledger.ts'
import { LeapingClock } from '../../support/leaping-clock.ts'

const HOUR = 3_600_000
const NOON = Date.parse('2026-11-27T12:00:00Z')
const LIMIT = ['--max-users', '5', '--max-percent', '100']

type Result = Awaited<ReturnType<typeof runAgainst>>

/** Five users are offboarded at noon by clocks that are right, and then five more are meant, by other clocks. */
async function secondBatch(
  { machine, platform: told }: { machine: number; platform: number },
  more: readonly string[] = [],
): Promise<{ result: Result; platform: WatchedSandbox; before: number }> {
  let at = NOON
  const people = Array.from({ length: 10 }, (_, n) => person(`u${n}`))
  const platform = await sandbox({ users: people, now: () => at })
  const out = temporaryFolder()
  const list = (ids: readonly number[]): string =>
    writeList(out, `id\n${ids.map((n) => `u${n}`).join('\n')}\n`, `${ids.join()}.csv`)
  const first = await runAgainst(platform, list([0, 1, 2, 3, 4]), out, LIMIT, {
    clock: new LeapingClock(NOON),
  })
  expect(first.exitCode).toBe(0)
  const before = platform.requests.length
  at = NOON + told
  const clock = new LeapingClock(NOON + machine)
  const result = await runAgainst(platform, list([5, 6, 7, 8, 9]), out, [...LIMIT, ...more], { clock })
  return { result, platform, before }
}

const REFUSED = 'after 5 in the last 24 hours'

describe('the 24 hours of the limits are counted back', () => {
  test.each([
    ['from now, where both clocks say an hour later', HOUR, HOUR, 4],
    ['from the platform’s clock, where the machine’s was set two days ahead', 48 * HOUR, HOUR, 4],
    ['from the machine’s clock, where the platform’s is ahead', HOUR, 48 * HOUR, 4],
    ['and are over where both clocks say so', 25 * HOUR, 25 * HOUR, 0],
  ])('%s', async (_story, machine, told, exitCode) => {
    const { result, platform } = await secondBatch({ machine, platform: told })
    expect(result.exitCode).toBe(exitCode)
    expect(result.stderr.includes(REFUSED)).toBe(exitCode === 4)
    expect(changes(platform)).toHaveLength(exitCode === 4 ? 10 : 20)
  })

  test('from the platform’s clock also without look-ups: one page tells the time', async () => {
    const times = { machine: 48 * HOUR, platform: HOUR }
    const { result, platform, before } = await secondBatch(times, ['--preflight', 'off'])
    expect(result.exitCode).toBe(4)
    expect(platform.requests.slice(before).map(({ method, path }) => [method, path])).toEqual([
      ['GET', '/openapi/v1/users?offset=0'],
    ])
  })

  test('without a question where nobody was touched whom another clock would count', async () => {
    const platform = await sandbox({ users: [person('u0')] })
    const out = temporaryFolder()
    const flags = ['--preflight', 'off', ...LIMIT]
    expect((await runAgainst(platform, writeList(out, 'id\nu0\n'), out, flags)).exitCode).toBe(0)
    expect(platform.requests.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  })
})

test('a clock that is behind is told of, since what is recorded by it grows old too soon', async () => {
  const warning = /by this machine's .* Set this machine's clock right/
  const behind = await secondBatch({ machine: HOUR, platform: 48 * HOUR })
  expect(behind.result.stderr).toMatch(warning)
  const right = await secondBatch({ machine: HOUR, platform: HOUR + 60_000 })
  expect(right.result.stderr).not.toMatch(warning)
})

test('the first run on a site in a ledger says that the limits know of no other one', async () => {
  const platform = await sandbox({ users: Array.from({ length: 4 }, (_, n) => person(`u${n}`)) })
  const out = temporaryFolder()
  const said = async (
    n: number,
    ledger: string,
    { more = [], host = '127.0.0.1' }: { more?: readonly string[]; host?: string } = {},
  ): Promise<unknown[]> => {
    const list = writeList(out, `id\nu${n}\n`, `${n}.csv`)
    const baseUrl = platform.baseUrl.replace('127.0.0.1', host)
    const { stderr } = await runAgainst({ ...platform, baseUrl }, list, ledger, more)
    return logLines(stderr)
      .map(({ msg }) => msg)
      .filter((msg) => String(msg).includes('knows of no earlier run'))
  }
  const site = platform.baseUrl.replace('http://', '').replace('/openapi/v1', '')
  const server = serverOf(out)
  const { host = '', pathname = '' } = server === null ? {} : new URL(server.url)
  const name =
    server === null ? `${out}/ledger.sqlite` : `postgres://${host}${pathname}, schema ${server.schema}`
  expect(await said(0, out, { more: ['--dry-run'] })).toEqual([])
  expect(await said(0, out)).toEqual([
    `the ledger ${name} knows of no earlier run on ${site}. If people were offboarded there in the last 24 hours with another --out or --ledger, --max-users and --max-percent do not count them`,
  ])
  expect(await said(1, out)).toEqual([])
  // By another name it is the same site.
  expect(await said(2, out, { host: 'LOCALHOST.' })).toEqual([])
  expect(await said(3, `${out}/other`)).toHaveLength(1)
})
