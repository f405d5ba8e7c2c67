import type { Answer } from '../answer.ts'
import type { Workflow } from './conversation.ts'
import { decide } from './decide.ts'
import { isProtectedClaim, PROTECTED, whyNotMeant } from './eligibility.ts'
import { after, failed } from './failed-step.ts'
import { isBegun, NO_PROGRESS, type Leaver } from '../leaver.ts'
import type { RowEnd } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import { readAgain } from './resume-user.ts'
import { remove } from './delete-user.ts'
import { byWhom, leftDeactivated, undo } from './reactivate.ts'
import type { User } from '../identity/user.ts'

/** Deactivated for certain, and allowed to go. */
interface Deactivated {
  outcome: null
  user: User
  detail: string
  status: number | null
}

/**
 * Offboards one user: deactivate, check who that was, delete. Pure: who drives it sends the requests and keeps the ledger.
 * Nothing is deleted unless a response proved that the user is deactivated, is the one meant, and has an allowed role.
 */
export function* offboard(leaver: Leaver, policy: Policy): Workflow {
  if (isBegun(leaver.progress)) return yield* goOn(leaver, policy)

  if (isProtectedClaim(leaver.claim, policy)) return PROTECTED
  const state = yield* policy.deactivate
    ? ensureDeactivated(leaver, policy)
    : requireDeactivated(leaver, policy)
  if (state.outcome !== null) return state
  if (!policy.delete) return { outcome: 'deactivated', detail: state.detail, status: state.status }
  return yield* remove(leaver.userId, state.user)
}

/** Goes on with what an interrupted pass has begun, once the user was read again. */
function* goOn(leaver: Leaver, policy: Policy): Workflow {
  const seen = yield* readAgain(leaver, policy)
  if (seen.outcome !== null) return seen
  const { user, status } = seen
  if (user.deactivated && !policy.delete) return { outcome: 'deactivated', detail: seen.detail, status }
  if (user.deactivated)
    return yield* remove(user.id, user, leaver.progress.deletion === 'intended' ? 'interrupted' : undefined)
  return yield* offboard({ ...leaver, known: user, progress: NO_PROGRESS }, policy)
}

/** Deactivates the user, unless that was done already. Reactivates whoever turns out to be somebody else. */
function* ensureDeactivated(leaver: Leaver, policy: Policy): Workflow<RowEnd | Deactivated> {
  const { userId, known } = leaver
  if (known !== null) {
    const refusal = whyNotMeant(leaver, known, policy)
    if (refusal !== null) return refusal
    if (known.deactivated)
      return { outcome: null, user: known, detail: 'was deactivated already', status: null }
  }

  const answer = yield { do: 'deactivate', userId }
  switch (answer.kind) {
    case 'user': {
      const refusal = whyNotMeant(leaver, answer.user, policy)
      // An answer about somebody else does not tell whom the deactivation has hit.
      if (refusal !== null && (answer.user.deactivated || answer.user.id !== userId)) {
        // Whether it was deactivated before, the platform does not say.
        const wasActive = known !== null && answer.user.id === known.id
        return yield* undo(userId, answer.user, refusal, byWhom(wasActive))
      }
      if (refusal !== null) return refusal
      if (answer.user.deactivated)
        return { outcome: null, user: answer.user, detail: '', status: answer.status }
      return failed('deactivate', 'the platform answered 200, but the user is still active', answer.status)
    }
    case 'not_found':
      if (known === null) return { outcome: 'not_found', detail: '', status: answer.status }
      // Of somebody who was seen a moment ago it is not believed unread.
      return yield* settleDeactivation(leaver, policy, { ...answer, message: 'the platform answered 404' })
    case 'rejected':
    case 'unclear':
      return yield* settleDeactivation(leaver, policy, answer)
    case 'done':
      return yield* settleDeactivation(leaver, policy, {
        ...answer,
        message: 'the answer does not show the user',
      })
    case 'failed':
      if (!answer.delivery.mayHaveArrived) {
        return failed('deactivate', `${answer.reason}${after(answer)}; nothing was changed`, answer.status)
      }
      return yield* settleDeactivation(leaver, policy, { ...answer, message: answer.reason })
  }
}

/** Reads the user after a deactivation that was not plainly answered: deactivated after all, or not? */
function* settleDeactivation(
  leaver: Leaver,
  policy: Policy,
  unclear: { kind: Answer['kind']; status: number | null; message: string; delivery: Answer['delivery'] },
): Workflow<RowEnd | Deactivated> {
  const answer = yield { do: 'read', userId: leaver.userId }
  const { message, status } = unclear
  if (answer.kind === 'not_found') return { outcome: 'not_found', detail: '', status: answer.status }
  if (answer.kind !== 'user') {
    return failed(
      'deactivate',
      `${message}${after(unclear)}; whether the user is deactivated is not known`,
      status,
    )
  }
  const refusal = whyNotMeant(leaver, answer.user, policy)
  if (refusal !== null) {
    if (!answer.user.deactivated) return refusal
    // It cannot be told who deactivated this account, and to reactivate one that somebody locked on purpose would be worse.
    return leftDeactivated(refusal, 'the user is deactivated, and was left so', null)
  }
  if (answer.user.deactivated) {
    const ours = unclear.delivery.mayHaveArrived || unclear.kind === 'done' || unclear.kind === 'unclear'
    return {
      outcome: null,
      user: answer.user,
      detail: ours ? 'confirmed after a lost answer' : 'was deactivated already',
      status,
    }
  }
  if (unclear.kind === 'rejected') return { outcome: 'refused', detail: message, status }
  return failed('deactivate', `${message}${after(unclear)}; the user is active`, status)
}

/** For `--no-deactivate`: reads the user, since nobody is deleted whose state and role were not seen. */
function* requireDeactivated(leaver: Leaver, policy: Policy): Workflow<RowEnd | Deactivated> {
  let user: User | null = leaver.known
  if (user === null) {
    const answer = yield { do: 'read', userId: leaver.userId }
    switch (answer.kind) {
      case 'not_found':
        return { outcome: 'not_found', detail: '', status: answer.status }
      case 'user':
        user = answer.user
        break
      case 'rejected':
        return failed('read', answer.message, answer.status)
      case 'done':
      case 'unclear':
        return failed('read', 'the answer does not show the user', answer.status)
      case 'failed':
        return failed('read', `${answer.reason}${after(answer)}; nothing was changed`, answer.status)
    }
  }
  return (
    decide(user, leaver.claim, policy, leaver.planned) ?? {
      outcome: null,
      user,
      detail: 'was deactivated already',
      status: null,
    }
  )
}
