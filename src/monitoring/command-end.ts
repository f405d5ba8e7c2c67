import type { Verified } from '../offboarding/run/verified.ts'

/** What came of a command, for those who watch it. It names nobody: no user, no file, and no address. */
export interface CommandEnd {
  /** `run`, `purge` and so on. */
  command: string
  /** Null where the command did not get so far as to know its site, or has none. */
  site: string | null
  /** Null where the command ended before it had a run. */
  run: RunFigures | null
  exitCode: number
  /** What the exit code means, and what to do about it, in words. */
  meaning: string
  next: string
  started: Date
  ended: Date
  /** The version of this tool. */
  version: string
}

/** The numbers of a run, or of a comparison. Those of a run that was continued are of all its sessions. */
export interface RunFigures {
  id: string
  /** `run`, `plan`, `purge`, `undo` or `comparison`; `dry run`, … of what asks the platform nothing. */
  kind: string
  status: string
  rows: number
  /** How many rows ended in each outcome, those that did not occur included. */
  outcomes: Readonly<Record<string, number>>
  /** How many rows need a person. */
  attention: number
  /** Of a finished plan that may be carried out, how many users it would touch; 0 for all others. */
  toTouch: number
  requests: readonly { step: string; status: number | null; requests: number }[]
  /** How many requests a 429 turned away. */
  rejected: number
  /** In seconds: for the quota, before retries (summed over all workers), and for a platform that was down. */
  waits: Readonly<Record<string, number>>
  /** What came of asking once more for those whom the run deleted; null where nobody was asked for. */
  verified: Omit<Verified, 'sessions'> | null
  /** The users of the site who wait for the end of their grace period, and when the first of them may be deleted; null where it is not known. */
  waiting: { users: number; first: string | null } | null
}

/** The numbers of a command that worked on several runs, as if they had been one; null for none. */
export function sumOf(runs: readonly RunFigures[]): RunFigures | null {
  const [first, ...others] = runs
  if (first === undefined) return null
  return others.reduce(
    (sum, run) => ({
      ...run,
      rows: sum.rows + run.rows,
      outcomes: added(sum.outcomes, run.outcomes),
      attention: sum.attention + run.attention,
      toTouch: sum.toTouch + run.toTouch,
      requests: addedRequests([...sum.requests, ...run.requests]),
      rejected: sum.rejected + run.rejected,
      waits: added(sum.waits, run.waits),
    }),
    first,
  )
}

type Counts = Readonly<Record<string, number>>

const added = (one: Counts, other: Counts): Counts =>
  Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((name) => [
      name,
      (one[name] ?? 0) + (other[name] ?? 0),
    ]),
  )

const addedRequests = (all: RunFigures['requests']): RunFigures['requests'] =>
  [...Map.groupBy(all, ({ step, status }) => `${step} ${String(status)}`).values()].flatMap((same) =>
    same
      .slice(0, 1)
      .map((one) => ({ ...one, requests: same.reduce((sum, { requests }) => sum + requests, 0) })),
  )

/** Whether the job did its work: all rows ended, though some of them may need a person. */
export const isSuccess = (exitCode: number): boolean => exitCode === 0 || exitCode === 3

/** The commands that were stopped in between, by a time limit or a signal, and lost nothing. */
export const isStopped = (exitCode: number): boolean => [7, 130, 143].includes(exitCode)
