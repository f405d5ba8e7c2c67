import { rmSync } from 'node:fs'
import { BIN, leavers, median, startServer, temporaryFolder, timed, writeIds, type Line } from '../support.ts'
import { inTurn, onBoth, type Place } from './places.ts'

const ROUNDS = 5
const USERS = 3_000
/** Of an answer, in milliseconds: none, and that of a platform on the same continent. */
const LATENCIES = [0, 20]

/** Measures users a second without a quota, ten at a time, on both, in turn, each time on a fresh site and a fresh ledger. */
export async function usersASecond(): Promise<Line[]> {
  return onBoth(async (places) => {
    const lines: Line[] = []
    for (const latency of LATENCIES) {
      const rates = await inTurn(places, ROUNDS, (place) => rateOf(place, latency))
      const first = median(rates[0]?.results ?? [])
      for (const { name, results } of rates) {
        const answers = latency === 0 ? '' : `, with answers after ${latency} ms`
        const what = `users a second, ten at a time${answers}, on ${name}`
        const beside = `${((median(results) / first) * 100).toFixed(0)} % of ${places[0].name}`
        lines.push({ what, rounds: results, unit: 'users/s', beside })
      }
    }
    return lines
  })
}

async function rateOf(place: Place, latency: number): Promise<number> {
  const { ids, siteUsers } = leavers(USERS)
  const lists = temporaryFolder()
  const ledger = place.fresh()
  const server = await startServer('--users', String(siteUsers), '--latency', String(latency))
  const { seconds, code, stderr } = await timed(
    process.execPath,
    [
      ...[BIN, 'run', writeIds(lists, ids), '--base-url', server.baseUrl, '--out', ledger.folder, '--yes'],
      ...['--concurrency', '10', '--preflight', 'off'],
      ...['--max-users', '100000', '--max-percent', '100', '--log-level', 'warn'],
    ],
    { ...ledger.env, KONSTANTLY_API_KEY: server.apiKey },
  )
  await server.stop()
  await ledger.remove()
  rmSync(lists, { recursive: true })
  if (code !== 0) throw new Error(`the run failed: ${stderr.slice(-2000)}`)
  return USERS / seconds
}
