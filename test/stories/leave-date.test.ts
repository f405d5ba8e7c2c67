import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Deps } from '../../src/cli/deps.ts'
import type { Person } from '../../src/sandbox/people.ts'
import {
  cli,
  readResults,
  runAgainst,
  signals,
  temporaryFolder,
  writeList,
  type CliResult,
} from '../support/cli.ts'
import { LeapingClock } from '../support/leaping-clock.ts'
import { changes, sandbox, type WatchedSandbox } from '../support/sandbox.ts'
import { column, csv, GUARDED, people, person } from './site.ts'

// Whoever has not left yet, by the right clock.

describe('only the person on the row is touched:', () => {
  test('leave-date-1: nobody by one row who is not due by another, whichever way the rows name them', async () => {
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

  test('leave-date-2: nobody who has left by one row, and by another has no leave date, whichever way the rows name them', async () => {
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
    const due = [...GUARDED, '--empty-leave-date', 'due']
    const { exitCode, rows: ends } = await runAgainst(platform, list, out, due)
    expect(exitCode).toBe(3)
    expect(column(ends, 'outcome')).toEqual(['not_due', 'invalid', 'invalid', 'not_due', 'deleted'])
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toEqual([
      `DELETE /users/${person(2).id}`,
    ])
  })

  test('leave-date-8: nobody who has no leave date on a list of leave dates, unless it is said that they have left', async () => {
    const platform = await sandbox({ users: people })
    const out = temporaryFolder()
    const rows = [
      [person(0).id, '', '2025-12-31'],
      [person(1).id, '', ''],
      ['', person(2).email, 'to be confirmed'],
    ]
    const list = writeList(out, csv('id,email,last day', rows))
    const held = await runAgainst(platform, list, out, GUARDED)
    expect(held.exitCode).toBe(3)
    expect(column(held.rows, 'outcome')).toEqual(['deleted', 'invalid', 'invalid'])
    expect(column(held.rows, 'detail').slice(1)).toEqual([
      'column 3: no leave date; enter it, or say that whoever has none on this list has left: --empty-leave-date due',
      'column 3: no leave date, but "to be confirmed"; enter it',
    ])
    const due = await runAgainst(platform, list, out, [...GUARDED, '--empty-leave-date', 'due'])
    expect(column(due.rows, 'outcome')).toEqual(['not_found', 'deleted', 'invalid'])
    expect(changes(platform).filter((change) => change.startsWith('DELETE'))).toEqual([
      `DELETE /users/${person(0).id}`,
      `DELETE /users/${person(1).id}`,
    ])
  })

  test('leave-date-3: nobody by the row of a retry, either, who is not due by another row of the list', async () => {
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

  test('leave-date-4: is not asked again', async () => {
    const { seen, run } = await timeless(0)
    expect((await run()).exitCode).toBe(0)
    expect(seen.filter((request) => request.startsWith('GET'))).toHaveLength(2)
  })

  test('leave-date-5: is still asked for its users', async () => {
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
    go: (clock: LeapingClock, more?: readonly string[], deps?: Partial<Deps>) => ReturnType<typeof runAgainst>
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
  ])('leave-date-6: that is %s', async (_, aheadMs, expected) => {
    const midnight = Date.parse('2026-11-27T00:05:00Z')
    const { platform, go } = await arrange('2026-11-24', midnight)
    const { exitCode, stderr } = await go(new LeapingClock(midnight + aheadMs))
    expect(exitCode).toBe(expected)
    expect(stderr.includes('Correct the clock of this machine')).toBe(expected === 4)
    expect(changes(platform)).toHaveLength(expected === 4 ? 0 : 2)
  })

  test.each(['auto', 'off'])(
    'leave-date-7: are refused also where nothing is left to look up, --preflight %s',
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
