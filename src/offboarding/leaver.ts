import type { User } from './identity/user.ts'
import type { Reason } from './reason.ts'

/** One row as it was read from the leaver list. */
export interface ListRow {
  /** From 1; the header is not a row. */
  row: number
  /** The line an editor shows for the row's first character, from 1. */
  line: number
  /** The original cells, without the `offboard_*` columns of an earlier report. */
  cells: readonly string[]
  claim: Claim
  /** The leave date as it was read, `2026-12-31`; '' where the cell is empty, null where there is none that can be read. */
  leaves: string | null
}

/** Who a row says is to be offboarded: by ID, by e-mail address, by the value of an attribute, or several of these; never by name alone. */
export interface Person {
  id: string | null
  /** As it is spelled on the list. Compared by `emailKey`. */
  email: string | null
  name: string | null
  /** The value of the attribute that users are found by, as `attributeValue` reads it; absent where the row says none. */
  attribute?: string
}

/** What a row asks for. */
export type Claim =
  | ({ kind: 'leaver' } & Person)
  /** The leave date is still to come; the reason says when. */
  | ({ kind: 'not_due'; reason: Reason } & Person)
  /** The row cannot be used, and by what can be read of it, the person it names may not have left yet. */
  | ({ kind: 'unclear'; reason: Reason } & Person)
  /**
   * The row cannot be used; the reason says why. For people, never logged: it may quote the row. It is nobody's; its ID, where known,
   * only serves to compare its leave date with those of others.
   */
  | { kind: 'invalid'; reason: Reason; id?: string | null }

/** A row that is to be worked on, with what an interrupted session left behind. */
export interface Leaver {
  row: number
  /** What the row itself says. */
  claim: Person
  /** The user it means: by its ID, or by a look-up. */
  userId: string
  /** What is known of the user from an earlier answer of the platform. */
  known: User | null
  /** Who they were when first looked up, for the plan that is carried out or more than a day ago; null where neither is so. */
  planned: User | null
  progress: Progress
  /** Requests sent for the row so far, to look it up and by earlier sessions. */
  attempts: number
}

/** How far earlier sessions got with a row, by the ledger. `intended`: it was announced, and no answer was recorded. */
export interface Progress {
  deactivation: 'none' | 'intended' | 'done'
  deletion: 'none' | 'intended'
}

/** Whether something was begun that may have been carried out, and is to be finished or taken back. */
export const isBegun = ({ deactivation, deletion }: Progress): boolean =>
  deactivation !== 'none' || deletion !== 'none'

export const NO_PROGRESS: Progress = { deactivation: 'none', deletion: 'none' }
