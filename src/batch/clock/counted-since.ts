import { CLOCK_TOLERANCE_MS } from '../../offboarding/run/clock.ts'
import type { Command } from '../carry-out.ts'
import { platformTime } from './platform-time.ts'

const DAY_MS = 24 * 3_600_000

/**
 * From when on the users of earlier runs count: 24 hours back from the earlier one of this machine's clock and the platform's. By a clock that
 * is ahead, whoever was touched an hour ago would be forgotten. Where the platform was asked nothing, it is only if that can matter.
 * `refuses` says whether the run would be refused if all since then were counted.
 */
export async function countedSince(command: Command, refuses: (since: Date) => boolean): Promise<Date> {
  const { client, deps, say } = command
  const now = deps.now()
  const since = new Date(now.getTime() - DAY_MS)
  const mayMatter = (): boolean => refuses(new Date(0)) && !refuses(since)
  const time = client.isAnswered || mayMatter() ? await platformTime(command) : null
  if (time === null) return since
  if (time.getTime() - now.getTime() > CLOCK_TOLERANCE_MS) {
    say(
      `by the platform's clock it is ${time.toISOString()}, and by this machine's ${now.toISOString()}: what is recorded now is taken for older than it is, also by the 24-hour limits. Set this machine's clock right`,
    )
  }
  return new Date(Math.min(since.getTime(), time.getTime() - DAY_MS))
}
