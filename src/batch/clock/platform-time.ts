import { askPage } from '../look-ups/ask-page.ts'
import type { Task } from '../task.ts'

/** What time it is by the platform's clock, or null where it tells none. It does with every answer; where this session asked nothing, one page is. */
export async function platformTime({ session, record, platform, stop, emit }: Task): Promise<Date | null> {
  if (!platform.isAnswered && !stop.signal.aborted) {
    const lookUps = session.lookUps()
    await askPage(0, { run: record.id, platform, stop, emit }, (answer) => lookUps.keepPageForTime(answer))
  }
  return platform.platformTime
}
