import type { User } from './identity/user.ts'
import type { Reason } from './reason.ts'

/** One row as it was read from the leaver list. */
export interface ListRow {
  /** From 1; the header does not count. */
  row: number
  /** The line, from 1, that an editor shows for the first character of the row. */
  line: number
  /** The original cells, without the `offboard_*` columns of an earlier report. */
  cells: readonly string[]
  claim: Claim
  /** The leave date, `2026-12-31`; '' where the cell is empty; null where there is no readable date. */
  leaves: string | null
}

/** The user whom a row names: by ID, by e-mail address, by the value of an attribute, or by several of these; never by name alone. */
export interface ClaimedUser {
  id: string | null
  /** As the list spells it. Compare it by `emailKey`. */
  email: string | null
  name: string | null
  /** The value of the attribute that users are found by, as `attributeValue` reads it; absent where the row says none. */
  attribute?: string
}

/** What a row asks for. */
export type Claim =
  | ({ kind: 'leaver' } & ClaimedUser)
  /** The leave date is in the future; the reason holds it. */
  | ({ kind: 'not_due'; reason: Reason } & ClaimedUser)
  /** The row cannot be used. What can be read of it names a user who may not have left yet. */
  | ({ kind: 'unclear'; reason: Reason } & ClaimedUser)
  /**
   * The row cannot be used; the reason says why. It may quote the row, so it is shown to people and never logged. The row names
   * no user: what can be read of it only serves to compare its leave date with those of other rows.
   */
  | ({ kind: 'invalid'; reason: Reason } & Partial<Pick<ClaimedUser, 'id' | 'email' | 'attribute'>>)

/** A row to work on, with what earlier sessions did for it. */
export interface Leaver {
  row: number
  /** The user whom the row names. */
  claim: ClaimedUser
  /** The ID of the user to offboard, from the row or from a look-up. */
  userId: string
  /** The user as an earlier answer of the platform described them; null if there was none. */
  known: User | null
  /** The user as the first look-up found them, if a plan is carried out or that look-up is more than a day old; otherwise null. */
  planned: User | null
  stepsSoFar: StepsSoFar
  /** Of a purge: why the user is not to be deleted any more, although an earlier session may have deleted them. */
  withdrawn?: Reason
  /** Requests sent for the row so far: look-ups and earlier sessions. */
  attempts: number
}

/** What earlier sessions did for a row, according to the ledger. `intended`: the step was announced, and no answer was recorded. */
export interface StepsSoFar {
  deactivation: 'none' | 'intended' | 'done'
  deletion: 'none' | 'intended'
  /** Only an undo goes by it. */
  reactivation?: 'intended'
}

/** Whether a step may have been carried out, so that the workflow has to finish it or to undo it. */
export const isBegun = ({ deactivation, deletion }: StepsSoFar): boolean =>
  deactivation !== 'none' || deletion !== 'none'

export const NO_STEPS: StepsSoFar = { deactivation: 'none', deletion: 'none' }
