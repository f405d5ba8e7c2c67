import { join } from 'node:path'
import { InboxWriteError } from '../../inbox/errors.ts'
import type { Seen } from '../../inbox/seen.ts'
import { isUnreported } from '../../offboarding/run/run.ts'
import { EXIT } from '../exit-code.ts'
import { listSession, opensRun } from './list-session.ts'
import { notWritten, setAside, type JobContext } from './put-away.ts'
import type { TakenUp } from './result.ts'
import { isBegun, lookUp, takeUp } from './take-up.ts'

/**
 * Works through the lists of an inbox, given oldest first: those whose run was broken off before all others. One list's trouble does not keep the next one
 * from being taken up, unless it would be that one's, too.
 */
export async function* workThrough(
  lists: readonly Seen[],
  otherTables: readonly Seen[],
  context: JobContext,
): AsyncGenerator<TakenUp> {
  for (const table of otherTables) {
    yield await attempt(table, () =>
      Promise.try(() => setAside(table, { kind: 'other table' }, EXIT.unusable, context)),
    )
  }
  for (const seen of await inOrder(lists, context)) {
    if (context.stopping.exitCode !== null) return
    const result = await attempt(seen, async () => {
      // Only now, since an earlier list may have had the same bytes.
      const found = await lookUp(seen, context)
      return found !== null && 'step' in found ? takeUp(found, context) : found
    })
    if (result === null) continue
    yield result
    if (result.isLast) return
  }
}

async function inOrder(lists: readonly Seen[], context: JobContext): Promise<readonly Seen[]> {
  const begun: Seen[] = []
  for (const seen of lists) if (await isBegun(seen, context)) begun.push(seen)
  return [...begun, ...lists.filter((seen) => !begun.includes(seen))]
}

/** What a list comes to; of one that cannot be moved, or have something put to it, that it is where it was. */
async function attempt<Result extends TakenUp | null>(
  list: Seen,
  work: () => Promise<Result>,
): Promise<Result | TakenUp> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InboxWriteError)) throw error
    return notWritten(list, error)
  }
}

/** Reports the runs whose list had been put away when their job was killed: nothing of them is left to do but that. */
export async function finishUnreported(context: JobContext): Promise<void> {
  const { ledger, inbox, request } = context
  for (const run of await ledger.runs()) {
    if (run.site !== request.connection.site || !isUnreported(run) || !inbox.hasFolder(run.id)) continue
    // The page names each session, and so this one.
    const deliver = (): Promise<void> =>
      Promise.try(() => {
        inbox.putResults(run.id, join(request.flags.out, run.id), null)
      })
    await listSession(opensRun(run.id, context), deliver, context)
  }
}
