/** Why a run ends before its last row. */
export type StopReason =
  | { kind: 'signal'; signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }
  | { kind: 'key_rejected'; status: number }
  | { kind: 'unavailable' }
  | { kind: 'max_duration' }

/** Tells a run to stop. The first reason counts. */
export class Stop {
  readonly #controller = new AbortController()
  #reason: StopReason | null = null

  /** Aborted once the run is to admit nobody else and to wait for nothing. */
  get signal(): AbortSignal {
    return this.#controller.signal
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
}
