import { join } from 'node:path'
import { InboxWriteError } from '../../inbox/errors.ts'
import type { Seen } from '../../inbox/seen.ts'
import { isUnfinished } from '../../offboarding/run/run.ts'
import { EXIT } from '../exit-code.ts'
import { listSession, opensRun } from './list-session.ts'
import { notWritten, setAside, type JobContext } from './put-away.ts'
import { untouched, type TakenUp } from './result.ts'
import { knowsBegun, lookUp, takeUp } from './take-up.ts'

/**
 * Works through the lists of an inbox, given oldest first: those whose run was broken off before all others. One list's trouble does not keep the next one
 * from being taken up, unless it would be that one's, too.
 */
export async function* workThrough(
  lists: readonly Seen[],
  otherTables: readonly Seen[],
  context: JobContext,
): AsyncGenerator<TakenUp> {
  yield* finishFiled(context)
  for (const table of otherTables) {
    yield await attempt(table, () =>
      Promise.try(() => setAside(table, { kind: 'other table' }, EXIT.unusable, context)),
    )
  }
  for (const seen of await inOrder(lists, context)) {
    const { exitCode } = context.stopping
    if (exitCode !== null) {
      yield {
        ...untouched(seen),
        exitCode,
        why: 'the job was told to stop, or its time was over',
        isLast: true,
      }
      return
    }
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
  const begun = lists.filter(await knowsBegun(context))
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

/**
 * Finishes the runs whose list lies in `done` already: their job was killed before it had said so, or a job that was about to finish them. Nothing of
 * them is left to do but their report.
 */
async function* finishFiled(context: JobContext): AsyncGenerator<TakenUp> {
  const { ledger, inbox, request } = context
  for (const { id, site, list, ...run } of await ledger.runs()) {
    if (site !== request.connection.site || !isUnfinished(run) || !inbox.hasFolder(id)) continue
    if ((await (await ledger.run(id)).countToDo()) > 0) continue
    // The page names each session, and so this one.
    const deliver = (): Promise<void> =>
      Promise.try(() => {
        inbox.putResults(id, join(request.flags.out, id), null)
      })
    const { exitCode, why } = await listSession(opensRun(id, context), deliver, context)
    yield { list: list.name, is: 'done', run: id, at: `done/${id}`, exitCode, why, isLast: false }
  }
}
