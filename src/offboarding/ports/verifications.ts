import type { Answer, Interruption } from '../answer.ts'
import type { User } from '../identity/user.ts'
import type { Shown } from '../workflow/verify-deleted.ts'

/** A row whose user the run deleted. */
export interface DeletedRow {
  row: number
  userId: string
  /** The user as they were when they were deleted; null where no answer had described them. */
  deleted: User | null
}

/**
 * Records what the platform answers when it is asked once more for those whom a run deleted. Goes on with a verification that was
 * interrupted, or met errors: only if everybody has an answer, everybody is asked again. Every method may reject.
 */
export interface Verifications {
  /** How many users are to be asked for. */
  countToAsk(): Promise<number>
  /** Those users, in list order, many at a time. */
  toAsk(): AsyncIterable<readonly DeletedRow[]>
  answered(row: DeletedRow, answer: Answer | Interruption, shown: Shown): Promise<void>
}
