import type { Deps } from '../deps.ts'
import { EXIT, type ExitCode, type StopSignal } from '../exit-code.ts'

/** Tells a job over several lists when to stop: at a signal, or when its time is over. */
export class Stopping {
  readonly #deps: Pick<Deps, 'onSignal' | 'monotonic'>
  readonly #until: number
  readonly #ending = new AbortController()
  readonly #stopListening: () => void
  #signal: StopSignal | null = null
  #inSession: ((signal: StopSignal) => void) | null = null

  /** `maxDurationMs`: how long the whole job may take, or null. */
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

  /** The exit code if no further list may be begun; null if one may. */
  get exitCode(): ExitCode | null {
    if (this.#signal !== null) return EXIT[this.#signal]
    return this.leftMs === 0 ? EXIT.maxDuration : null
  }

  /** How much time is left, in whole milliseconds; null where there is no limit. */
  get leftMs(): number | null {
    if (this.#until === Infinity) return null
    return Math.max(0, Math.ceil(this.#until - this.#deps.monotonic()))
  }

  /** What a session within the job listens with. Between two sessions the job itself listens. */
  readonly onSignal: Deps['onSignal'] = (listener) => {
    this.#inSession = listener
    return () => {
      if (this.#inSession === listener) this.#inSession = null
    }
  }

  over(): void {
    this.#stopListening()
  }
}
