import type { Answer } from '../answer.ts'
import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Cause, Left } from '../reason-details.ts'
import type { ArchiveStep, UserStep } from '../step.ts'

/** The end of a row whose step failed after all attempts. `left`: the state of its user, as far as it is known. */
export const stepFailed = (
  step: (UserStep | ArchiveStep)['do'] | 'look-up',
  cause: Cause,
  { status, delivery }: { status: number | null; delivery: Answer['delivery'] },
  left: Left,
): RowEnd => rowEnd('failed', { code: 'step_failed', step, cause, attempts: delivery.attempts, left }, status)

/** The cause in an answer that is not the expected one. */
export function causeOf(answer: Answer): Cause {
  switch (answer.kind) {
    case 'user':
      return { is: 'other_user', userId: answer.user.id }
    case 'done':
      return { is: 'no_user' }
    case 'not_found':
      return { is: 'not_found' }
    case 'unclear':
    case 'rejected':
      return { is: 'message', message: answer.message }
    case 'failed':
      return { is: 'message', message: answer.reason }
  }
}
