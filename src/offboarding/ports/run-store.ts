import type { ListRow, Person } from '../leaver.ts'
import type { RowEnd } from '../outcome.ts'
import type { ListFacts, RunOptions, RunRecord } from '../run/run.ts'
import type { RunReader } from './run-reader.ts'
import type { RunSession } from './run-session.ts'

/** Where all runs are kept. Whatever writes may reject, which ends the run. */
export interface RunStore {
  /** Begins to read a list into a new run. `endOf`: for a run that does not act, what becomes of each leaver. */
  draft(endOf?: EndOfLeaver): Promise<RunDraft>
  /** Makes an unfinished run the running one again. `version`: of this tool. */
  resume(run: string, version: string): Promise<RunSession>
  /** A plan that may be carried out on a site. Rejects where there is none, or it must not be carried out. */
  plan(id: string, site: string): Promise<Plan>
  /**
   * Makes a run of the rows that a plan would act on, and of nobody else, or goes on with the one that was begun. The list need not be
   * there any more. `id`: for a new run.
   */
  carryOutPlan(plan: Plan, as: { id: string; version: string }): Promise<NewSession>

  /** All runs, oldest first. */
  runs(): Promise<RunRecord[]>
  /** The unfinished runs of a site that have begun to touch somebody, oldest first. Any other has left nothing to finish. */
  unfinished(site: string): Promise<RunRecord[]>
  /** One run by its ID, or the latest. Rejects where there is none. */
  run(id?: string): Promise<RunReader>

  /** From now on whoever these entries name is protected in a run, too. */
  protect(run: string, entries: readonly string[]): Promise<void>
  /** Notes that a run's files were written and its result told: from now on the same list is a new run. */
  markReported(run: string): Promise<void>
}

/** A list being read. Until `commit` nothing of it is kept, so a list that turns out to be broken leaves no trace. */
export interface RunDraft {
  /** Takes rows in list order. */
  add(rows: readonly ListRow[]): Promise<void>
  /** Spares whom one row says leaves, and another that they may stay. May take a while; rejects once `signal` is aborted. */
  settle(signal: AbortSignal): Promise<void>
  /** Makes the list a run with this ID, unless there is an unfinished one of the same identity, which is for the caller to resume. */
  commit(identity: RunIdentity, id: string, version: string): Promise<NewSession | { unfinished: RunReader }>
  /** Forgets a list that was not committed. */
  discard(): Promise<void>
}

/** The first session of a run, and what became of unfinished runs when it was begun. */
export interface NewSession {
  session: RunSession
  joined: readonly Joined[]
}

/** What makes a run this run, and not another. */
export interface RunIdentity {
  site: string
  list: ListFacts
  options: RunOptions
}

/** How the row of a leaver ends as soon as it is read, or null where it is to do. */
export type EndOfLeaver = (claim: Person) => Pick<RowEnd, 'outcome' | 'reasons'> | null

/** What became of an unfinished run when another one was begun. */
export interface Joined {
  /** The unfinished run. */
  run: string
  /** Its users who were begun with, and whom the new run goes on with. */
  users: number
  /** Whether nothing of it is left to do. */
  isOver: boolean
}

/** A plan that was finished, and may be carried out. */
export interface Plan {
  id: string
  site: string
  list: ListFacts
  options: RunOptions
  made: Date
  /** The run that carries it out already, and whether it has announced any change yet. */
  begun: { id: string; isOver: boolean; hasActed: boolean } | null
}
