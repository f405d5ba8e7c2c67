import type { NewSession } from '../../offboarding/ports/run-store.ts'
import type { RunStatus } from '../../offboarding/run/run.ts'

/** A run to be worked on. */
export interface Opened extends NewSession {
  /** Whether an earlier session has begun with it. */
  resumed: boolean
}

/** Why there is no run to be worked on. Nobody was touched. */
export type NotOpened =
  // What was asked for makes no sense.
  | { kind: 'on_another_site'; run: string; itsSite: string; site: string }
  | { kind: 'nothing_left'; run: string; status: RunStatus }
  /** `flag` rules out what the run, or the plan, does. */
  | { kind: 'ruled_out'; what: 'run' | 'plan'; id: string; flag: string }
  /** Users are not to be looked up, and the list has no column of their IDs. */
  | { kind: 'no_user_ids'; list: string }
  // A guard refuses it.
  | RunTooOld
  | { kind: 'plan_too_old'; plan: string; made: Date }
  | { kind: 'plan_carried_out'; plan: string; by: string }
  | { kind: 'plan_file_changed'; plan: string }

/** `begun`: how many of its users may be deactivated, and not deleted. */
export interface RunTooOld {
  kind: 'run_too_old'
  run: string
  workedOn: Date
  ageMs: number
  begun: number
}
