import type { Answer, Interruption } from '../answer.ts'
import type { Retry } from '../event.ts'
import type { PlatformStep } from '../step.ts'

/**
 * Carries out steps on the platform, with all attempts that this takes. An error that concerns one user is an answer and is not
 * thrown.
 */
export interface Platform {
  perform(step: PlatformStep, onRetry: (retry: Retry) => void): Promise<Answer | Interruption>
}

/** The time on the platform, as its answers state it. */
export interface PlatformClock {
  /** Whether the platform has answered yet. */
  readonly isAnswered: boolean
  /** The platform's time in its last answer; null if no answer stated one. */
  readonly platformTime: Date | null
}

/** The rate limit of the platform. */
export interface Quota {
  /** The number of requests a minute that this run may send. `documented` is used until the platform states its limit. */
  openQuota(documented: number): number
}
