import type { Answer, Delivery, Interruption } from '../answer.ts'
import type { ArchivedUser } from '../archived-user.ts'
import type { Retry } from '../event.ts'
import type { ArchiveStep } from '../step.ts'

/** The records could not be written, by no fault of the platform: the disk is full, for instance. */
export interface NotWritten {
  kind: 'not_written'
  message: string
  delivery: Delivery
}

/** Saves what the platform knows of users, before they are deleted. */
export interface Archive {
  /**
   * Saves the records of a user. Resolves with `done` only when they are complete and durable. A user who is saved already is not asked
   * for again. What is missing, and why, is an answer and is not thrown.
   */
  save(
    of: ArchiveStep & { row: number },
    onRetry: (retry: Retry) => void,
  ): Promise<Answer | Interruption | NotWritten>
}

/** Where what is saved of a run's users is kept: in files of its folder, or in the ledger. Every method that returns a promise may reject. */
export interface ArchiveStore {
  /** The SHA-256 of a user's line, in hexadecimal; null where the user is not saved. */
  hashOf(user: Pick<ArchivedUser, 'row' | 'userId'>): Promise<string | null>
  /** Adds a user. Resolves with the SHA-256 of their line when that is durable. */
  add(user: ArchivedUser): Promise<string>
  /** Adds the image of a certificate, or replaces it. Resolves when it is durable. `file`: as ArchivedImage has it. */
  addImage(file: string, bytes: Uint8Array): Promise<void>
  /** To be called when nothing is being added. `isOver`: whether the run has come to its end. */
  close(isOver: boolean): void
}
