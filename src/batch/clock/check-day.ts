import { dayIn } from '../../leavers/calendar.ts'
import { CLOCK_TOLERANCE_MS, whyWrongDay } from '../../offboarding/run/clock.ts'
import type { Command } from '../carry-out.ts'
import { platformTime } from './platform-time.ts'

/** Why the leave dates of a list prove nothing, or null: see `whyWrongDay`. */
export async function checkDay(command: Command): Promise<string | null> {
  const { list, options } = command.entry.record
  const { before, timezone } = options.reading
  if (command.entry.countToDo() === 0 || list.today === null || before !== null || timezone === null)
    return null
  const time = await platformTime(command)
  return time && whyWrongDay(list.today, dayIn(timezone, time.getTime() + CLOCK_TOLERANCE_MS))
}
