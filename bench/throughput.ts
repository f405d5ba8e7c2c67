import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makePeople } from '../src/sandbox/people.ts'
import { BIN, isInstalled, median, startServer, table, temporaryFolder, timed, writeIds } from './support.ts'

const USERS = 3_000
const ROUNDS = 5
const CURL = '`xargs -P 5` with curl, once'

/** Users a second, the quota out of the way: `run` as a user gets it, a bare loop, and curl. Each on a fresh server, in turn. */
export async function throughput(): Promise<void> {
  const ids = makePeople(USERS * 1.2, 1)
    .filter(({ role, isExpert }) => role.alias === 'learner' && !isExpert)
    .map(({ id }) => id)
    .slice(0, USERS)
  const folder = temporaryFolder()
  const list = writeIds(folder, ids)
  const ways: Record<
    string,
    (baseUrl: string, apiKey: string, round: number) => Promise<{ seconds: number }>
  > = {
    '`run`, `--preflight off`': (baseUrl, apiKey, round) =>
      timed(
        process.execPath,
        [
          ...[
            BIN,
            'run',
            list,
            '--base-url',
            baseUrl,
            '--out',
            join(folder, `off${round}`),
            '--yes',
            '--preflight',
            'off',
          ],
          ...['--max-users', '100000', '--max-percent', '100', '--log-level', 'warn'],
        ],
        { KONSTANTLY_API_KEY: apiKey },
      ),
    'got and p-limit, bare': (baseUrl, apiKey) =>
      timed(process.execPath, [
        fileURLToPath(new URL('bare-loop.ts', import.meta.url)),
        list,
        baseUrl,
        apiKey,
      ]),
  }
  if (isInstalled('curl')) {
    ways[CURL] = (baseUrl, apiKey) =>
      timed('sh', [
        '-c',
        `tail -n +2 "$1" | xargs -P 5 -I ID sh -c 'curl -s -o /dev/null -H "X-API-KEY: $1" -H "Content-Type: application/json" -d "{\\"id\\":\\"ID\\"}" "$0/users/blocked" && curl -s -o /dev/null -X DELETE -H "X-API-KEY: $1" "$0/users/ID"' "$2" "$3"`,
        'sh',
        ...[list, baseUrl, apiKey],
      ])
  }

  const rates = new Map<string, number[]>()
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, way] of Object.entries(ways)) {
      // A process a request takes minutes, and varies little.
      if (name === CURL && round > 0) continue
      const server = await startServer('--users', String(USERS * 1.2))
      const { seconds } = await way(server.baseUrl, server.apiKey, round)
      await server.stop()
      rates.set(name, [...(rates.get(name) ?? []), USERS / seconds])
    }
  }
  const bare = median(rates.get('got and p-limit, bare') ?? [])
  table(
    [`${USERS} users, concurrency 5, median of ${ROUNDS}`, 'users a second', 'of the bare loop'],
    [...rates].map(([name, values]) => [
      name,
      median(values).toFixed(0),
      `${((median(values) / bare) * 100).toFixed(0)} %`,
    ]),
  )
}
