import type { Step } from '../../inbox/decide.ts'
import type { SettledList } from '../../inbox/inbox.ts'
import { InboxWriteError } from '../../inbox/errors.ts'
import { planNames } from '../../inbox/names.ts'
import type { Trouble } from '../../inbox/words.ts'
import { isUnfinished } from '../../offboarding/run/run.ts'
import { EXIT, type ExitCode } from '../exit-code.ts'
import type { SessionEnd } from './list-session.ts'
import { notWritten, setAside, type JobContext } from './put-away.ts'
import { untouched, type TakenUp } from './result.ts'
import { ListChangedError } from './settled-list.ts'

/** What ends a session so would end the next one, too: without the key, the platform, the ledger or the time nothing can be done. */
const ENDS_THE_JOB: readonly ExitCode[] = [
  EXIT.keyRejected,
  EXIT.unavailable,
  EXIT.maxDuration,
  EXIT.SIGINT,
  EXIT.SIGTERM,
]

/** Puts a list where it belongs now that a session over it has ended. Throws InboxWriteError. */
export function afterSession(
  { list, step }: { list: SettledList; step: Step },
  end: SessionEnd,
  context: JobContext,
): TakenUp {
  const { exitCode, record, why } = end
  const run = record?.id ?? null
  const left: TakenUp = { ...untouched(list), run, exitCode, why }
  if (end.error instanceof InboxWriteError) return notWritten(list, end.error)
  if (ENDS_THE_JOB.includes(exitCode)) return { ...left, isLast: true }
  if (end.error instanceof ListChangedError || (end.error !== null && !context.inbox.isStill(list))) {
    return { ...left, exitCode: EXIT.ok, why: 'it was changed while it was read' }
  }
  if (exitCode === EXIT.defect) {
    // What was begun has to be finished first.
    if (record !== null && isUnfinished(record)) return left
    return setAside(list, { kind: 'defect', why: why?.split('\n')[0] ?? '' }, exitCode, context)
  }
  if (record === null && (step.do === 'carry out' || step.do === 'resume'))
    return setAside(list, { kind: 'not begun', why: why ?? '' }, exitCode, context)
  if (exitCode === EXIT.unusable)
    return setAside(list, { kind: 'unusable', why: why ?? '' }, exitCode, context)
  if (exitCode === EXIT.refused && end.isElsewhere) return { ...left, isLast: true }
  if (record?.status === 'finished') return delivered(list, record, end, context)
  const trouble: Trouble =
    run !== null && end.hasTouched
      ? { kind: 'stopped', why: why ?? '', run }
      : { kind: 'refused', why: why ?? '', hasPage: run !== null }
  // What stopped it once it was at work is hardly the list: of the next one, too, people would be left half done.
  return { ...setAside(list, trouble, exitCode, context, run), isLast: end.hasBegun }
}

/** The result of a list whose plan or run is finished, and has been put to it. */
function delivered(
  list: SettledList,
  { id, options }: NonNullable<SessionEnd['record']>,
  { exitCode }: SessionEnd,
  { inbox }: JobContext,
): TakenUp {
  const result = { ...untouched(list), run: id, exitCode }
  if (options.kind === 'run') return { ...result, is: 'done', at: `done/${id}` }
  if (!inbox.isStill(list)) return { ...result, why: 'it was changed while it was planned' }
  return { ...result, is: 'planned', at: planNames(list.name).page }
}
