import type { SiteAttribute } from '../offboarding/answer.ts'
import type { Outcome } from '../offboarding/outcome.ts'
import type { Joined } from '../offboarding/ports/run-store.ts'
import type { AffectedUser } from '../offboarding/identity/affected-user.ts'
import type { Remembered } from '../offboarding/run/layout.ts'
import type { UnknownRoles } from '../offboarding/identity/roles.ts'
import type { Undated } from '../offboarding/run/undated.ts'
import type { ColumnOfAttribute } from './attribute-values.ts'
import type { StopReason } from './stop.ts'

/** The person or script that started a session, and receives its notices and its question. */
export interface Operator {
  tell(notice: Notice): void
  /** Why nobody can be asked, in words; null if somebody can. */
  whyNobodyToAsk(): string | null
  /** Asks whether the users may be touched. `stopped`: the session was told to stop while it waited for the answer. */
  confirm(question: Question): Promise<'confirmed' | 'declined' | 'stopped'>
}

/** What an operator has to know, besides the events of the run. */
export type Notice =
  /** The session begins with no further user. */
  | { kind: 'stopping'; reason: StopReason }
  /** A guard, or the missing confirmation, refused the run. */
  | { kind: 'refused'; message: string }
  /** The platform no longer shows the list of its users, so the remaining users could not be looked up again. */
  | { kind: 'users_not_shown' }
  /** Some look-ups are too old to rely on: everybody is looked up again. */
  | { kind: 'look_ups_too_old' }
  /** This machine's clock is behind the platform's. */
  | { kind: 'clock_behind'; platform: Date; machine: Date }
  /** The session was told to stop before the list was read to its end. */
  | { kind: 'list_not_read' }
  | ({ kind: 'joined' } & Joined)
  /** Other unfinished runs of the site. `begun`: how many of their users may be deactivated but not deleted. */
  | { kind: 'unfinished_runs'; site: string; runs: readonly { id: string; begun: number }[] }
  /** Most rows of a plan are not found, and a column's header says that it holds employee numbers: an attribute may hold them, too. */
  | { kind: 'attribute_proposed'; column: string; attributes: readonly SiteAttribute[] }
  /** A purge has nobody to delete. `waiting`: how many users wait on; `first`: when the first of them may be deleted. */
  | { kind: 'nobody_due'; site: string; waiting: number; first: string | null }
  /** So many of the users to be deleted wait for the end of a grace period. */
  | { kind: 'ends_waits'; users: number }
  /** Most rows of a plan are not found, and so many cells of a column are values of an attribute. `named`: the column, as a flag takes it. */
  | ({ kind: 'attribute_found'; named: string } & ColumnOfAttribute)
  /** The run that is to be undone is unfinished, and will be over: so many of its rows have not ended. */
  | { kind: 'closes_run'; run: string; rows: number }
  /** Nobody is known to have some of the roles that may be offboarded, while others were seen. */
  | ({ kind: 'unknown_roles' } & UnknownRoles)
  /** The ledger holds no earlier run of the site that could count for the 24-hour limits. */
  | { kind: 'no_earlier_run'; site: string }

/** What the operator is asked: whether these users may be touched. */
export interface Question {
  site: string
  users: number
  /** What will be done, in words: `deactivated, then deleted for good`, for instance. */
  what: string
  /** How many of them are deactivated already. */
  deactivated: number
  /** Those of them without a leave date on a list of leave dates. */
  undated: Undated
  /** What was taken over from an earlier run of the list's layout; null for nothing. */
  remembered: Remembered | null
  /** The first of them on rows after `row`, at most `count`, in the order of the list. */
  people: (row: number, count: number) => Promise<readonly AffectedUser[]>
  /** The number of rows for each outcome so far; rows to do count as `not_attempted`. */
  outcomes: Partial<Record<Outcome, number>>
  /** How long the work should take, in milliseconds. */
  expectedMs: number
}
