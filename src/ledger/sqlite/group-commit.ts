import type { DatabaseSync } from 'node:sqlite'
import { inTransaction } from './transaction.ts'

interface Waiting {
  resolve: () => void
  reject: (error: Error) => void
}

/**
 * A group commit: all writes that are requested within one turn of the event loop share one transaction, so that all workers
 * together pay for a durable commit once. The order is kept. After a failed commit every write fails.
 */
export class GroupCommit {
  readonly #db: DatabaseSync
  readonly #schedule: (commit: () => void) => void
  #writes: (() => void)[] = []
  #waiting: Waiting[] = []
  #failure: Error | null = null

  constructor(db: DatabaseSync, schedule: (commit: () => void) => void = gather) {
    this.#db = db
    this.#schedule = schedule
  }

  /**
   * Runs `write` in the next group. Resolves with its result once that is durable. Rejects with LedgerWriteError, or with the
   * error of a defect in any write of the group.
   */
  write<Result>(write: () => Result): Promise<Result> {
    if (this.#failure !== null) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      let result: Result
      const isFirst = this.#writes.length === 0
      this.#writes.push(() => {
        result = write()
      })
      this.#waiting.push({
        resolve: () => {
          resolve(result)
        },
        reject,
      })
      if (!isFirst) return
      this.#schedule(() => {
        this.#commit()
      })
    })
  }

  #commit(): void {
    const writes = this.#writes
    const waiting = this.#waiting
    this.#writes = []
    this.#waiting = []
    try {
      inTransaction(this.#db, () => {
        for (const write of writes) write()
      })
    } catch (error) {
      const failure = error as Error
      this.#failure = failure
      for (const { reject } of waiting) reject(failure)
      return
    }
    for (const { resolve } of waiting) resolve()
  }
}

/** Commits at the end of this turn of the event loop, so that answers which arrived together share the commit. */
const gather = (commit: () => void): void => {
  setImmediate(commit)
}
