import { askPage } from '../batch/ask-page.ts'
import { dayIn } from '../leavers/calendar.ts'
import { CLOCK_TOLERANCE_MS, whyWrongDay } from '../offboarding/clock.ts'
import type { Command } from './carry-out.ts'

/**
 * Why the leave dates of a list prove nothing, or null: see `whyWrongDay`. The platform tells the time with every answer; where nothing
 * was asked by this pass, one page is.
 */
export async function checkDay({ entry, client, stop, emit }: Command): Promise<string | null> {
  const { id: run, list, options } = entry.record
  const { before, timezone } = options.reading
  if (entry.countToDo() === 0 || list.today === null || before !== null || timezone === null) return null
  if (!client.isAnswered) {
    const lookUps = entry.lookUps()
    await askPage(0, { run, platform: client, stop, emit }, (answer) => lookUps.pageForTime(answer))
  }
  const time = client.platformTime
  return time && whyWrongDay(list.today, dayIn(timezone, time.getTime() + CLOCK_TOLERANCE_MS))
}
