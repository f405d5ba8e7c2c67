import type { Answer } from '../answer.ts'
import type { Workflow } from './conversation.ts'
import { causeOf } from './failed-step.ts'
import { withReason, type RowEnd } from '../outcome.ts'
import type { DetailsOf, Reason } from '../reason.ts'
import type { User } from '../identity/user.ts'
import { parseUserId } from '../identity/user-id.ts'

// What becomes of somebody who was deactivated and should not have been.

/**
 * Reactivates whom a deactivation of `userId` has hit, and should not have. `shown`: the account that its answer showed. `wasActive`: the
 * user was seen active before that, so it was this run that deactivated them.
 */
export function* undo(userId: string, shown: User, refusal: RowEnd, wasActive: boolean): Workflow {
  if (shown.id === userId) return yield* reactivate(shown, refusal, wasActive)
  // About somebody else: it may be one account under two IDs, or an answer that cannot be believed.
  return yield* undoAsRead(userId, shown, yield { do: 'read', userId }, refusal, wasActive)
}

/** The same, with `answer` to reading `userId`. */
export function* undoAsRead(
  userId: string,
  shown: User,
  answer: Answer,
  refusal: RowEnd,
  wasActive: boolean,
): Workflow {
  const isSame = answer.kind === 'user' && answer.user.id === userId
  // One account that is known by two IDs: the deactivation has to have shown it deactivated.
  const isOther = answer.kind === 'user' && answer.user.id === shown.id && shown.deactivated
  if (isSame || isOther) {
    if (answer.user.deactivated) return yield* reactivate(answer.user, refusal, wasActive)
    return withReason(refusal, { code: 'found_active', user: answer.user.id })
  }
  const status = 'status' in answer ? answer.status : null
  return leftDeactivated(refusal, { code: 'maybe_left_deactivated', user: userId }, status)
}

/** Reactivates somebody who should not have been touched. */
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
      // Somebody who was there a moment ago is not taken for gone unread.
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

/** Somebody who should not have been touched may be left deactivated: a person has to look, also where being protected is no news. */
export function leftDeactivated(refusal: RowEnd, reason: Reason, status: number | null): RowEnd {
  const outcome = refusal.outcome === 'protected' ? 'refused' : refusal.outcome
  return { ...withReason(refusal, reason), outcome, status }
}
