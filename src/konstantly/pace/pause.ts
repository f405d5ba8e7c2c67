/** Waits for `ms` milliseconds, or until `signal` is aborted; never rejects. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>
