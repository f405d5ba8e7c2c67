import type { SameEnd } from './brake.ts'
import type { Insecurity } from '../offboarding/insecurity.ts'

/** Why a session stops before the last row. */
export type StopReason =
  | { kind: 'signal'; signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }
  | { kind: 'key_rejected'; status: number }
  | { kind: 'unavailable' }
  /** Many users in a row ended with the same unexpected outcome. */
  | ({ kind: 'same_end' } & SameEnd)
  /** No connection can be trusted, and waiting does not change that. */
  | { kind: 'insecure'; insecurity: Insecurity }
  | { kind: 'max_duration' }
  /** The records of a user could not be written, and nobody is deleted without. `message`: why, in words. */
  | { kind: 'archive_not_written'; message: string }

/** Tells a session to stop. Only the first reason counts. */
export class Stop {
  readonly #controller = new AbortController()
  readonly #halt = new AbortController()
  #reason: StopReason | null = null

  /** Aborted when the session must begin with no further user and wait for nothing. Work in flight may still be finished. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Aborted when nothing may be sent any more, not even for users in flight. */
  get halted(): AbortSignal {
    return this.#halt.signal
  }

  get reason(): StopReason | null {
    return this.#reason
  }

  /** Ends all waits after the session has ended by itself. */
  over(): void {
    this.#controller.abort()
  }

  because(reason: StopReason): void {
    this.#reason ??= reason
    this.#controller.abort()
  }

  /**
   * Halts the session if `work` rejects, for instance because the journal failed, and rethrows the error. Steps that were
   * announced while the journal still worked, and have not been sent yet, are then not sent.
   */
  async haltIfFails<Result>(work: Promise<Result>): Promise<Result> {
    try {
      return await work
    } catch (error) {
      this.#halt.abort()
      this.#controller.abort()
      throw error
    }
  }
}
