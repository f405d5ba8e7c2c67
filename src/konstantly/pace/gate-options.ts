import type { PaceEvent } from '../../offboarding/event.ts'
import type { CircuitBreaker } from './circuit-breaker.ts'
import type { Pause } from './pause.ts'
import type { Quota } from '../quota/quota.ts'
import type { RequestInterval } from './request-interval.ts'

export interface GateOptions {
  quota: Quota
  requestInterval: RequestInterval
  breaker: CircuitBreaker
  /** Milliseconds of a clock that only goes forward. */
  now: () => number
  /** Milliseconds since the epoch. */
  wallClock: () => number
  pause: Pause
  /** Ends every wait at once when aborted. */
  stopSignal: AbortSignal
  /** Sends one harmless request past the gate and tells whether the platform answered. */
  probe: () => Promise<boolean>
  /** How long the platform may be away. */
  patienceMs: number
  /** The platform has been away for longer than patience allows. */
  onUnavailable: () => void
  emit: (event: PaceEvent) => void
}
