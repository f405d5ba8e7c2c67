import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { cli, temporaryFolder, writeList, type CliOptions } from '../../support/cli.ts'
import { LeapingClock } from '../../support/leaping-clock.ts'
import { person, sandbox } from '../../support/sandbox.ts'
import { CHECKS } from '../../../src/cli/check/finding.ts'
import { check } from './support.ts'

const NOW = Date.parse('2026-11-23T18:45:20.500Z')

/** What a terminal of this many columns shows of a check; what differs from machine to machine is left out. */
async function shownOn(columns: number | undefined, { env }: CliOptions = {}): Promise<string> {
  const throttle = { kind: 'fixed', limit: 100, windowMs: 60_000, headers: true, competitor: 0 } as const
  const users = [person('u1'), person('u2')]
  const platform = await sandbox({ users, throttle, now: () => NOW })
  const out = temporaryFolder()
  const protect = writeList(temporaryFolder(), '*@board.acme.com\nu1\n', 'board.txt')
  const screen = Object.assign(new PassThrough(), columns !== undefined && { columns, isTTY: true })
  await cli(
    [
      'check',
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--protect',
      protect,
      '--timezone',
      'Europe/Berlin',
    ],
    {
      env: { KONSTANTLY_API_KEY: 'another-key-of-the-site', KONSTANTLY_MAX_USR: '5', ...env },
      clock: new LeapingClock(NOW, { standsStill: true }),
      deps: { stdout: screen },
    },
  )
  return String(screen.read())
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:8080')
    .replaceAll(out, '/data')
    .replaceAll(/\d+\.\d+\.\d+, with SQLite \d+\.\d+\.\d+/g, '24.15.0, with SQLite 3.51.0')
    .replaceAll(/[\d.]+ .iB free/g, '7 GiB free')
}

const golden = (name: string): string => new URL(`../golden/${name}`, import.meta.url).pathname

test('the document names every check, in their order', () => {
  const document = readFileSync(new URL('../../../docs/check.md', import.meta.url), 'utf8')
  const named = [...document.matchAll(/^\| `(\w+)` +\|/gm)].map(([, name]) => name)
  expect(named.slice(0, Object.keys(CHECKS).length)).toEqual(Object.keys(CHECKS))
})

test('every check is made, in that order, whatever is wrong', async () => {
  const platform = await sandbox()
  for (const argv of [[], ['--base-url', 'http://127.0.0.1:1'], ['--base-url', platform.baseUrl]])
    for (const env of [{}, { KONSTANTLY_API_KEY: platform.apiKey }, { KONSTANTLY_API_KEY: 'wrong' }]) {
      const { json } = await check(argv, { env })
      expect(json.checks.map(({ name }) => name)).toEqual(Object.keys(CHECKS))
    }
})

describe('what people read of a check', () => {
  test.each([50, 80, 120])('on a terminal of %i columns', async (columns) => {
    const text = await shownOn(columns)
    await expect(text).toMatchFileSnapshot(golden(`check-${columns}.txt`))
    const tooLong = text.split('\n').filter((line) => line.length > columns)
    expect(tooLong).toEqual([])
  })

  test('without a terminal is one line a check, with words in place of marks', async () => {
    await expect(await shownOn(undefined)).toMatchFileSnapshot(golden('check.txt'))
  })

  test('on a terminal tells once why several things were not checked', async () => {
    const screen = Object.assign(new PassThrough(), { columns: 80, isTTY: true })
    const argv = ['check', '--base-url', 'http://127.0.0.1:1/openapi/v1', '--out', temporaryFolder()]
    await cli(argv, { env: { KONSTANTLY_API_KEY: 'key' }, deps: { stdout: screen } })
    expect(String(screen.read())).toContain(
      [
        '  ✗ Connection      127.0.0.1:1 refuses connections',
        '                    → Check --base-url, and whether a firewall is in between.',
        '  – Not checked     Key accepted, Rights, Clock, Quota, Users, Attribute: the',
        '                    site was not reached',
        '  – Protected list  --protect is not given',
        '',
        '1 of 19 checks failed. Nothing was changed, and 1 request was sent.',
        '',
      ].join('\n'),
    )
  })

  test('on a terminal that shows no marks has words, too', async () => {
    const text = await shownOn(80, { env: { TERM: 'dumb' } })
    expect(text).toContain('  FAILED  Key accepted    no: the platform answered 401\n')
    expect(text).not.toMatch(/[^\x20-\x7E\n]/)
  })
})
