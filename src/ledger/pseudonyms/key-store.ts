/** Where the key of the pseudonyms is kept. */
export interface KeyStore {
  /** The key; null where there is none yet. Rejects with LedgerUnusableError where what is there is none. */
  read(): Promise<Buffer | null>
  /**
   * Keeps a key, durably, where there is none yet: one that another process has kept meanwhile stays, so read it again afterwards. Rejects with
   * the errors of the system or of the database.
   */
  write(key: Buffer): Promise<void>
}
