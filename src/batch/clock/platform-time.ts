import { askPage } from '../look-ups/ask-page.ts'
import type { Command } from '../carry-out.ts'

/** What time it is by the platform's clock, or null where it tells none. It does with every answer; where nothing was asked by this pass, one page is. */
export async function platformTime({ entry, client, stop, emit }: Command): Promise<Date | null> {
  if (!client.isAnswered && !stop.signal.aborted) {
    const lookUps = entry.lookUps()
    const deps = { run: entry.record.id, platform: client, stop, emit }
    await askPage(0, deps, (answer) => lookUps.pageForTime(answer))
  }
  return client.platformTime
}
