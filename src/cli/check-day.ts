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
    const answer = await client.listUsers(0, (retry) => {
      emit({ type: 'retry', run, row: null, userId: null, retry })
    })
    if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
    await entry.lookUps().pageForTime(answer)
  }
  const time = client.platformTime
  return time && whyWrongDay(list.today, dayIn(timezone, time.getTime() + CLOCK_TOLERANCE_MS))
}
