import type { Deps } from '../../deps.ts'
import { EXIT, type ExitCode, type StopSignal } from '../../exit-code.ts'

/** Tells a command that may take several sessions when to stop: at a signal, or when its time is over. */
export class Stopping {
  readonly #deps: Pick<Deps, 'onSignal' | 'monotonic'>
  readonly #until: number
  readonly #ending = new AbortController()
  readonly #stopListening: () => void
  #signal: StopSignal | null = null
  #inSession: ((signal: StopSignal) => void) | null = null

  /** `maxDurationMs`: how long all of it may take, or null. */
  constructor(maxDurationMs: number | null, deps: Pick<Deps, 'onSignal' | 'monotonic'>) {
    this.#deps = deps
    this.#until = deps.monotonic() + (maxDurationMs ?? Infinity)
    this.#stopListening = deps.onSignal((signal) => {
      this.#signal = signal
      this.#ending.abort()
      this.#inSession?.(signal)
    })
  }

  /** Aborted at a signal. */
  get signal(): AbortSignal {
    return this.#ending.signal
  }

  /** The exit code if nothing further may be begun; null if it may. */
  get exitCode(): ExitCode | null {
    if (this.#signal !== null) return EXIT[this.#signal]
    return this.leftMs === 0 ? EXIT.maxDuration : null
  }

  /** How much time is left, in whole milliseconds; null where there is no limit. */
  get leftMs(): number | null {
    if (this.#until === Infinity) return null
    return Math.max(0, Math.ceil(this.#until - this.#deps.monotonic()))
  }

  /** What a session listens with. Between two sessions this listens itself. */
  readonly onSignal: Deps['onSignal'] = (listener) => {
    this.#inSession = listener
    // It came before the session.
    if (this.#signal !== null) listener(this.#signal)
    return () => {
      if (this.#inSession === listener) this.#inSession = null
    }
  }

  over(): void {
    this.#stopListening()
  }
}
