import { setTimeout } from 'node:timers/promises'

/** Waits for `ms` milliseconds, or until `signal` is aborted; never rejects. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>

export const pause: Pause = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal })
  } catch {
    // Aborted: whoever waits looks at the signal.
  }
}
