import type { Answer } from '../answer.ts'
import type { Workflow } from './conversation.ts'
import { decide } from './decide.ts'
import { isProtectedClaim, PROTECTED, whyNotMeant } from './eligibility.ts'
import { causeOf, stepFailed } from './failed-step.ts'
import { isBegun, NO_STEPS, type Leaver } from '../leaver.ts'
import { rowEnd, type Outcome, type RowEnd } from '../outcome.ts'
import type { Cause } from '../reason-details.ts'
import type { Reason } from '../reason.ts'
import type { Policy } from '../policy.ts'
import { resumeUser } from './resume-user.ts'
import { archiveAndDelete } from './archive-user.ts'
import { leftDeactivated, undoDeactivation } from './reactivate.ts'
import type { User } from '../identity/user.ts'

const WAS_DEACTIVATED: Reason = { code: 'was_deactivated' }

/** The user is deactivated for certain, and may be deleted. */
interface Deactivated {
  outcome: null
  user: User
  /** How the user came to be deactivated, unless this run simply did it. */
  reason: Reason | null
  status: number | null
}

/**
 * Offboards one user: deactivates, checks who that was, deletes. Pure: the caller sends the requests and writes the ledger.
 * Nobody is deleted unless a response proved that the user is deactivated, is the one meant, and has an allowed role.
 */
export function* offboard(leaver: Leaver, policy: Policy): Workflow {
  const end = yield* work(leaver, policy)
  return policy.task === 'purge' ? keptIfReactivated(end) : end
}

/** Of a purge: somebody who reactivates a user has the last word. Unless the user may be deleted all the same, nobody need look. */
function keptIfReactivated(end: RowEnd): RowEnd {
  if (end.reasons[0]?.code !== 'reactivated_by_others') return end
  return { ...end, outcome: end.reasons.length === 1 ? 'kept' : 'refused' }
}

function* work(leaver: Leaver, policy: Policy): Workflow {
  if (isBegun(leaver.stepsSoFar)) return yield* resume(leaver, policy)

  if (isProtectedClaim(leaver.claim, policy)) return PROTECTED
  const state = yield* policy.deactivate
    ? ensureDeactivated(leaver, policy)
    : requireDeactivated(leaver, policy)
  if (state.outcome !== null) return state
  if (endsDeactivated(policy)) return rowEnd(outcomeOfDeactivated(policy), state.reason, state.status)
  return yield* archiveAndDelete(leaver, state.user, policy)
}

/** Whether a user who is deactivated is not deleted by this run. */
const endsDeactivated = (policy: Policy): boolean => !policy.delete || policy.grace !== undefined

const outcomeOfDeactivated = ({ grace }: Policy): Outcome => (grace === undefined ? 'deactivated' : 'waiting')

/** Continues what an interrupted session began, after reading the user again. */
function* resume(leaver: Leaver, policy: Policy): Workflow {
  const seen = yield* resumeUser(leaver, policy)
  if (seen.outcome !== null) return seen
  const { user, status } = seen
  if (user.deactivated && leaver.withdrawn !== undefined) return rowEnd('not_due', leaver.withdrawn)
  if (user.deactivated && endsDeactivated(policy))
    return rowEnd(outcomeOfDeactivated(policy), seen.reason, status)
  if (user.deactivated)
    return yield* archiveAndDelete(
      leaver,
      user,
      policy,
      leaver.stepsSoFar.deletion === 'intended' ? 'interrupted' : undefined,
    )
  return yield* work({ ...leaver, known: user, stepsSoFar: NO_STEPS }, policy)
}

