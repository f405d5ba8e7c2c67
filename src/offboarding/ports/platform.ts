import type { Answer, Interruption } from '../answer.ts'
import type { Retry } from '../event.ts'
import type { Step } from '../step.ts'

/** Carries out steps on the platform, with all the attempts that takes. Never throws for what one user's step meets. */
export interface Platform {
  perform(step: Step, onRetry: (retry: Retry) => void): Promise<Answer | Interruption>
}
