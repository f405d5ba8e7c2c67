import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Summary } from '../../src/report/summary.ts'
import { oneFolder } from '../../test/support/one-folder.ts'
import {
  BIN,
  leavers,
  median,
  startServer,
  TABLE_HEAD,
  tableRow,
  temporaryFolder,
  timed,
  writeIds,
} from '../support.ts'
import { onBoth, type Fresh } from './places.ts'

// Many sites whose ledger is one database, and a few workers who go from site to site: `node bench/ledgers/many-sites.ts 200 8`. Each site
// is a process of its own with a quota of its own, and each run another one, as a container would be. The quota is that of the platform,
// in real minutes, so 200 sites take half an hour. The workers begin evenly spread over the first window, because the sites' platforms share
// this machine with them: at the same moment they would all wait for its processors, as they do with a third argument, `at-once`.

const USERS = 100
const LIMIT = 100
const WINDOW_SECONDS = 60

interface Worked {
  /** Of the fastest possible schedule, in percent. */
  share: number
  rejected: number
}

async function workOn(site: number, ledger: Fresh): Promise<Worked> {
  const { ids, siteUsers } = leavers(USERS)
  const folder = temporaryFolder()
  const server = await startServer(
    ...['--users', String(siteUsers), '--rate-limit', String(LIMIT), '--window', String(WINDOW_SECONDS)],
  )
  const { stdout, stderr, code } = await timed(
    process.execPath,
    [
      ...[BIN, 'run', writeIds(folder, ids), '--base-url', server.baseUrl, '--out', join(folder, 'out')],
      ...['--yes', '--json', '--max-percent', '100', '--preflight', 'off', '--log-level', 'warn'],
    ],
    { ...ledger.env, KONSTANTLY_API_KEY: server.apiKey },
  )
  await server.stop()
  rmSync(folder, { recursive: true })
  if (code !== 0) throw new Error(`site ${site} failed: ${stderr.slice(-2000)}`)
  const { started, ended, quota, outcomes } = JSON.parse(stdout) as Summary
  if (outcomes.deleted !== USERS) throw new Error(`site ${site}: ${outcomes.deleted} users deleted`)
  const seconds = (Date.parse(ended ?? '') - Date.parse(started)) / 1000
  // The requests of the last window take almost no time, so only the windows before it count.
  const fastest = ((USERS * 2) / LIMIT - 1) * WINDOW_SECONDS
  return { share: (fastest / seconds) * 100, rejected: quota.rejected }
}

/** Each worker takes the next site as soon as it is done with one. */
async function workOnAll(sites: number, workers: number, everyMs: number, ledger: Fresh): Promise<Worked[]> {
  const worked: Worked[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: workers }, async (_, index) => {
      await setTimeout(index * everyMs)
      while (next < sites) {
        next += 1
        worked.push(await workOn(next, ledger))
        process.stderr.write(`${worked.length} of ${sites} sites\n`)
      }
    }),
  )
  return worked
}

process.once('exit', oneFolder())
process.once('SIGINT', () => process.exit(130))

const [sites, workers] = [Number(process.argv[2] ?? 200), Number(process.argv[3] ?? 8)]
const everyMs = process.argv[4] === 'at-once' ? 0 : (WINDOW_SECONDS * 1000) / workers
await onBoth(async (places) => {
  const ledger = places.find(({ name }) => name === 'PostgreSQL')?.fresh()
  if (ledger === undefined) return
  const begun = performance.now()
  const worked = await workOnAll(sites, workers, everyMs, ledger)
  const minutes = (performance.now() - begun) / 60_000
  await ledger.remove()
  const rejected = worked.map((one) => one.rejected)
  process.stdout.write(TABLE_HEAD)
  process.stdout.write(
    tableRow({
      what: `the quota used, each of ${sites} sites × ${USERS} users, by ${workers} workers on one database`,
      rounds: worked.map(({ share }) => share),
      unit: '%',
      beside: `429s: ${median(rejected)}, at most ${Math.max(...rejected)}, of ${USERS * 2}; ${minutes.toFixed(0)} minutes in all`,
    }),
  )
})
