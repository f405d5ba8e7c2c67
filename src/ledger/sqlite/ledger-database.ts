import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { watchFiles } from './watch-files.ts'

/** The ledger's database. A commit throws if the file is not in its place any more. */
export class LedgerDatabase extends DatabaseSync {
  readonly #path: string
  #checkFiles: (() => void) | null = null

  /** `unchanging`: the file is on a read-only volume and is only read. */
  constructor(path: string, unchanging = false) {
    // With a timeout of 0 a second process is refused at once instead of waiting.
    if (unchanging) super(immutable(path), { readOnly: true })
    else super(path, { timeout: 0 })
    this.#path = path
  }

  /**
   * From now on, commits check that the file stays in its place, and so does the write-ahead log beside it, which holds
   * everything written since the opening.
   */
  watch(): void {
    this.#checkFiles = watchFiles([this.#path, `${this.#path}-wal`])
  }

  override exec(sql: string): void {
    const isCommit = sql === 'COMMIT'
    const mayShrink = sql === CUT_LOG_OFF || sql === VACUUM
    // The check also runs before the commit: this write would make a truncated log as long again.
    if (isCommit || mayShrink) this.#checkFiles?.()
    super.exec(sql)
    if (isCommit) this.#checkFiles?.()
    if (mayShrink && this.#checkFiles !== null) this.watch()
  }

  /**
   * Truncates the write-ahead log after a transaction that was not committed: a list of gigabytes was refused, or its reading was
   * killed. SQLite would keep the file at that size until the ledger is closed. Never throws.
   */
  giveSpaceBack(): void {
    try {
      this.exec(CUT_LOG_OFF)
    } catch {
      // The space is not essential. If the disk fails, the next write reports it.
    }
  }
}

/** Builds the ledger anew without its free space, which may make it smaller. */
export const VACUUM = 'VACUUM'
/** Writes the log back into the ledger and truncates it. Nothing else that this process does makes the log smaller. */
export const CUT_LOG_OFF = 'PRAGMA wal_checkpoint(TRUNCATE)'

/** https://www.sqlite.org/uri.html#uriimmutable */
function immutable(path: string): URL {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  return url
}
