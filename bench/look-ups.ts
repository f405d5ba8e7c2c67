import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makePeople } from '../src/sandbox/people.ts'
import { measured, median, startServer, temporaryFolder, writeIds, type Line } from './support.ts'

const ROUNDS = 3

/**
 * Measures peak memory and time of a `plan`, started as a user starts it. Its list holds half of a large site, and everyone on it
 * is looked up.
 */
export async function lookUps(sizes: readonly number[]): Promise<Line[]> {
  const folder = temporaryFolder()
  const lines: Line[] = []
  for (const users of sizes) {
    const ids = makePeople(users, 1).map(({ id }) => id)
    const list = writeIds(
      folder,
      ids.filter((_, index) => index % 2 === 0),
    )
    const runs = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const server = await startServer('--users', String(users))
      const target = ['--base-url', server.baseUrl, '--out', join(folder, `${users}-${round}`)]
      const limits = ['--max-users', String(users), '--max-percent', '100', '--log-level', 'silent']
      const env = { KONSTANTLY_API_KEY: server.apiKey }
      runs.push(await measured(['plan', list, ...target, ...limits], env))
      await server.stop()
    }
    const seconds = median(runs.map((run) => run.seconds))
    lines.push({
      what: `peak memory of a \`plan\` of ${(users / 2).toLocaleString('en')} rows, of a site of ${users.toLocaleString('en')}`,
      rounds: runs.map(({ peakMiB }) => peakMiB),
      unit: 'MiB',
      beside: `in ${seconds.toFixed(1)} s`,
    })
  }
  rmSync(folder, { recursive: true })
  return lines
}
