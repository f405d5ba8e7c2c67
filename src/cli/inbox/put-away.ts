import { join, relative } from 'node:path'
import type { InboxWriteError } from '../../inbox/errors.ts'
import type { Inbox, SettledList } from '../../inbox/inbox.ts'
import type { Seen } from '../../inbox/seen.ts'
import { attentionText, doneBeforeText, type Trouble } from '../../inbox/words.ts'
import { needsAttention, OUTCOMES } from '../../offboarding/outcome.ts'
import { shown, shownMessage } from '../../offboarding/text/shown.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import { haveFiles } from './have-files.ts'
import type { SessionContext } from './list-session.ts'
import { untouched, type TakenUp } from './result.ts'

export interface JobContext extends SessionContext {
  inbox: Inbox
}

/** Sets a list aside, with words about it, and with the page of its run. Throws InboxWriteError. */
export function setAside(
  list: Seen,
  trouble: Trouble,
  exitCode: ExitCode,
  { inbox, request }: JobContext,
  run: string | null = null,
): TakenUp {
  const from = run === null ? null : join(request.flags.out, run)
  const { said } = inbox.setAside(list, attentionText(shown(list.name, MAX_NAME), trouble), from)
  const why = 'why' in trouble ? shownMessage(trouble.why) : null
  return { ...untouched(list), is: 'set aside', run, exitCode, at: relative(inbox.root, said), why }
}

/** The longest name that a volume allows. */
export const MAX_NAME = 255

/** Errors that every further list would meet as well. */
const OF_THE_VOLUME = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENODEV', 'ESTALE']

/** The result of a list that could not be moved, or have something put to it. */
export function notWritten(list: Seen, error: InboxWriteError): TakenUp {
  const code = error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : ''
  return {
    ...untouched(list),
    ...{ exitCode: EXIT.unavailable, why: error.message, isLast: OF_THE_VOLUME.includes(code) },
  }
}

/** Puts a list to what came of its run, which is over: somebody carried it out otherwise. Rejects with InboxWriteError. */
export async function fileDone(list: SettledList, run: string, context: JobContext): Promise<TakenUp> {
  const { inbox, ledger, request } = context
  const reader = await ledger.run(run)
  const { exitCode } = await reader.record()
  await haveFiles(reader, request.flags)
  inbox.putResults(run, join(request.flags.out, run), list)
  inbox.file(list, run)
  const code = exitCode === EXIT.attention ? EXIT.attention : EXIT.ok
  return { ...untouched(list), is: 'done', run, at: `done/${run}`, exitCode: code }
}

/** Puts a list that was dropped once more to the one that was done, and says so where it was. Rejects with InboxWriteError. */
export async function sayDone(
  list: SettledList,
  id: string,
  { inbox, ledger }: JobContext,
): Promise<TakenUp> {
  const run = await ledger.run(id)
  const { started } = await run.record()
  const outcomes = await run.outcomes()
  const attention = OUTCOMES.filter(needsAttention).reduce((sum, of) => sum + (outcomes[of] ?? 0), 0)
  const { not_due: notDue = 0, deactivated = 0 } = outcomes
  const text = doneBeforeText(
    shown(list.name, MAX_NAME),
    { run: id, when: started },
    { notDue, deactivated, attention },
  )
  const at = relative(inbox.root, inbox.fileAgain(list, id, text))
  return { ...untouched(list), is: 'done before', run: id, at }
}
