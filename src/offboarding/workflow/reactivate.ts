import type { Answer } from '../answer.ts'
import type { Workflow } from './conversation.ts'
import { causeOf } from './failed-step.ts'
import { withReason, type RowEnd } from '../outcome.ts'
import type { DetailsOf, Reason } from '../reason.ts'
import type { User } from '../identity/user.ts'
import { parseUserId } from '../identity/user-id.ts'

// Reactivates users who should not have been deactivated.

/**
 * Undoes a deactivation of `userId` that hit a user it should not have. `shown`: the account in its answer. `wasActive`: the user
 * was seen active before, so this run deactivated them.
 */
export function* undoDeactivation(
  userId: string,
  shown: User,
  refusal: RowEnd,
  wasActive: boolean,
): Workflow {
  if (shown.id === userId) return yield* reactivate(shown, refusal, wasActive)
  // The answer shows another ID: either one account has two IDs, or the answer cannot be believed. Reading the user decides.
  return yield* undoAfterRead(userId, shown, yield { do: 'read', userId }, refusal, wasActive)
}

/** Undoes a deactivation of `userId`, given the answer to reading that user. `shown`: the account in the answer to the deactivation. */
export function* undoAfterRead(
  userId: string,
  shown: User,
  answer: Answer,
  refusal: RowEnd,
  wasActive: boolean,
): Workflow {
  const isSame = answer.kind === 'user' && answer.user.id === userId
  // One account with two IDs. The answer to the deactivation must have shown it deactivated.
  const isOther = answer.kind === 'user' && answer.user.id === shown.id && shown.deactivated
  if (isSame || isOther) {
    if (answer.user.deactivated) return yield* reactivate(answer.user, refusal, wasActive)
    return withReason(refusal, { code: 'found_active', user: answer.user.id })
  }
  const status = 'status' in answer ? answer.status : null
  return leftDeactivated(refusal, { code: 'maybe_left_deactivated', user: userId }, status)
}

/** Reactivates a user, and reads them if the answer is unclear. */
function* reactivate(user: User, refusal: RowEnd, wasActive: boolean): Workflow {
  const notReactivated = (why: DetailsOf<'not_reactivated'>['why']): Reason => ({
    code: 'not_reactivated',
    user: user.id,
    wasActive,
    why,
  })
  if (!parseUserId(user.id).ok) return leftDeactivated(refusal, notReactivated('unusable_id'), refusal.status)
  const answer = yield { do: 'reactivate', userId: user.id }
  const reactivated = withReason(refusal, { code: 'reactivated_at_once', wasActive })
  switch (answer.kind) {
    case 'done':
      return reactivated
    case 'user':
    case 'unclear':
    case 'not_found': {
      // This user existed a moment ago, so a 404 is checked by reading them once more.
      const state = answer.kind === 'user' ? answer : yield { do: 'read', userId: user.id }
      if (state.kind === 'user' && state.user.id === user.id && !state.user.deactivated) return reactivated
      if (state.kind === 'not_found')
        return { ...withReason(refusal, { code: 'user_gone' }), status: state.status }
      return leftDeactivated(refusal, notReactivated('not_shown'), answer.status)
    }
    case 'rejected':
    case 'failed':
      return leftDeactivated(refusal, notReactivated(causeOf(answer)), answer.status)
  }
}

/**
 * The end of a row whose user may stay deactivated by mistake. A person has to look, so `protected`, which needs nobody, becomes
 * `refused`.
 */
export function leftDeactivated(refusal: RowEnd, reason: Reason, status: number | null): RowEnd {
  const outcome = refusal.outcome === 'protected' ? 'refused' : refusal.outcome
  return { ...withReason(refusal, reason), outcome, status }
}
