import { countsAsAttention, type Outcome } from '../offboarding/outcome.ts'
import type { StopReason } from './stop.ts'
import type { Task } from './task.ts'

/** How a session ended, and so where its run stands. */
export type Ending =
  /** All rows have ended. */
  | { kind: 'finished'; status: 'finished'; needsAttention: boolean }
  /** Told to stop before the last row. */
  | { kind: 'stopped'; status: 'stopped'; reason: StopReason }
  /** Who is left could not be looked up again, and is not touched. */
  | { kind: 'users_not_shown'; status: 'stopped' }
  /** By a guard, or for want of a confirmation: nobody, or nobody else, was touched. */
  | { kind: 'refused'; status: 'stopped' | 'refused'; message: string }

export async function finished({ session, record }: Task): Promise<Ending> {
  const outcomes = Object.keys(await session.run.outcomes()) as Outcome[]
  const needsAttention = outcomes.some((outcome) => countsAsAttention(outcome, record.options.kind))
  return { kind: 'finished', status: 'finished', needsAttention }
}

export const stopped = (reason: StopReason): Ending => ({ kind: 'stopped', status: 'stopped', reason })

/** Nobody is touched. A run that was resumed, or goes on with an unfinished one, stays unfinished: its users may be deactivated. */
export async function refused(task: Task, message: string, goesOn?: boolean): Promise<Ending> {
  const { session, resumed, operator } = task
  operator.tell({ kind: 'refused', message })
  if (goesOn ?? (resumed || (await session.run.hasTouched())))
    return { kind: 'refused', status: 'stopped', message }
  await session.endToDo({ code: 'run_refused', message })
  return { kind: 'refused', status: 'refused', message }
}
