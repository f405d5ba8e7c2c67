import type { ListRow, ClaimedUser } from '../leaver.ts'
import type { RowEnd } from '../outcome.ts'
import type { ListFacts, RunOptions, RunRecord } from '../run/run.ts'
import type { DueSoon, Told, Waiting, WaitingOnSite } from '../run/waiting.ts'
import type { Layouts } from './layouts.ts'
import type { RunReader } from './run-reader.ts'
import type { RunSession } from './run-session.ts'

/** Stores all runs. Every method that writes may reject, which ends the run. */
export interface RunStore {
  /** How lists were read. */
  readonly layouts: Layouts

  /** Begins to read a list into a new run. `endOf`: how a leaver's row ends at once, in a run that does not act. */
  draft(endOf?: EndOfLeaver): Promise<RunDraft>
  /** Continues an unfinished run. `version`: of this tool. */
  resume(run: string, version: string): Promise<RunSession>
  /** A plan to be carried out on a site. Rejects if there is no such plan, or if it must not be carried out. */
  plan(id: string, site: string): Promise<Plan>
  /**
   * Makes a run of exactly the rows that a plan would act on, or continues the run that already carries it out. Does not need the
   * list. `id`: of a new run.
   */
  carryOutPlan(plan: Plan, as: { id: string; version: string }): Promise<NewSession>

  /** Makes a purge that has no rows yet, or continues the unfinished one of the site. */
  purge(site: string, options: RunOptions, as: { id: string; version: string }): Promise<TaskSession>
  /** Makes an undo that has no rows yet of the run that `options` name, or continues the unfinished one of that run. */
  undo(site: string, options: RunOptions, as: { id: string; version: string }): Promise<TaskSession>
  /** Begins a session that only asks once more for whom a run deleted, and leaves the run as it is. `version`: of this tool. */
  verify(run: string, version: string): Promise<RunSession>
  /** The users of a site who wait for the end of their grace period. */
  waiting(site: string): Promise<WaitingOnSite>
  /**
   * The users of a site whose grace period ends after `after` and not after `until`. `told`: up to when somebody was told of them last
   * time; null for never.
   */
  dueSoon(site: string, period: { after: Date; until: Date; told: Told | null }): Promise<DueSoon>
  /** The users who wait since each run, by its ID, on all sites. */
  waitingByRun(): Promise<ReadonlyMap<string, Waiting>>

  /** All runs, oldest first. */
  runs(): Promise<RunRecord[]>
  /** The unfinished runs of a site that touched somebody, oldest first. Any other unfinished run left nothing to finish. */
  unfinished(site: string): Promise<RunRecord[]>
  /** The run with this ID, or the latest run. Rejects if there is none. */
  run(id?: string): Promise<RunReader>

  /** Adds entries to the protected list of a run. */
  protect(run: string, entries: readonly string[]): Promise<void>
  /** Records the language of a run's page, by its code. */
  useLanguage(run: string, language: string): Promise<void>
  /** Records that a run's files were written and its result was reported. From then on the same list makes a new run. */
  markReported(run: string): Promise<void>
}

/** A list that is being read. Nothing is stored before `commit`, so a broken list leaves no trace. */
export interface RunDraft {
  /** Takes rows in list order. */
  add(rows: readonly ListRow[]): Promise<void>
  /**
   * Spares users who leave according to one row and may stay according to another. May take a while; rejects once `signal` is
   * aborted.
   */
  settle(signal: AbortSignal): Promise<void>
  /**
   * Makes the list a run with this ID. If there is an unfinished run of the same identity, returns that one, for the caller to
   * resume.
   */
  commit(identity: RunIdentity, id: string, version: string): Promise<NewSession | { unfinished: RunReader }>
  /** Discards a list that was not committed. */
  discard(): Promise<void>
}

/** A session that begins, and the unfinished runs whose users it took over. */
export interface NewSession {
  session: RunSession
  joined: readonly Joined[]
}

/** A session of a run that takes its rows from the ledger. */
export interface TaskSession extends NewSession {
  /** Whether an earlier session worked on it. */
  resumed: boolean
}

/** What identifies a run. */
export interface RunIdentity {
  site: string
  list: ListFacts
  options: RunOptions
}

/** Decides how a leaver's row ends as soon as it is read; null if it does not end yet. */
export type EndOfLeaver = (claim: ClaimedUser) => Pick<RowEnd, 'outcome' | 'reasons'> | null

/** What a new run took over from an unfinished one. */
export interface Joined {
  /** The unfinished run. */
  run: string
  /** How many users the unfinished run had begun with, and the new run continues with. */
  users: number
  /** Whether the unfinished run has nothing left to do. */
  isOver: boolean
}

/** A finished plan that may be carried out. */
export interface Plan {
  id: string
  site: string
  list: ListFacts
  options: RunOptions
  made: Date
  /** The run that already carries it out; null if there is none. `hasActed`: that run has announced at least one change. */
  begun: { id: string; isOver: boolean; hasActed: boolean } | null
}
