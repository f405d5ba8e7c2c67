import type { ArchivedUser } from '../archived-user.ts'

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
