import { join } from 'node:path'
import { hashOfFile } from '../../files/hash-of-file.ts'
import { decide, type Step } from '../../inbox/decide.ts'
import type { SettledList } from '../../inbox/inbox.ts'
import { planNames } from '../../inbox/names.ts'
import type { Seen } from '../../inbox/seen.ts'
import { isUnfinished, type RunRecord } from '../../offboarding/run/run.ts'
import type { RunReader } from '../../offboarding/ports/run-reader.ts'
import { EXIT } from '../exit-code.ts'
import { messageOf } from '../failure.ts'
import { haveFiles } from './have-files.ts'
import { afterSession } from './after-session.ts'
import { listSession, opensList, opensPlan, opensRun } from './list-session.ts'
import { hashesOfTables, planTables } from './plan-tables.ts'
import { fileDone, sayDone, setAside, type JobContext } from './put-away.ts'
import { untouched, type TakenUp } from './result.ts'

/** What is to be done with a list. */
export interface Decided {
  list: SettledList
  step: Step
}

/** Finds out what to do with a list; a result if that was done at once; null if it is gone, or written anew. Rejects with InboxWriteError. */
export async function lookUp(seen: Seen, context: JobContext): Promise<Decided | TakenUp | null> {
  const { inbox, ledger, request } = context
  let sha256
  try {
    sha256 = hashOfFile(seen.path)
  } catch (error) {
    if (!inbox.isAsSeen(seen)) return null
    return setAside(seen, { kind: 'not permitted', why: messageOf(error) }, EXIT.unusable, context)
  }
  if (!inbox.isAsSeen(seen) || inbox.endMove(seen)) return null
  const list = { ...seen, sha256 }
  const all = (await ledger.runs()).filter(({ site }) => site === request.connection.site)
  // A table of its own name is this list's, or that of the one before it.
  const isNear = ({ list: { name, sha256: of } }: RunRecord): boolean => name === list.name || of === sha256
  for (const { id } of plansOf(all).filter(isNear)) await haveFiles(await ledger.run(id), request.flags)
  const step = decide({
    place: seen.place,
    then: request.flags.then,
    runs: all.filter((run) => run.list.sha256 === sha256 && run.options.task === undefined),
    isFiled: (run) => inbox.isFiled(run, list),
    ...planTables(inbox, list, all, request.flags.out),
  })
  return { list, step }
}

const plansOf = (runs: readonly RunRecord[]): RunRecord[] =>
  runs.filter(({ options, forgotten }) => options.kind === 'plan' && forgotten === null)

/** Returns whether a run of a list was broken off. Of one that cannot be read that is not known. */
export async function knowsBegun({ ledger, request }: JobContext): Promise<(seen: Seen) => boolean> {
  const { site } = request.connection
  const unfinished = (await ledger.runs()).filter((run) => run.site === site && isUnfinished(run))
  return (seen) => {
    if (unfinished.length === 0) return false
    try {
      const sha256 = hashOfFile(seen.path)
      return unfinished.some((run) => run.list.sha256 === sha256)
    } catch {
      return false
    }
  }
}

/** Does what is to be done with a list. Rejects with InboxWriteError. */
export async function takeUp(decided: Decided, context: JobContext): Promise<TakenUp> {
  const { list, step } = decided
  switch (step.do) {
    case 'wait':
      return { ...untouched(list), is: 'waiting', run: step.plan, at: planNames(list.name).page }
    case 'file':
      return fileDone(list, step.run, context)
    case 'say done':
      return sayDone(list, step.run, context)
    case 'refuse':
      return setAside(list, { kind: step.because }, EXIT.refused, context)
    case 'ask':
      return setAside(list, { kind: 'unfinished', run: step.run }, EXIT.refused, context)
    case 'put plan':
      await deliver(await context.ledger.run(step.plan), list, context)
      return { ...untouched(list), is: 'planned', run: step.plan, at: planNames(list.name).page }
    case 'plan':
      return work(decided, opensList(list, 'plan', context), context)
    case 'run':
      return work(decided, opensList(list, 'run', context), context)
    case 'resume':
      return work(decided, opensRun(step.run, context), context)
    case 'carry out':
      return work(decided, opensPlan(step.plan, context), context)
  }
}

async function work(
  decided: Decided,
  open: Parameters<typeof listSession>[0],
  context: JobContext,
): Promise<TakenUp> {
  const end = await listSession(open, (run) => deliver(run, decided.list, context), context)
  return afterSession(decided, end, context)
}

/** Puts what came of a finished run or plan to its list. A list that somebody has changed meanwhile stays where it is, for the next job. */
async function deliver(
  run: RunReader,
  list: SettledList,
  { inbox, ledger, request }: JobContext,
): Promise<void> {
  const { status, options } = await run.record()
  if (status !== 'finished') return
  const { out } = request.flags
  const from = join(out, run.id)
  if (options.kind === 'run') inbox.putResults(run.id, from, list)
  if (!inbox.isStill(list)) return
  if (options.kind === 'run') {
    inbox.file(list, run.id)
    return
  }
  const runs = await ledger.runs()
  inbox.putPlan(list, from, () => hashesOfTables(runs, out))
}
