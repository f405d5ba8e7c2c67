import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { emailKey } from '../../offboarding/identity/email.ts'
import { isSameName, shareWord } from '../../offboarding/identity/same-name.ts'
import { watchFiles } from './watch-files.ts'

/** The ledger's database. A commit into a file that is not there any more is none: it throws. */
export class LedgerDatabase extends DatabaseSync {
  readonly #path: string
  #checkFiles: (() => void) | null = null

  /** `unchanging`: the file lies where nobody can write, and is only read. */
  constructor(path: string, unchanging = false) {
    // No waiting for a lock: a second process is told at once.
    if (unchanging) super(immutable(path), { readOnly: true })
    else super(path, { timeout: 0 })
    this.#path = path
    // SQLite's own LOWER knows ASCII only.
    this.function('email_key', { deterministic: true }, (email) =>
      typeof email === 'string' ? emailKey(email) : null,
    )
    this.function('is_same_name', { deterministic: true }, (one, other) =>
      Number(isSameName(String(one), String(other))),
    )
    this.function('are_strangers', { deterministic: true }, (one, other) =>
      Number(shareWord(String(one), String(other)) === false),
    )
  }

  /** From now on the file has to stay where it is, and so does the log beside it, which has all that was written since it was opened. */
  watch(): void {
    this.#checkFiles = watchFiles([this.#path, `${this.#path}-wal`])
  }

  override exec(sql: string): void {
    const isCommit = sql === 'COMMIT'
    const isCut = sql === CUT_LOG_OFF
    // Before, too: what was cut off would be made as long again by what is written now.
    if (isCommit || isCut) this.#checkFiles?.()
    super.exec(sql)
    if (isCommit) this.#checkFiles?.()
    if (isCut && this.#checkFiles !== null) this.watch()
  }
}

/** Writes the log back into the ledger and cuts it off, the only way in which it ever becomes smaller under us. */
export const CUT_LOG_OFF = 'PRAGMA wal_checkpoint(TRUNCATE)'

/** https://www.sqlite.org/uri.html#uriimmutable */
function immutable(path: string): URL {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  return url
}
