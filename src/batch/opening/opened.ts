import type { NewSession } from '../../offboarding/ports/run-store.ts'
import type { Remembered } from '../../offboarding/run/layout.ts'
import type { RunKind, RunTask } from '../../offboarding/run-kind.ts'
import type { RunStatus } from '../../offboarding/run/run.ts'

/** A run to work on. */
export interface Opened extends NewSession {
  /** Whether an earlier session worked on it. */
  resumed: boolean
}

/** Why there is no run to work on. Nobody was touched. */
export type NotOpened =
  // The request makes no sense.
  | { kind: 'on_another_site'; run: string; itsSite: string; site: string }
  | { kind: 'nothing_left'; run: string; status: RunStatus }
  /** `flag` forbids what the run, or the plan, does. */
  | { kind: 'ruled_out'; what: 'run' | 'plan'; id: string; flag: string }
  | CannotUndo
  /** Users are not looked up (`--preflight off`), and the list has no column of user IDs. */
  | { kind: 'no_user_ids'; list: string }
  /** An earlier run found the users of this layout by an attribute, and `--preflight` rules that out. */
  | { kind: 'attribute_ruled_out'; list: string; remembered: Remembered; preflight: 'off' | 'lookup' }
  // A guard refuses the run.
  | RunTooOld
  /** An unfinished run of the same list, begun with `flag`, saves records of users that this one would not save. */
  | { kind: 'saves_more'; run: string; flag: string }
  | { kind: 'plan_too_old'; plan: string; made: Date }
  | { kind: 'plan_carried_out'; plan: string; by: string }
  | { kind: 'plan_file_changed'; plan: string }

/** A run that has nothing to undo: it is a plan, a dry run, a purge or an undo, deactivated nobody, or was forgotten. */
export interface CannotUndo {
  kind: 'cannot_undo'
  run: string
  because: Exclude<RunKind, 'run'> | RunTask | 'nobody' | 'forgotten'
}

/** `begun`: how many of its users may be deactivated but not deleted. `ageMs`: milliseconds since it was last worked on. */
export interface RunTooOld {
  kind: 'run_too_old'
  run: string
  workedOn: Date
  ageMs: number
  begun: number
}
