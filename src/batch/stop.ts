import type { SameEnd } from './brake.ts'
import type { Insecurity } from '../offboarding/insecurity.ts'

/** Why a run ends before its last row. */
export type StopReason =
  | { kind: 'signal'; signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }
  | { kind: 'key_rejected'; status: number }
  | { kind: 'unavailable' }
  /** One user after the other ended in the same unexpected way. */
  | ({ kind: 'same_end' } & SameEnd)
  /** No connection can be trusted, and waiting will not mend that. */
  | { kind: 'insecure'; insecurity: Insecurity }
  | { kind: 'max_duration' }

/** Tells a run to stop. The first reason counts. */
export class Stop {
  readonly #controller = new AbortController()
  readonly #halt = new AbortController()
  #reason: StopReason | null = null

  /** Aborted once the run is to admit nobody else and to wait for nothing. Those in flight may still be finished. */
  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Aborted once nothing at all is to be sent any more, not even for those in flight. */
  get halted(): AbortSignal {
    return this.#halt.signal
  }

  get reason(): StopReason | null {
    return this.#reason
  }

  /** The run has ended by itself: whoever waits for it is let go. */
  over(): void {
    this.#controller.abort()
  }

  because(reason: StopReason): void {
    this.#reason ??= reason
    this.#controller.abort()
  }

  /**
   * Passes on what `work` throws, such as what the journal does, and halts the run first: what others announced while the journal
   * could still be written, and have not sent yet, is not sent any more.
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
