import type { Answer, Interruption } from '../answer.ts'
import type { Retry } from '../event.ts'
import type { Step } from '../step.ts'

/** Carries out steps on the platform, with all the attempts that takes. Never throws for what one user's step meets. */
export interface Platform {
  perform(step: Step, onRetry: (retry: Retry) => void): Promise<Answer | Interruption>
}

/** What the platform's answers have told besides what they were asked for. */
export interface PlatformClock {
  /** Whether there has been any answer yet. */
  readonly isAnswered: boolean
  /** What time it is by the platform's clock, as its last answer told, or null where none has. */
  readonly platformTime: Date | null
}

/** How much may be asked of the platform. */
export interface Quota {
  /** Requests of a minute that are open to this run, where the limit is `documented` as long as the platform has not told it. */
  openQuota(documented: number): number
}
