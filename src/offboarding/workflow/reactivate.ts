import type { Answer } from '../answer.ts'
import type { Workflow } from './conversation.ts'
import type { RowEnd } from '../outcome.ts'
import type { User } from '../identity/user.ts'
import { parseUserId } from '../identity/user-id.ts'

// What becomes of somebody who was deactivated and should not have been.

type By = 'by this run' | 'by this run or before it'

/** Who deactivated a user, as far as is known. `wasActive`: the user was seen active before this run's deactivation. */
export const byWhom = (wasActive: boolean): By => (wasActive ? 'by this run' : 'by this run or before it')

/** Reactivates whom a deactivation of `userId` has hit, and should not have. `shown`: the account that its answer showed. */
export function* undo(userId: string, shown: User, refusal: RowEnd, by: By): Workflow {
  if (shown.id === userId) return yield* takeBack(shown, refusal, by)
  // About somebody else: it may be one account under two IDs, or an answer that cannot be believed.
  return yield* undoAsRead(userId, shown, yield { do: 'read', userId }, refusal, by)
}

/** The same, with `answer` to reading `userId`. */
export function* undoAsRead(userId: string, shown: User, answer: Answer, refusal: RowEnd, by: By): Workflow {
  const isSame = answer.kind === 'user' && answer.user.id === userId
  // One account that is known by two IDs: the deactivation has to have shown it deactivated.
  const isOther = answer.kind === 'user' && answer.user.id === shown.id && shown.deactivated
  if (isSame || isOther) {
    if (answer.user.deactivated) return yield* takeBack(answer.user, refusal, by)
    return { ...refusal, detail: `${refusal.detail}; user "${answer.user.id}" is active` }
  }
  const status = 'status' in answer ? answer.status : null
  return leftDeactivated(
    refusal,
    `whether user "${userId}" is deactivated is not known: look by hand`,
    status,
  )
}

/** Reactivates somebody who should not have been touched. */
function* takeBack(user: User, refusal: RowEnd, by: By): Workflow {
  const byHand = `reactivate user "${user.id}" by hand`
  if (!parseUserId(user.id).ok) {
    return leftDeactivated(refusal, `deactivated ${by}, and has no usable ID: ${byHand}`, refusal.status)
  }
  const answer = yield { do: 'reactivate', userId: user.id }
  const reactivated = { ...refusal, detail: `${refusal.detail}; deactivated ${by}, and reactivated at once` }
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
        return { ...refusal, detail: `${refusal.detail}; the user is gone`, status: state.status }
      const detail = `deactivated ${by}, and not shown as reactivated: ${byHand}`
      return leftDeactivated(refusal, detail, answer.status)
    }
    case 'rejected':
    case 'failed': {
      const why = answer.kind === 'rejected' ? answer.message : answer.reason
      const detail = `deactivated ${by}, and could not be reactivated (${why}): ${byHand}`
      return leftDeactivated(refusal, detail, answer.status)
    }
  }
}

/** Somebody who should not have been touched may be left deactivated: a person has to look, also where being protected is no news. */
export function leftDeactivated(refusal: RowEnd, detail: string, status: number | null): RowEnd {
  const outcome = refusal.outcome === 'protected' ? 'refused' : refusal.outcome
  return { outcome, detail: `${refusal.detail}; ${detail}`, status }
}
