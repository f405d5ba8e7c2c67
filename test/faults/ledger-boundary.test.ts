import { existsSync, renameSync } from 'node:fs'
import { DatabaseSync, StatementSync } from 'node:sqlite'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { LEDGER_FILE } from '../../src/ledger/ledger.ts'
import { cli, runAgainst, temporaryFolder, writeList } from '../support/cli.ts'
import { onSqlite } from '../support/ledger.ts'
import { sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { readLeftBehind } from './left-behind.ts'

const SQLITE_FULL = 13
const SQLITE_ERROR = 1

const diskIsFull = (): Error => Object.assign(new Error('database or disk is full'), { errcode: SQLITE_FULL })

/** Counts what is written to any database of this process, and fails the `nth` write, as a full disk does. */
function failWrite(nth: number, failure = diskIsFull): { writes: () => number } {
  let writes = 0
  const count = (): void => {
    writes += 1
    if (writes === nth) throw failure()
  }
  // Taken out to be called on the right one below.
  /* eslint-disable @typescript-eslint/unbound-method */
  const { exec } = DatabaseSync.prototype
  const { run } = StatementSync.prototype
  /* eslint-enable @typescript-eslint/unbound-method */
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function (this: DatabaseSync, sql) {
    // To take back a transaction needs no room, and to give some back may fail without harm.
    if (sql !== 'ROLLBACK' && !sql.includes('wal_checkpoint')) count()
    exec.call(this, sql)
  })
  vi.spyOn(StatementSync.prototype, 'run').mockImplementation(function (
    this: StatementSync,
    ...values: Parameters<typeof run>
  ) {
    count()
    return run.apply(this, values)
  })
  return { writes: () => writes }
}

async function arrange(): Promise<{ platform: WatchedSandbox; out: string; list: string }> {
  const platform = await sandbox({ users: 3 })
  const out = temporaryFolder()
  return {
    platform,
    out,
    list: writeList(
      out,
      `id\n${platform.site
        .people()
        .map(({ id }) => id)
        .join('\n')}\n`,
    ),
  }
}

/** `delete u1` for every request that changed something, or was to. */
const changesAt = (platform: WatchedSandbox): string[] =>
  platform.requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path, body }) =>
      method === 'POST'
        ? `deactivate ${(body as { id: string }).id}`
        : `${path.includes('/blocked/') ? 'reactivate' : 'delete'} ${path.split('/').at(-1) ?? ''}`,
    )

afterEach(() => {
  vi.restoreAllMocks()
})

// A hundred runs one after the other take more than a minute on a busy machine.
onSqlite('each write to the ledger in a run of 3 users', { timeout: 300_000 }, () => {
  test('may fail: nothing unrecorded has happened, and the same command carries on', async () => {
    const undisturbed = await arrange()
    const counter = failWrite(Infinity)
    await runAgainst(undisturbed.platform, undisturbed.list, undisturbed.out, ['--concurrency', '1'])
    const total = counter.writes()
    vi.restoreAllMocks()
    // Opening, the list, and for every user an intent, an answer and an end, each in a transaction.
    expect(total).toBeGreaterThan(30)

    let disturbed = 0
    for (let nth = 1; nth <= total; nth += 1) {
      const { platform, out, list } = await arrange()
      const argv = [
        'run',
        list,
        '--base-url',
        platform.baseUrl,
        '--out',
        out,
        '--yes',
        '--concurrency',
        '1',
        '--max-percent',
        '100',
      ]
      failWrite(nth)
      const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
      vi.restoreAllMocks()

      const where = `write ${nth} of ${total}`
      expect(exitCode, `${where}: ${stderr}`).toBe(6)
      expect(stderr, where).toContain('Make room on its volume, then run the same command again')
      const intents = (await readLeftBehind(out))?.intents ?? new Set<string>()
      expect(
        changesAt(platform).filter((change) => !intents.has(change)),
        where,
      ).toEqual([])
      if (platform.requests.length > 0) disturbed += 1

      const again = await runAgainst(platform, list, out)
      expect(again.summary.outcomes.deleted, where).toBe(3)
      expect(platform.site.people(), where).toEqual([])
    }
    expect(disturbed).toBeGreaterThan(9)
  })

  // The first is in opening the ledger, the last in telling how the run ended.
  test.each([1, 20, 30, -1])(
    'that is a wrong statement (%i) is a defect, exit 1, and not to be tried again: nothing more is sent',
    async (which) => {
      const undisturbed = await arrange()
      const alone = ['--concurrency', '1', '--max-percent', '100']
      const counter = failWrite(Infinity)
      await runAgainst(undisturbed.platform, undisturbed.list, undisturbed.out, alone)
      const nth = which > 0 ? which : counter.writes()
      vi.restoreAllMocks()

      const { platform, out, list } = await arrange()
      let sent = 0
      failWrite(nth, () => {
        sent = platform.requests.length
        return Object.assign(new Error('no such column: x'), { errcode: SQLITE_ERROR })
      })
      const argv = ['run', list, '--base-url', platform.baseUrl, '--out', out, '--yes', ...alone]
      const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
      expect(exitCode, stderr).toBe(1)
      expect(stderr).toContain('a defect in konstantly-offboard, please report it: Error: no such column: x')
      expect(stderr).not.toContain('run the same command again')
      expect(platform.requests).toHaveLength(sent)
    },
  )
})

onSqlite('a ledger that goes away under a run', () => {
  test('ends it with 6: what is written to a file that was removed is not recorded', async () => {
    const out = temporaryFolder()
    const ledger = join(out, LEDGER_FILE)
    const platform = await sandbox({
      users: 3,
      onRequest: () => {
        if (existsSync(ledger)) renameSync(ledger, join(out, 'elsewhere.sqlite'))
      },
    })
    const ids = platform.site.people().map(({ id }) => id)
    const list = writeList(out, `id\n${ids.join('\n')}\n`)
    const argv = [
      'run',
      list,
      '--base-url',
      platform.baseUrl,
      '--out',
      out,
      '--yes',
      '--concurrency',
      '1',
      '--max-percent',
      '100',
    ]
    const { exitCode, stderr } = await cli(argv, { env: { KONSTANTLY_API_KEY: platform.apiKey } })
    expect(exitCode, stderr).toBe(6)
    expect(stderr).toContain('is not there any more')
    expect(platform.requests).toHaveLength(1)
  })
})
