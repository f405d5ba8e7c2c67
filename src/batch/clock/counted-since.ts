import { CLOCK_TOLERANCE_MS } from '../../offboarding/run/clock.ts'
import type { Task } from '../task.ts'
import { platformTime } from './platform-time.ts'

const DAY_MS = 24 * 3_600_000

/**
 * From when on the users of earlier runs count: 24 hours back from the earlier one of this machine's clock and the platform's. By a clock that
 * is ahead, whoever was touched an hour ago would be forgotten. Where the platform was asked nothing, it is only if that can matter.
 * `refuses` says whether the run would be refused if all since then were counted.
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
