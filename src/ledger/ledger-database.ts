import { DatabaseSync } from 'node:sqlite'
import { emailKey } from '../offboarding/email.ts'
import { watchFile } from './still-there.ts'

/** The ledger's database. A commit into a file that is not there any more is none: it throws. */
export class LedgerDatabase extends DatabaseSync {
  readonly #path: string
  #checkFile: (() => void) | null = null

  constructor(path: string) {
    // No waiting for a lock: a second process is told at once.
    super(path, { timeout: 0 })
    this.#path = path
    // SQLite's own LOWER knows ASCII only.
    this.function('email_key', { deterministic: true }, (email) =>
      typeof email === 'string' ? emailKey(email) : null,
    )
  }

  /** From now on the file has to stay where it is. */
  watch(): void {
    this.#checkFile = watchFile(this.#path)
  }

  override exec(sql: string): void {
    super.exec(sql)
    if (sql === 'COMMIT') this.#checkFile?.()
  }
}
