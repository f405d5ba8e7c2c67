import type { Interruption, PageAnswer } from '../../offboarding/answer.ts'
import type { RunEvent } from '../../offboarding/event.ts'
import type { UserList } from '../../offboarding/ports/user-list.ts'
import type { Stop } from '../stop.ts'

export interface AskPageDeps {
  run: string
  platform: UserList
  stop: Stop
  emit: (event: RunEvent) => void
}

/** Reads the page of the site's users that begins at `offset`. Stores the answer with `keep` before it returns it. */
export async function askPage(
  offset: number,
  { run, platform, stop, emit }: AskPageDeps,
  keep: (answer: PageAnswer | Interruption) => Promise<void>,
): Promise<PageAnswer | Interruption> {
  const answer = await platform.listUsers(offset, (retry) => {
    emit({ type: 'retry', run, row: null, userId: null, retry })
  })
  if (answer.kind === 'key_rejected') stop.because({ kind: 'key_rejected', status: answer.status })
  await keep(answer)
  return answer
}
