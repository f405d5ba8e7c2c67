import type { Answer, Delivery, Interruption } from '../answer.ts'
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
   * Saves the records of a user. Resolves with `done` only when they are complete and durable on disk. A user who is saved already is not asked
   * for again. What is missing, and why, is an answer and is not thrown.
   */
  save(
    of: ArchiveStep & { row: number },
    onRetry: (retry: Retry) => void,
  ): Promise<Answer | Interruption | NotWritten>
}
