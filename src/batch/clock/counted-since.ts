import { CLOCK_TOLERANCE_MS } from '../../offboarding/run/clock.ts'
import type { Task } from '../task.ts'
import { platformTime } from './platform-time.ts'

const DAY_MS = 24 * 3_600_000

/**
 * The time from which users of earlier runs count for the limits: 24 hours before now, by this machine's clock or the platform's,
 * whichever is earlier. With a clock that is ahead, users touched an hour ago would not count. If the platform has not been asked
 * anything yet, it is asked only if the answer can matter. `refuses`: whether the run would be refused if users since that time
 * were counted.
 */
export async function countedSince(task: Task, refuses: (since: Date) => Promise<boolean>): Promise<Date> {
  const { platform, clock, operator } = task
  const machine = clock.now()
  const since = new Date(machine.getTime() - DAY_MS)
  const mayMatter = async (): Promise<boolean> => (await refuses(new Date(0))) && !(await refuses(since))
  const time = platform.isAnswered || (await mayMatter()) ? await platformTime(task) : null
  if (time === null) return since
  if (time.getTime() - machine.getTime() > CLOCK_TOLERANCE_MS)
    operator.tell({ kind: 'clock_behind', platform: time, machine })
  return new Date(Math.min(since.getTime(), time.getTime() - DAY_MS))
}
