import { countsAsAttention, type Outcome } from '../offboarding/outcome.ts'
import type { StopReason } from './stop.ts'
import type { Task } from './task.ts'

/** How a session ended, and the status that its run has now. */
export type Ending =
  /** All rows have ended. */
  | { kind: 'finished'; status: 'finished'; needsAttention: boolean }
  /** The session was told to stop before the last row. */
  | { kind: 'stopped'; status: 'stopped'; reason: StopReason }
  /** The remaining users could not be looked up again, so they are not touched. */
  | { kind: 'users_not_shown'; status: 'stopped' }
  /** A guard or the missing confirmation refused: nobody (or nobody else) was touched. */
  | { kind: 'refused'; status: 'stopped' | 'refused'; message: string }

export async function finished({ session, record }: Task): Promise<Ending> {
  const outcomes = Object.keys(await session.run.outcomes()) as Outcome[]
  const needsAttention = outcomes.some((outcome) => countsAsAttention(outcome, record.options.kind))
  return { kind: 'finished', status: 'finished', needsAttention }
}

export const stopped = (reason: StopReason): Ending => ({ kind: 'stopped', status: 'stopped', reason })

/**
 * Ends a session without touching anybody. A run that was resumed, or that took over users of another run, stays unfinished,
 * because its users may be deactivated. `goesOn` overrides that.
 */
export async function refused(task: Task, message: string, goesOn?: boolean): Promise<Ending> {
  const { session, resumed, operator } = task
  operator.tell({ kind: 'refused', message })
  if (goesOn ?? (resumed || (await session.run.hasTouched())))
    return { kind: 'refused', status: 'stopped', message }
  await session.endToDo({ code: 'run_refused', message })
  return { kind: 'refused', status: 'refused', message }
}
