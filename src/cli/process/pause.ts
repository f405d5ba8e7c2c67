import { setTimeout } from 'node:timers/promises'
import type { Deps } from '../deps.ts'

export const pause: Deps['pause'] = async (ms, signal) => {
  try {
    await setTimeout(ms, undefined, { signal })
  } catch {
    // Aborted. The caller checks the signal.
  }
}
