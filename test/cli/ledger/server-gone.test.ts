import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../../src/cli/process/pause.ts'
import type { Summary } from '../../../src/report/summary.ts'
import { cli, logLines, signals, temporaryFolder, writeList, type CliResult } from '../../support/cli.ts'
import { entries, ids, listOf } from '../../support/inbox.ts'
import { findPostgres, PostgresServer } from '../../support/postgres.ts'
import { person, sandbox, type WatchedSandbox } from '../../support/sandbox.ts'
import { brokenRules } from '../../support/schemas.ts'

const LEAVERS = ids(12)
/** Waits take their time here: what comes back has to start. */
const REAL = { now: () => new Date(), monotonic: () => performance.now(), pause }
const BACK_AFTER_MS = 1_500

let server: PostgresServer
let ledgers = 0
let env: Record<string, string>

const isHere = findPostgres() !== null
if (!isHere)
  process.stderr.write('SKIPPED: a server of the ledger that is gone: there is no PostgreSQL here\n')

beforeAll(async () => {
  const started = await PostgresServer.start({ isDurable: true })
  if (started !== null) server = started
})
afterAll(() => (isHere ? server.remove() : undefined))

/** A site with a new ledger. `at`: what happens at the first request that `method` names, before it is answered, once `isArmed` says so. */
async function newSite(
  at: () => unknown,
  { method: of = 'DELETE', isArmed = () => true }: { method?: string; isArmed?: () => boolean } = {},
): Promise<WatchedSandbox> {
  let isFirst = true
  const platform = await sandbox({
    users: [...LEAVERS, 'v1'].map((id) => person(id)),
    latencyMs: 20,
    onRequest({ method }) {
      if (method !== of || !isFirst || !isArmed()) return
      isFirst = false
      void at()
    },
  })
  ledgers += 1
  env = {
    KONSTANTLY_LEDGER: server.url,
    KONSTANTLY_LEDGER_SCHEMA: `ledger_${ledgers}`,
    KONSTANTLY_API_KEY: platform.apiKey,
  }
  return platform
}

const flags = ({ baseUrl }: WatchedSandbox, out: string): string[] => [
  ...['--base-url', baseUrl, '--out', out, '--max-percent', '100', '--json', '--concurrency', '2'],
]

/** Stops the server at once, and starts it again a little later. */
async function goAway(): Promise<void> {
  await server.stop('immediate')
  setTimeout(() => void server.start(), BACK_AFTER_MS)
}

const goForGood = (): Promise<void> => server.stop('immediate')

/** Ends all connections of the tool, as an administrator does. */
const cutOff = (): Promise<unknown> =>
  server.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'konstantly-offboard'",
  )

/** Who was deleted, by the platform's word, each as often as that happened. */
const deleted = ({ requests }: WatchedSandbox): string[] =>
  requests
    .filter(({ method, status }) => method === 'DELETE' && status !== null && status < 300)
    .map(({ path }) => path.split('/').at(-1) ?? '')
    .sort()

const EVERYBODY = LEAVERS.toSorted()

const events = ({ stderr }: CliResult): unknown[] =>
  logLines(stderr)
    .map(({ event }) => event)
    .filter((event) => event === 'ledger_lost' || event === 'ledger_back')

const summaryOf = ({ stdout }: CliResult): Summary => JSON.parse(stdout) as Summary

