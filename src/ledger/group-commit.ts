import type { Database } from './database.ts'

interface Waiting {
  /** Writes, and returns what tells the caller about it once that is durable. */
  write: () => Promise<() => void>
  reject: (error: Error) => void
}

/**
 * A group commit: all writes that are requested within one turn of the event loop, or while another group is being committed, share one
 * transaction, so that all workers together pay for a durable commit once. The order is kept. After a failed commit every write fails.
 */
export class GroupCommit {
  readonly #db: Pick<Database, 'transaction'>
  readonly #schedule: (commit: () => void) => void
  #waiting: Waiting[] = []
  #isCommitting = false
  #failure: Error | null = null

  constructor(
    db: Pick<Database, 'transaction'>,
    schedule: (commit: () => void) => void = (commit) => setImmediate(commit),
  ) {
    this.#db = db
    this.#schedule = schedule
  }

  /**
   * Runs `write` in the next group. Resolves with its result once that is durable. Rejects with LedgerWriteError, or with the
   * error of a defect in any write of the group.
   */
  write<Result>(write: () => Promise<Result>): Promise<Result> {
    if (this.#failure !== null) return Promise.reject(this.#failure)
    return new Promise((resolve, reject) => {
      const waiting = {
        write: async () => {
          const result = await write()
          return () => {
            resolve(result)
          }
        },
        reject,
      }
      const isFirst = this.#waiting.push(waiting) === 1
      if (isFirst && !this.#isCommitting) this.#scheduleNext()
    })
  }

  #scheduleNext(): void {
    this.#schedule(() => void this.#commit())
  }

  async #commit(): Promise<void> {
    const group = this.#waiting
    this.#waiting = []
    this.#isCommitting = true
    try {
      const written = await this.#db.transaction(async () => {
        const resolves: (() => void)[] = []
        for (const { write } of group) resolves.push(await write())
        return resolves
      })
      for (const resolve of written) resolve()
    } catch (error) {
      const failure = error as Error
      this.#failure = failure
      for (const { reject } of [...group, ...this.#waiting]) reject(failure)
      return
    }
    this.#isCommitting = false
    if (this.#waiting.length > 0) this.#scheduleNext()
  }
}
