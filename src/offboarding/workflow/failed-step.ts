import type { Answer } from '../answer.ts'
import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Cause, Left } from '../reason-details.ts'
import type { UserStep } from '../step.ts'

/** The end of a row whose step failed for good. `left`: the state in which its user is, as far as is known. */
export const failed = (
  step: UserStep['do'] | 'look-up',
  cause: Cause,
  { status, delivery }: { status: number | null; delivery: Answer['delivery'] },
  left: Left,
): RowEnd => rowEnd('failed', { code: 'step_failed', step, cause, attempts: delivery.attempts, left }, status)

/** What an answer says that is not the one hoped for. */
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