describe.skipIf(!isHere)('the server of the ledger', () => {
  test.each([
    ['is gone for a while', goAway],
    ['cuts the connection', cutOff],
  ])('%s in mid-run: the same process goes on, and does nothing twice', async (_, atDeletion) => {
    const platform = await newSite(atDeletion)
    const out = temporaryFolder()
    const list = writeList(out, listOf(...LEAVERS))
    const result = await cli(['run', list, '--yes', ...flags(platform, out)], { env, deps: REAL })
    const { outcomes, sessions, exitCode } = summaryOf(result)
    expect([result.exitCode, exitCode, outcomes.deleted]).toEqual([0, 0, LEAVERS.length])
    expect(deleted(platform)).toEqual(EVERYBODY)
    expect(events(result)).toEqual(['ledger_lost', 'ledger_back'])
    expect(logLines(result.stderr).flatMap((line) => brokenRules('log-line', line))).toEqual([])
    expect(sessions).toHaveLength(2)
    const listed = await cli(['runs', '--json'], { env })
    expect(JSON.parse(listed.stdout)).toMatchObject({ runs: [{ status: 'finished', next: null }] })
  })

  test('is gone after the question: a person who has agreed is not asked again, and a list from a pipe is not read again', async () => {
    const platform = await newSite(goAway)
    const out = temporaryFolder()
    const list = writeList(out, listOf(...LEAVERS))
    const asked = await cli(['run', list, ...flags(platform, out)], {
      ...{ env, deps: REAL, types: [String(LEAVERS.length)] },
    })
    expect([asked.exitCode, deleted(platform)]).toEqual([0, EVERYBODY])
    expect(asked.stderr.split('Type the number')).toHaveLength(2)

    const other = await newSite(goAway)
    const piped = await cli(['run', '-', '--yes', ...flags(other, out)], {
      ...{ env, deps: REAL, stdin: listOf(...LEAVERS) },
    })
    expect([piped.exitCode, deleted(other)]).toEqual([0, EVERYBODY])
  })

  test('is gone for longer than --patience: exit 6, and the same command goes on from another folder', async () => {
    const platform = await newSite(goForGood)
    const out = temporaryFolder()
    const list = writeList(out, listOf(...LEAVERS))
    const argv = ['run', list, '--yes', '--patience', '3s']
    const result = await cli([...argv, ...flags(platform, out)], { env, deps: REAL })
    const before = platform.requests.length
    expect(result.exitCode).toBe(6)
    expect(result.stderr).toContain('run the same command again')
    expect(events(result)).toEqual(['ledger_lost'])
    const there = await cli([...argv, ...flags(platform, out)], { env })
    expect([there.exitCode, platform.requests.length]).toEqual([6, before])

    await server.start()
    const then = await cli([...argv, ...flags(platform, temporaryFolder())], { env, deps: REAL })
    expect([then.exitCode, summaryOf(then).outcomes.deleted]).toEqual([0, LEAVERS.length])
    expect(deleted(platform)).toEqual(EVERYBODY)
  })

  test('is not there yet when a command begins', async () => {
    const platform = await newSite(() => undefined)
    const out = temporaryFolder()
    await server.stop()
    setTimeout(() => void server.start(), BACK_AFTER_MS)
    const list = writeList(out, listOf('u1'))
    const result = await cli(['run', list, '--yes', ...flags(platform, out)], { env, deps: REAL })
    expect([result.exitCode, events(result)]).toEqual([0, ['ledger_lost', 'ledger_back']])
  })

  test('is gone, and the process is told to stop: it does, with nothing sent meanwhile', async () => {
    const platform = await newSite(goForGood)
    const out = temporaryFolder()
    const list = writeList(out, listOf(...LEAVERS))
    const { deps, send } = signals()
    let sent = 0
    const result = await cli(['run', list, '--yes', ...flags(platform, out)], {
      env,
      deps: {
        ...{ ...REAL, ...deps },
        pause: (ms, signal) => {
          if (ms >= 1_000) {
            sent = platform.requests.length
            setTimeout(() => {
              send('SIGTERM')
            }, 100)
          }
          return pause(ms, signal)
        },
      },
    })
    await server.start()
    expect([result.exitCode, platform.requests.length]).toEqual([143, sent])
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { exitCode: 143 } })
    const again = await cli(['run', list, '--yes', ...flags(platform, out)], { env, deps: REAL })
    expect([again.exitCode, deleted(platform)]).toEqual([0, EVERYBODY])
  })

  test('is gone while everybody is asked for once more', async () => {
    let isOver = false
    const platform = await newSite(cutOff, { method: 'GET', isArmed: () => isOver })
    const out = temporaryFolder()
    const list = writeList(out, listOf(...LEAVERS))
    await cli(['run', list, '--yes', ...flags(platform, out)], { env })
    isOver = true
    const argv = ['verify', '--base-url', platform.baseUrl, '--out', out, '--json', '--concurrency', '1']
    const result = await cli(argv, { env, deps: REAL })
    expect([result.exitCode, summaryOf(result).verified?.gone]).toEqual([0, LEAVERS.length])
    expect(events(result)).toEqual(['ledger_lost', 'ledger_back'])
  })

  test('is gone during a job over an inbox: each list is done once, and told once', async () => {
    const platform = await newSite(goAway)
    const [out, folder] = [temporaryFolder(), temporaryFolder()]
    writeList(folder, listOf(...LEAVERS), 'a.csv')
    writeList(folder, listOf('v1'), 'b.csv')
    const job = ['inbox', folder, '--then', 'run', '--settle', '10ms', ...flags(platform, out)]
    const result = await cli(job, { env, deps: REAL })
    const { lists } = JSON.parse(result.stdout) as { lists: { list: string; is: string }[] }
    expect([result.exitCode, lists.map(({ list, is }) => [list, is]).sort()]).toEqual([
      0,
      [
        ['a.csv', 'done'],
        ['b.csv', 'done'],
      ],
    ])
    expect(deleted(platform)).toEqual([...LEAVERS, 'v1'].sort())
    expect(entries(join(folder, 'attention'))).toEqual([])
  })
})
