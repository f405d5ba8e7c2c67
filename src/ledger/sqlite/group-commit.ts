import type { DatabaseSync } from 'node:sqlite'
import { inTransaction } from './transaction.ts'

interface Waiting {
  resolve: () => void
  reject: (error: Error) => void
}

/**
 * Writes in groups: whatever is asked for within one turn of the event loop goes into one transaction, so that a durable commit costs its
 * milliseconds once for all workers. Order is kept. After a failed commit every write fails.
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
   * Runs `write` in the next group. Resolves, with what it returned, once that is durable; rejects with LedgerWriteError, or with a defect of
   * some write of the group.
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

/** Whatever this turn of the event loop brings shares the commit: answers that came in together, for instance. */
const gather = (commit: () => void): void => {
  setImmediate(commit)
}
