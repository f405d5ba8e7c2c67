import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  BIN,
  isInstalled,
  leavers,
  median,
  startServer,
  temporaryFolder,
  timed,
  writeIds,
  type Line,
  type Server,
} from './support.ts'

const ROUNDS = 5
const USERS = 3_000
/** Fewer users for curl, since it starts two processes for each. */
const CURL_USERS = 300
/** Latencies of an answer in milliseconds: none, and that of a platform on the same continent. */
const LATENCIES = [0, 20]

const CURL = `
  tail -n +2 "$1" | xargs -P 5 -I ID sh -c '
    curl -s -o /dev/null -H "X-API-KEY: $1" -H "Content-Type: application/json" -d "{\\"id\\":\\"ID\\"}" "$0/users/blocked" &&
    curl -s -o /dev/null -H "X-API-KEY: $1" -X DELETE "$0/users/ID"' "$2" "$3"`

interface Way {
  name: string
  users: number
  start: (server: Server, list: string, out: string) => Promise<{ seconds: number }>
}

const WAYS: readonly Way[] = [
  {
    name: '`run --preflight off`',
    users: USERS,
    start: ({ baseUrl, apiKey }, list, out) =>
      timed(
        process.execPath,
        [
          ...[BIN, 'run', list, '--base-url', baseUrl, '--out', out, '--yes', '--preflight', 'off'],
          ...['--max-users', '100000', '--max-percent', '100', '--log-level', 'warn'],
        ],
        { KONSTANTLY_API_KEY: apiKey },
      ),
  },
  {
    name: 'a bare loop of got and p-limit',
    users: USERS,
    start: ({ baseUrl, apiKey }, list) =>
      timed(process.execPath, [
        fileURLToPath(new URL('bare-loop.ts', import.meta.url)),
        ...[list, baseUrl, apiKey],
      ]),
  },
  {
    name: '`xargs -P 5` with curl',
    users: CURL_USERS,
    start: ({ baseUrl, apiKey }, list) => timed('sh', ['-c', CURL, 'sh', list, baseUrl, apiKey]),
  },
]

/** Measures users a second without a quota: `run` as a user starts it, a bare loop, and curl. Each one in turn, on a fresh server. */
export async function throughput(): Promise<Line[]> {
  const lines: Line[] = []
  for (const latency of LATENCIES) lines.push(...(await throughputAt(latency)))
  return lines
}

async function throughputAt(latency: number): Promise<Line[]> {
  const folder = temporaryFolder()
  const rates = new Map<string, number[]>()
  const ways = WAYS.filter(({ name }) => !name.includes('curl') || isInstalled('curl'))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, users, start } of ways) {
      const { ids, siteUsers } = leavers(users)
      const server = await startServer('--users', String(siteUsers), '--latency', String(latency))
      const { seconds } = await start(server, writeIds(folder, ids), join(folder, String(round)))
      await server.stop()
      rates.set(name, [...(rates.get(name) ?? []), users / seconds])
    }
  }
  rmSync(folder, { recursive: true })
  const bare = median(rates.get(WAYS[1]?.name ?? '') ?? [])
  return [...rates].map(([name, rounds]) => ({
    what: `users a second, ${latency === 0 ? '' : `with answers after ${latency} ms, `}of ${name}`,
    rounds,
    unit: 'users/s',
    beside: `${((median(rounds) / bare) * 100).toFixed(0)} % of the bare loop`,
  }))
}
