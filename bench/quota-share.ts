import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Summary } from '../src/report/summary.ts'
import { LIMITER_KINDS, type LimiterKind } from '../src/sandbox/rate-limit.ts'
import { simulate } from '../test/support/quota-simulation.ts'
import { BIN, leavers, median, startServer, temporaryFolder, timed, writeIds, type Line } from './support.ts'

const ROUNDS = 3
const LIMIT = 40
const WINDOW_SECONDS = 2
const USERS = 200
const MINUTE = { limit: 100, windowMs: 60_000, competitor: 0, concurrency: 5, skewMs: 0, requests: 1_000 }

const NAMES: Record<LimiterKind, string> = {
  fixed: 'windows by the clock',
  'first-request': 'windows from the first request',
  sliding: 'a sliding window',
  bucket: 'a bucket',
}

interface Share {
  percent: number
  rejected: number
}

/**
 * Measures the share of the quota that a run uses: the time of the fastest possible schedule (which knows the limiter) divided by
 * the time of the run. Ten windows of two seconds over real HTTP, and ten windows of a minute in virtual time, begun at sixteen
 * moments of a minute.
 */
export async function quotaShare(): Promise<Line[]> {
  const lines: Line[] = []
  for (const kind of LIMITER_KINDS) {
    const real: Record<'true' | 'false', Share[]> = { true: [], false: [] }
    for (let round = 0; round < ROUNDS; round += 1) {
      // Both run at the same time, because they do little but wait.
      const [told, untold] = await Promise.all([overHttp(kind, true), overHttp(kind, false)])
      real.true.push(told)
      real.false.push(untold)
    }
    for (const headers of [true, false]) {
      const seen = `the quota used, ${NAMES[kind]}, ${headers ? 'with headers' : '429s only'}`
      lines.push(line(`${seen}, 2 s`, real[`${headers}`], USERS * 2))
      lines.push(line(`${seen}, 60 s (simulated)`, await simulated(kind, headers), MINUTE.requests))
    }
    const untold = `the quota used, ${NAMES[kind]}, 429s without Retry-After, 60 s (simulated)`
    lines.push(line(untold, await simulated(kind, false, false), MINUTE.requests))
  }
  return lines
}

function line(what: string, shares: readonly Share[], requests: number): Line {
  const rejected = shares.map((share) => share.rejected)
  return {
    what,
    rounds: shares.map(({ percent }) => percent),
    unit: '%',
    beside: `429s: ${median(rejected)}, at most ${Math.max(...rejected)}, of ${requests}`,
  }
}

async function overHttp(kind: LimiterKind, headers: boolean): Promise<Share> {
  const { ids, siteUsers } = leavers(USERS)
  const folder = temporaryFolder()
  const server = await startServer(
    ...['--users', String(siteUsers), '--rate-limit', String(LIMIT), '--window', String(WINDOW_SECONDS)],
    ...['--limiter', kind, ...(headers ? [] : ['--no-rate-headers'])],
  )
  const { stdout } = await timed(
    process.execPath,
    [
      ...[BIN, 'run', writeIds(folder, ids), '--base-url', server.baseUrl, '--out', join(folder, 'out')],
      ...['--yes', '--json', '--max-percent', '100', '--preflight', 'off', '--log-level', 'warn'],
    ],
    { KONSTANTLY_API_KEY: server.apiKey },
  )
  await server.stop()
  rmSync(folder, { recursive: true })
  const { started, ended, quota } = JSON.parse(stdout) as Summary
  const seconds = (Date.parse(ended ?? '') - Date.parse(started)) / 1000
  // The requests of the last window take almost no time, so only the nine windows before it count.
  const fastest = ((USERS * 2) / LIMIT - 1) * WINDOW_SECONDS
  return { percent: (fastest / seconds) * 100, rejected: quota.rejected }
}

async function simulated(kind: LimiterKind, headers: boolean, retryAfter = true): Promise<Share[]> {
  const shares: Share[] = []
  for (let moment = 0; moment < 16; moment += 1) {
    const begin = 1_764_000_000_337 + moment * 3_750
    const { efficiency, rejected } = await simulate({
      ...MINUTE,
      ...{ kind, headers, retryAfter, begin, latencyMs: 100, jitterMs: 200 },
    })
    shares.push({ percent: efficiency * 100, rejected })
  }
  return shares
}