/** Deactivates the user unless they are deactivated already. If the account turns out to be somebody else's, reactivates it. */
function* ensureDeactivated(leaver: Leaver, policy: Policy): Workflow<RowEnd | Deactivated> {
  const { userId, known } = leaver
  if (known !== null) {
    const refusal = whyNotMeant(leaver, known, policy)
    if (refusal !== null) return refusal
    if (known.deactivated) return { outcome: null, user: known, reason: WAS_DEACTIVATED, status: null }
  }

  const answer = yield { do: 'deactivate', userId }
  switch (answer.kind) {
    case 'user': {
      const refusal = whyNotMeant(leaver, answer.user, policy)
      // An answer about another user does not show whom the deactivation reached.
      if (refusal !== null && (answer.user.deactivated || answer.user.id !== userId)) {
        // The platform does not say whether the account was deactivated before.
        const wasActive = known !== null && answer.user.id === known.id
        return yield* undoDeactivation(userId, answer.user, refusal, wasActive)
      }
      if (refusal !== null) return refusal
      if (answer.user.deactivated)
        return { outcome: null, user: answer.user, reason: null, status: answer.status }
      return stepFailed('deactivate', { is: 'still_active' }, answer, 'active')
    }
    case 'not_found':
      if (known === null) return rowEnd('not_found', null, answer.status)
      // This user existed a moment ago, so a 404 is checked by reading them once more.
      return yield* settleDeactivation(leaver, policy, answer)
    case 'rejected':
    case 'unclear':
    case 'done':
      return yield* settleDeactivation(leaver, policy, answer)
    case 'failed':
      if (!answer.delivery.mayHaveArrived) {
        return stepFailed('deactivate', causeOf(answer), answer, 'unchanged')
      }
      return yield* settleDeactivation(leaver, policy, answer)
  }
}

/** Reads the user after a deactivation without a clear answer, to learn whether they are deactivated. */
function* settleDeactivation(
  leaver: Leaver,
  policy: Policy,
  unclear: Exclude<Answer, { kind: 'user' }>,
): Workflow<RowEnd | Deactivated> {
  const answer = yield { do: 'read', userId: leaver.userId }
  const { status } = unclear
  const cause: Cause = causeOf(unclear)
  if (answer.kind === 'not_found') return rowEnd('not_found', null, answer.status)
  if (answer.kind !== 'user') return stepFailed('deactivate', cause, unclear, 'deactivation_unknown')
  const refusal = whyNotMeant(leaver, answer.user, policy)
  if (refusal !== null) {
    if (!answer.user.deactivated) return refusal
    // Somebody else may have locked this account on purpose, and reactivating it would be worse than leaving it.
    return leftDeactivated(refusal, { code: 'left_deactivated' }, null)
  }
  if (answer.user.deactivated) {
    const ours = unclear.delivery.mayHaveArrived || unclear.kind === 'done' || unclear.kind === 'unclear'
    const reason: Reason = ours ? { code: 'confirmed_after', what: 'lost_answer' } : WAS_DEACTIVATED
    return { outcome: null, user: answer.user, reason, status }
  }
  if (unclear.kind === 'rejected')
    return rowEnd(
      'refused',
      { code: 'platform_refused', message: unclear.message, isDeactivated: false },
      status,
    )
  return stepFailed('deactivate', cause, unclear, 'active')
}

/** For `--no-deactivate`: reads the user if necessary, because nobody is deleted whose state and role were not seen. */
function* requireDeactivated(leaver: Leaver, policy: Policy): Workflow<RowEnd | Deactivated> {
  let user: User | null = leaver.known
  if (user === null) {
    const answer = yield { do: 'read', userId: leaver.userId }
    switch (answer.kind) {
      case 'not_found':
        return rowEnd('not_found', null, answer.status)
      case 'user':
        user = answer.user
        break
      case 'rejected':
      case 'done':
      case 'unclear':
      case 'failed':
        return stepFailed('read', causeOf(answer), answer, 'unchanged')
    }
  }
  return (
    decide(user, leaver.claim, policy, leaver.planned) ?? {
      outcome: null,
      user,
      reason: WAS_DEACTIVATED,
      status: null,
    }
  )
}
