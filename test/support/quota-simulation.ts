import { CircuitBreaker } from '../../src/konstantly/pace/circuit-breaker.ts'
import { Gate } from '../../src/konstantly/pace/gate.ts'
import { Quota } from '../../src/konstantly/quota/quota.ts'
import type { Reserve } from '../../src/konstantly/quota/reserve.ts'
import { RequestInterval } from '../../src/konstantly/pace/request-interval.ts'
import { seededRandom } from '../../src/sandbox/random.ts'
import { Throttle, type ThrottleOptions } from '../../src/sandbox/throttle.ts'
import { VirtualTime } from './virtual-time.ts'

export interface Simulation extends ThrottleOptions {
  /** How many requests have to be admitted. */
  requests: number
  concurrency: number
  /** The time a request takes there and back, in milliseconds. */
  latencyMs: number
  /** How far the server's clock is ahead of ours. */
  skewMs: number
  /** Milliseconds since the epoch, by the server's clock, when the first request is sent. */
  begin: number
  /** How much longer a request may take, at random, in milliseconds. */
  jitterMs?: number
  reserve?: Reserve
  ratePerMinute?: number
}

export interface Outcome {
  /** From the first request sent to the last answered. */
  ms: number
  rejected: number
  /** The time the fastest schedule takes that knows the limiter, over the time it took. */
  efficiency: number
  shareUsed: number | null
  /** When requests were sent, from the first one. */
  sentAt: number[]
}

/** The gate with its quota against a limiter, in virtual time: requests take `latencyMs`, everything else takes none. */
export async function simulate(given: Simulation): Promise<Outcome> {
  const time = new VirtualTime()
  const server = new Throttle(given)
  const quota = new Quota(given.reserve ?? { requests: 0 })
  const random = seededRandom(given.begin)
  const leg = (): number => given.latencyMs / 2 + random() * ((given.jitterMs ?? 0) / 2)
  const sentAt: number[] = []
  let left = given.requests
  let rejected = 0
  const gate = new Gate({
    quota,
    requestInterval: new RequestInterval(given.ratePerMinute ?? null),
    breaker: new CircuitBreaker(600_000),
    patienceMs: 600_000,
    now: time.now,
    wallClock: () => given.begin - given.skewMs + time.now(),
    pause: time.pause,
    stopSignal: new AbortController().signal,
    probe: () => Promise.reject(new Error('nothing fails here')),
    onUnavailable: () => {
      throw new Error('given up')
    },
    emit: () => undefined,
  })

  async function worker(): Promise<void> {
    while (left > 0) {
      left -= 1
      for (;;) {
        const admission = await gate.enter(false)
        if (admission === null) throw new Error('turned away')
        sentAt.push(time.now())
        await time.pause(leg())
        const serverTime = given.begin + time.now()
        const { admitted, headers } = server.admit(serverTime)
        const date = new Date(serverTime).toUTCString()
        await time.pause(leg())
        gate.leave(admission, { statusCode: admitted ? 200 : 429, headers: { ...headers, date } })
        if (admitted) {
          gate.answered()
          break
        }
        rejected += 1
      }
    }
  }

  await time.run(Promise.all(Array.from({ length: given.concurrency }, worker)))
  const ms = time.now()
  return { ms, rejected, efficiency: fastest(given) / ms, shareUsed: quota.shareUsed, sentAt }
}

/**
 * How long the fastest schedule takes: each request at the moment it would be admitted, as far as concurrency allows. What a competitor
 * spends is taken from the limit: whoever knows the limiter could take a part of that, too, and must not be the measure.
 */
function fastest({ requests, concurrency, begin, ...given }: Simulation): number {
  const { latencyMs: least, jitterMs = 0, limit, competitor, ...throttle } = given
  const latencyMs = least + jitterMs / 2
  const gap = latencyMs / concurrency
  // A limiter tells whether there is room, not when, so time goes in steps: a fiftieth of a percent of the window is near enough.
  const step = Math.max(1, Math.min(gap, 5), given.windowMs / 5_000)
  const probe = new Throttle({
    ...throttle,
    limit: Math.round(limit * (1 - competitor)),
    competitor: 0,
    headers: true,
  })
  let now = latencyMs / 2
  for (let admitted = 0; ;) {
    if (probe.hasRoom(begin + now)) {
      probe.admit(begin + now)
      admitted += 1
      if (admitted === requests) return now + latencyMs / 2
      now += gap
    } else {
      now += step
    }
  }
}
