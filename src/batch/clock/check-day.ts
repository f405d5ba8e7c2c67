import { CLOCK_TOLERANCE_MS, whyWrongDay } from '../../offboarding/run/clock.ts'
import type { Task } from '../task.ts'
import { platformTime } from './platform-time.ts'

/** Why the leave dates of a list cannot be relied on, or null: see `whyWrongDay`. */
export async function checkDay(task: Task): Promise<string | null> {
  const { session, record, clock } = task
  const { today } = record.list
  const { before, timezone } = record.options.reading
  if (today === null || before !== null || timezone === null) return null
  if ((await session.run.countToDo()) === 0) return null
  const time = await platformTime(task)
  return time && whyWrongDay(today, clock.dayIn(timezone, time.getTime() + CLOCK_TOLERANCE_MS))
}
