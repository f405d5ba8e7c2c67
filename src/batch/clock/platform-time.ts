import { askPage } from '../look-ups/ask-page.ts'
import type { Task } from '../task.ts'

/**
 * The time by the platform's clock; null if it does not state one. Every answer states it. If this session has asked nothing yet,
 * one page of the user list is read. `page`: whether that page also serves the look-ups, because some will follow.
 */
export async function platformTime(
  { session, record, platform, stop, emit }: Task,
  page: 'look_up' | 'clock' = 'clock',
): Promise<Date | null> {
  if (!platform.isAnswered && !stop.signal.aborted) {
    const lookUps = session.lookUps()
    await askPage(0, { run: record.id, platform, stop, emit }, (answer) =>
      page === 'clock' ? lookUps.keepPageForTime(answer) : lookUps.keepPage(0, answer),
    )
  }
  return platform.platformTime
}
