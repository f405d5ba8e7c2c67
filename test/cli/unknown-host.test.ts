import nock from 'nock'
import { expect, test } from 'vitest'
import type { Summary } from '../../src/report/summary.ts'
import { cli, logLines, temporaryFolder, writeList, type CliResult } from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { nockInThisFile } from '../support/nock.ts'

nockInThisFile()

const unknown = (): Error => Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })

/** Runs a list of one row, with a clock that tells how long was waited. */
async function run(address: readonly string[]): Promise<CliResult & { waitedMs: number }> {
  const out = temporaryFolder()
  const clock = new LeapingClock(undefined, { standsStill: true })
  const argv = ['run', writeList(out, 'id\nu1\n'), ...address, '--out', out, '--yes', '--json']
  const result = await cli(argv, { env: { KONSTANTLY_API_KEY: 'key' }, clock })
  return { ...result, waitedMs: clock.now() }
}

test.each([
  ['https://acmee.konstant.ly', ['--site', 'acmee'], '--site acmee'],
  ['https://acme.example', ['--base-url', 'https://acme.example/openapi/v1'], '--base-url'],
])('a host without an address, %s, is told of at once', async (origin, address, flag) => {
  nock(origin).get(/./).replyWithError(unknown())
  const { exitCode, stdout, stderr, waitedMs } = await run(address)
  expect(exitCode).toBe(6)
  expect(waitedMs).toBe(0)
  const [line] = logLines(stderr).filter(({ level }) => level === 'error')
  expect(line?.['msg']).toBe(
    `stopping: there is no host ${new URL(origin).hostname} (its name cannot be resolved). Nobody else is touched. Check ${flag}, and the network of this machine. Then run the same command again.`,
  )
  // The same command goes on.
  expect(JSON.parse(stdout) as Summary).toMatchObject({ status: 'stopped', outcomes: { not_attempted: 1 } })
})

test('a host that had an address before is waited for', async () => {
  nock('https://acme.konstant.ly').get(/./).reply(503)
  nock('https://acme.konstant.ly').persist().get(/./).replyWithError(unknown())
  const { exitCode, stderr, waitedMs } = await run(['--site', 'acme'])
  expect(exitCode).toBe(6)
  expect(stderr).toContain('the platform is unavailable')
  expect(waitedMs).toBeGreaterThan(9 * 60_000)
})
