import { rmSync } from 'node:fs'
import { makePeople } from '../src/sandbox/people.ts'
import { inTurn, onBoth, type Place } from './ledgers/places.ts'
import {
  measured,
  peakLine,
  startServer,
  temporaryFolder,
  writeIds,
  type Line,
  type Measured,
} from './support.ts'

const ROUNDS = 3

/**
 * Measures peak memory and time of a `plan`, started as a user starts it, on SQLite and on PostgreSQL. Its list holds half of a large site, and
 * everyone on it is looked up.
 */
export async function lookUps(sizes: readonly number[]): Promise<Line[]> {
  return onBoth(async (places) => {
    const folder = temporaryFolder()
    const lines: Line[] = []
    for (const users of sizes) {
      const ids = makePeople(users, 1).map(({ id }) => id)
      const list = writeIds(
        folder,
        ids.filter((_, index) => index % 2 === 0),
      )
      for (const { name, results } of await inTurn(places, ROUNDS, (place) => plan(list, users, place))) {
        const [rows, all] = [users / 2, users].map((count) => count.toLocaleString('en'))
        lines.push(peakLine(`of a \`plan\` of ${rows} rows, of a site of ${all}, on ${name}`, results))
      }
    }
    rmSync(folder, { recursive: true })
    return lines
  })
}

async function plan(list: string, users: number, place: Place): Promise<Measured> {
  const ledger = place.fresh()
  const server = await startServer('--users', String(users))
  const target = ['--base-url', server.baseUrl, '--out', ledger.folder]
  const limits = ['--max-users', String(users), '--max-percent', '100', '--log-level', 'silent']
  const env = { ...ledger.env, KONSTANTLY_API_KEY: server.apiKey }
  const run = await measured(['plan', list, ...target, ...limits], env)
  await server.stop()
  await ledger.remove()
  return run
}
