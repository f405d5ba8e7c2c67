import { join } from 'node:path'
import { makePeople } from '../src/sandbox/people.ts'
import { LIMITER_KINDS } from '../src/sandbox/rate-limit.ts'
import type { Summary } from '../src/report/summary.ts'
import { simulate } from '../test/support/quota-simulation.ts'
import { BIN, startServer, table, temporaryFolder, timed, writeIds } from './support.ts'

const LIMIT = 40
const WINDOW_SECONDS = 2
const USERS = 200

/** Ten windows of two seconds, over real HTTP: the time the fastest schedule takes over the time of the run's requests, and 429s. */
export async function quotaShare(): Promise<void> {
  const people = makePeople(260, 1)
  const ids = people
    .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
    .map(({ id }) => id)
    .slice(0, USERS)
  const rows: string[][] = []
  for (const kind of LIMITER_KINDS) {
    for (const headers of [true, false]) {
      const folder = temporaryFolder()
      const list = writeIds(folder, ids)
      const server = await startServer(
        ...[
          '--users',
          '260',
          '--rate-limit',
          String(LIMIT),
          '--window',
          String(WINDOW_SECONDS),
          '--limiter',
          kind,
        ],
        ...(headers ? [] : ['--no-rate-headers']),
      )
      const { stdout } = await timed(
        process.execPath,
        [
          ...[
            BIN,
            'run',
            list,
            '--base-url',
            server.baseUrl,
            '--out',
            join(folder, 'out'),
            '--yes',
            '--json',
          ],
          ...['--max-percent', '100', '--preflight', 'off', '--log-level', 'warn'],
        ],
        { KONSTANTLY_API_KEY: server.apiKey },
      )
      await server.stop()
      const { started, ended, quota } = JSON.parse(stdout) as Summary
      const seconds = (Date.parse(ended ?? '') - Date.parse(started)) / 1000
      const minute = await simulate({
        ...{ kind, headers, limit: 100, windowMs: 60_000, competitor: 0, concurrency: 5 },
        ...{ latencyMs: 100, skewMs: 0, begin: 1_764_000_000_337, requests: 1_000 },
      })
      // The last window's requests take next to no time: nine windows have to pass before them.
      const fastest = (USERS * 2) / LIMIT - 1
      rows.push([
        kind,
        headers ? 'yes' : 'no',
        `${(((fastest * WINDOW_SECONDS) / seconds) * 100).toFixed(1)} %`,
        `${quota.rejected} of ${USERS * 2}`,
        `${(minute.efficiency * 100).toFixed(1)} %`,
        `${minute.rejected} of 1000`,
      ])
    }
  }
  table(
    [
      'limiter',
      'headers',
      'of the fastest, 2 s windows',
      '429s',
      'of the fastest, 60 s windows (simulated)',
      '429s',
    ],
    rows,
  )
}
