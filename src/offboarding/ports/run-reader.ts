import type { Leaver } from '../leaver.ts'
import type { Outcome } from '../outcome.ts'
import type { ReasonCode } from '../reason.ts'
import type { Situation } from '../run/guards.ts'
import type { RowRecord, RunRecord, SessionRecord } from '../run/run.ts'
import type { Undated } from '../run/undated.ts'
import type { Step } from '../step.ts'

/** A row that reading the list, or making the plan, has settled. */
export interface SettledRow {
  row: number
  userId: string | null
  outcome: Outcome
  /** The code of the reason that decided; null where the outcome says it all. */
  reason: ReasonCode | null
}

/** Reads one run, and changes nothing. Rows come in list order, many at a time, and rows that change meanwhile do not disturb that. */
export interface RunReader {
  readonly id: string
  record(): Promise<RunRecord>
  /** Each time the run was begun or gone on with. */
  sessions(): Promise<SessionRecord[]>

  /** Every row, or every one that ended in one of these outcomes. */
  rows(outcomes?: readonly Outcome[]): AsyncIterable<readonly RowRecord[]>
  /** The cells of the rows to try again, and of those without which they would mean something else. */
  retryRows(): AsyncIterable<readonly (readonly string[])[]>
  /** The rows that reading the list, or making the plan, has settled. */
  settled(): AsyncIterable<readonly SettledRow[]>
  /** The rows without an end. */
  toDo(): AsyncIterable<readonly Leaver[]>

  /** How many rows ended in each outcome that occurred; those without an end count as `not_attempted`. */
  outcomes(): Promise<Partial<Record<Outcome, number>>>
  /** How many rows have no end yet. */
  countToDo(): Promise<number>
  /** Users who are deactivated by this run, or may be, and are not deleted: whom nobody has finished with. */
  countBegun(): Promise<number>
  /** Of the users to be touched, those known to be deactivated already. */
  countDeactivated(): Promise<number>
  /** Whether anybody was touched, or may have been. */
  hasTouched(): Promise<boolean>
  /** Users without a leave date on a list of leave dates: those to be touched, or all who were taken for due. */
  undated(which: 'to_do' | 'due'): Promise<Undated>
  /** The names of the first users to be touched, as the platform has them. */
  firstNames(count: number): Promise<string[]>

  /** How many requests were sent for each kind of step, and for pages. */
  requests(): Promise<Partial<Record<Step['do'] | 'list', number>>>
  /** How many requests a 429 turned away. */
  rejected(): Promise<number>
  /** How many further attempts were made for each cause. */
  retries(): Promise<Record<string, number>>

  /** What the guards look at. `since`: how far back the earlier runs of this site count. */
  situation(since: Date): Promise<Situation>
  /** When what was looked up proves nothing any more; null where this run goes by no look-up. */
  lookUpsExpire(): Promise<Date | null>
}
