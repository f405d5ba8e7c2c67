import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { makePeople } from '../src/sandbox/people.ts'
import { BIN, startServer, table, temporaryFolder, writeIds } from './support.ts'

/** Peak memory and time of a `plan` as a user starts it: half of a large site is on the list, and everyone is looked up. */
export async function lookUps(sizes: readonly number[]): Promise<void> {
  const lines: string[][] = []
  for (const users of sizes) {
    const ids = makePeople(users, 1).map(({ id }) => id)
    const folder = temporaryFolder()
    const list = writeIds(
      folder,
      ids.filter((_, index) => index % 2 === 0),
    )
    const server = await startServer('--users', String(users))
    const begun = performance.now()
    const preload = new URL('report-peak.ts', import.meta.url).href
    const limits = ['--max-users', String(users), '--max-percent', '100']
    const argv = ['plan', list, '--base-url', server.baseUrl, '--out', join(folder, 'out'), ...limits]
    const child = spawn(process.execPath, ['--import', preload, BIN, ...argv, '--log-level', 'silent'], {
      env: { ...process.env, KONSTANTLY_API_KEY: server.apiKey },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await once(child, 'close')
    const seconds = (performance.now() - begun) / 1000
    await server.stop()
    const peak = Number(/peak (\d+) KiB/.exec(said)?.[1])
    lines.push([
      (users / 2).toLocaleString('en'),
      users.toLocaleString('en'),
      `${Math.round(peak / 1024)} MiB`,
      seconds.toFixed(1),
    ])
  }
  table(['rows of a `plan`', 'users of the site', 'peak memory', 'seconds'], lines)
}
