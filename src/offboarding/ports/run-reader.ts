import type { Leaver } from '../leaver.ts'
import type { Outcome } from '../outcome.ts'
import type { ReasonCode } from '../reason.ts'
import type { AffectedUser } from '../identity/affected-user.ts'
import type { Situation } from '../run/guards.ts'
import type { RowRecord, RunRecord, SessionRecord } from '../run/run.ts'
import type { EndedWaits } from '../run/waiting.ts'
import type { Verified } from '../run/verified.ts'
import type { Undated } from '../run/undated.ts'
import type { RequestKind } from '../step.ts'

/** A row that was settled when the list was read or the plan was made. */
export interface SettledRow {
  row: number
  userId: string | null
  outcome: Outcome
  /** The code of the reason that decided; null where the outcome needs no reason. */
  reason: ReasonCode | null
}

/** How many rows ended in one outcome for the same reasons. */
export interface ReasonCount {
  outcome: Outcome
  /** The codes of the reasons. The first one decided; empty where the outcome needs no reason. */
  codes: readonly ReasonCode[]
  rows: number
}

/** The requests whose answers came within one second, or one minute. */
export interface RequestSpan {
  /** When it began, ISO 8601 in UTC. */
  start: string
  requests: number
  /** Those of `requests` that a 429 turned away. */
  rejected: number
}

/** Requests of one kind that were answered with one HTTP status. */
export interface StatusCount {
  step: RequestKind
  /** Null where no answer came that could be used. */
  status: number | null
  requests: number
}

/** Reads one run and changes nothing. Rows come in list order, many at a time, and may be changed during the iteration. */
export interface RunReader {
  readonly id: string
  record(): Promise<RunRecord>
  /** All sessions of the run, oldest first. */
  sessions(): Promise<SessionRecord[]>

  /** All rows, or only those with one of these outcomes. */
  rows(outcomes?: readonly Outcome[]): AsyncIterable<readonly RowRecord[]>
  /** The rows with these numbers. */
  rowsNumbered(numbers: readonly number[]): Promise<readonly RowRecord[]>
  /** The cells of the rows to retry, together with the rows that would change what those mean. */
  retryRows(): AsyncIterable<readonly (readonly string[])[]>
  /**
   * The user IDs of the rows to retry that only the work itself could not finish: every rule had let them through, so that their ID
   * alone says no less than their row.
   */
  retryIds(): AsyncIterable<readonly string[]>
  /** The rows that were settled when the list was read or the plan was made. */
  settled(): AsyncIterable<readonly SettledRow[]>
  /** The rows that have not ended. */
  toDo(): AsyncIterable<readonly Leaver[]>

  /** The number of rows for each outcome that occurred. Rows that have not ended count as `not_attempted`. */
  outcomes(): Promise<Partial<Record<Outcome, number>>>
  /** The number of rows for each outcome and the codes of their reasons. */
  reasons(): Promise<readonly ReasonCount[]>
  /** The number of rows that the platform itself refused, so that a person has to do something there first. */
  countHandOver(): Promise<number>
  /** The number of rows that have not ended. */
  countToDo(): Promise<number>
  /** The number of users whom this run deactivated, or may have deactivated, and whose row has not ended. */
  countBegun(): Promise<number>
  /** The number of users to be touched who are known to be deactivated already. */
  countDeactivated(): Promise<number>
  /** For each day on which the grace period of users on the rows is over, `2026-12-31`, how many they are. */
  dueByDay(): Promise<Record<string, number>>
  /** The users to be touched who wait for the end of a grace period. */
  countWaiting(): Promise<EndedWaits>
  /** What came of asking once more for the users whom this run deleted; null where nobody was asked for. */
  verified(): Promise<Verified | null>
  /** Whether any user was touched, or may have been. */
  hasTouched(): Promise<boolean>
  /** Whether this run deactivated anybody, or may have, or made anybody wait who was deactivated already. */
  hasToUndo(): Promise<boolean>
  /** Users without a leave date on a list of leave dates: those to be touched, or all who were taken for due. */
  undated(which: 'to_do' | 'due'): Promise<Undated>
  /** The first users to be touched on rows after `row`, at most `count` of them. */
  affected(row: number, count: number): Promise<readonly AffectedUser[]>

  /** The number of users whose records were saved. */
  countSaved(): Promise<number>
  /** The SHA-256 of the saved records of a row's user, in hexadecimal; null if none were saved. */
  savedRecord(row: number): Promise<string | null>
  /** The archive that the store keeps: a user a line, in the order of the rows. Empty where the archive is in the folder of the run. */
  archivedLines(): AsyncIterable<readonly string[]>
  /** An image in that archive, in pieces. `file`: as ArchivedImage has it. */
  archivedImage(file: string): AsyncIterable<Uint8Array>

  /** The number of requests of each kind. */
  requests(): Promise<Partial<Record<RequestKind, number>>>
  /** The number of requests of each kind and each HTTP status. */
  requestsByStatus(): Promise<readonly StatusCount[]>
  /**
   * The requests over time, the earliest first; a second or a minute without any is left out. A request that took several attempts
   * counts when its answer came. There are as many as the run worked seconds or minutes, however many rows it has.
   */
  requestsOverTime(unit: 'second' | 'minute'): Promise<readonly RequestSpan[]>
  /** The number of requests that a 429 turned away. */
  rejected(): Promise<number>
  /** The number of retries for each cause. */
  retries(): Promise<Record<string, number>>

  /** The numbers that the guards check. `since`: earlier runs of this site count from then on. */
  situation(since: Date): Promise<Situation>
  /** When the oldest look-up becomes too old to rely on; null where this run relies on none. */
  lookUpsExpire(): Promise<Date | null>
}
