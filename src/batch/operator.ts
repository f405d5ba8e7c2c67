import type { Outcome } from '../offboarding/outcome.ts'
import type { Joined } from '../offboarding/ports/run-store.ts'
import type { Undated } from '../offboarding/run/undated.ts'
import type { StopReason } from './stop.ts'

/** The person, or the script, that started a session: who is told what becomes of it, and asked. */
export interface Operator {
  tell(notice: Notice): void
  /** Why there is nobody to ask, in words, or null. */
  whyNobodyToAsk(): string | null
  /** Asks whether the users may be touched. `stopped`: the session was told to stop while it waited for an answer. */
  confirm(question: Question): Promise<'confirmed' | 'declined' | 'stopped'>
}

/** What has to be known, besides the events of the run. */
export type Notice =
  /** Nobody else is begun. */
  | { kind: 'stopping'; reason: StopReason }
  /** A guard, or the missing confirmation. */
  | { kind: 'refused'; message: string }
  /** The platform shows no list of its users any more, so that who is left could not be looked up again. */
  | { kind: 'users_not_shown' }
  /** Some look-ups are too old to go by: everybody is looked up again. */
  | { kind: 'look_ups_too_old' }
  /** This machine's clock is behind the platform's. */
  | { kind: 'clock_behind'; platform: Date; machine: Date }
  /** Told to stop before the list was read to its end. */
  | { kind: 'list_not_read' }
  | ({ kind: 'joined' } & Joined)
  /** Runs of the site that others have to finish. `begun`: how many of their users may be deactivated, and not deleted. */
  | { kind: 'unfinished_runs'; site: string; runs: readonly { id: string; begun: number }[] }
  /** The 24-hour limits have nothing to count yet. */
  | { kind: 'no_earlier_run'; site: string }

/** Who is about to be touched. */
export interface Question {
  site: string
  users: number
  /** `deactivated, then deleted for good`, or less. */
  what: string
  /** Of them, those deactivated already. */
  deactivated: number
  /** Of them, those without a leave date on a list of leave dates. */
  undated: Undated
  /** The first few of them. */
  names: readonly string[]
  /** How many rows ended already, and how; those to do count as `not_attempted`. */
  outcomes: Partial<Record<Outcome, number>>
  /** How long it should take, in milliseconds. */
  expectedMs: number
}
