import type { User } from './user.ts'

/** One row as it was read from the leaver list. */
export interface ListRow {
  /** From 1; the header is not a row. */
  row: number
  /** The line an editor shows for the row's first character, from 1. */
  line: number
  /** The original cells, without the `offboard_*` columns of an earlier report. */
  cells: readonly string[]
  /** The user ID, or why the row cannot be used. */
  user: { id: string } | { invalid: string }
}

/** A row that is to be worked on, with what an interrupted pass over it left behind. */
export interface Leaver {
  row: number
  userId: string
  /** What is known of the user from an earlier answer of the platform. */
  known: User | null
  progress: Progress
}

/** How far earlier passes got with a row, by the ledger. `intended`: it was announced, and no answer was recorded. */
export interface Progress {
  deactivation: 'none' | 'intended' | 'done'
  deletion: 'none' | 'intended'
}

export const NO_PROGRESS: Progress = { deactivation: 'none', deletion: 'none' }
