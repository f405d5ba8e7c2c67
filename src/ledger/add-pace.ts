import type { RunPace } from '../offboarding/run/run.ts'

/** The sum of the waits of earlier sessions and of this one. */
export function addPace(earlier: RunPace, pace: RunPace): RunPace {
  return {
    quotaWaitMs: Math.round(earlier.quotaWaitMs + pace.quotaWaitMs),
    retryWaitMs: Math.round(earlier.retryWaitMs + pace.retryWaitMs),
    outageMs: Math.round(earlier.outageMs + pace.outageMs),
    probes: earlier.probes + pace.probes,
    quotaShareUsed: pace.quotaShareUsed ?? earlier.quotaShareUsed,
    quotaLimit: pace.quotaLimit ?? earlier.quotaLimit,
  }
}
