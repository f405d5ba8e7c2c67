import type { Answer } from '../answer.ts'
import { whyNotAsKnown } from './changed-since.ts'
import type { Workflow } from './conversation.ts'
import { whyNotMeant } from './eligibility.ts'
import { causeOf, stepFailed } from './failed-step.ts'
import type { Leaver, StepsSoFar } from '../leaver.ts'
import { rowEnd, withReason, type RowEnd } from '../outcome.ts'
import type { Reason } from '../reason.ts'
import type { Policy } from '../policy.ts'
import { leftDeactivated, undoAfterRead } from './reactivate.ts'
import type { User } from '../identity/user.ts'

/** The user has not changed, and may be offboarded. */
interface Same {
  outcome: null
  user: User
  reason: Reason | null
  status: null
}

/**
 * Reads the user of a row that an earlier session began. Even after a short interruption the user may be gone or active again, or
 * the ID may belong to somebody else.
 */
export function* resumeUser(leaver: Leaver, policy: Policy): Workflow<RowEnd | Same> {
  const { userId, known, planned, stepsSoFar } = leaver
  const answer = yield { do: 'read', userId }
  if (answer.kind === 'not_found') return endOfMissing(stepsSoFar, answer.status)
  if (answer.kind !== 'user') return endOfUnread(answer, stepsSoFar)

  const { user } = answer
  const change = known?.id === user.id ? whyNotAsKnown(known, user) : null
  if (change !== null) return leaveAsIs(change, user, stepsSoFar, policy)
  // The answer to the deactivation may show a user who must not be touched, and the run may have been interrupted before it
  // reactivated them.
  const before =
    known !== null && stepsSoFar.deactivation === 'done' ? whyNotMeant(leaver, known, policy) : null
  const refusal = before ?? whyNotMeant(leaver, user, policy)
  if (refusal !== null && known !== null && stepsSoFar.deactivation === 'done') {
    return yield* undoAfterRead(userId, known, answer, refusal, planned?.deactivated === false)
  }
  if (refusal !== null && isMostLikelyOurs(leaver, user)) {
    return yield* undoAfterRead(userId, user, answer, refusal, true)
  }
  if (refusal !== null) return leaveAsIs(refusal, user, stepsSoFar, policy)
  const wasDeactivated = stepsSoFar.deactivation === 'done' || stepsSoFar.deletion === 'intended'
  if (wasDeactivated && !user.deactivated) {
    return withDeletion(rowEnd('refused', { code: 'reactivated_by_others', cause: null }), stepsSoFar, true)
  }
  const reason = stepsSoFar.deactivation === 'intended' ? CONFIRMED : null
  return { outcome: null, user, reason, status: null }
}

/**
 * This run saw the user active and announced the deactivation, and the user is deactivated now. So the deactivation arrived,
 * although its answer was not recorded.
 */
const isMostLikelyOurs = ({ userId, known, stepsSoFar }: Leaver, now: User): boolean =>
  known?.id === userId &&
  !known.deactivated &&
  stepsSoFar.deactivation === 'intended' &&
  now.id === userId &&
  now.deactivated

/**
 * Leaves the user as they are. Somebody else may have locked the account on purpose, and reactivating it would be worse. Whom a purge has
 * was deactivated to stay so: nobody need look.
 */
function leaveAsIs(refusal: RowEnd, user: User, stepsSoFar: StepsSoFar, { task }: Policy): RowEnd {
  const end = withDeletion(refusal, stepsSoFar, false)
  return user.deactivated && task !== 'purge' ? leftDeactivated(end, { code: 'left_deactivated' }, null) : end
}

/** Adds that a deletion was sent without a known answer: the account that is there now may be another one. */
const withDeletion = (end: RowEnd, { deletion }: StepsSoFar, isAlternative: boolean): RowEnd =>
  deletion === 'intended' ? withReason(end, { code: 'may_have_deleted', isAlternative }) : end

const CONFIRMED: Reason = { code: 'confirmed_after', what: 'interruption' }

function endOfMissing({ deactivation, deletion }: StepsSoFar, status: number): RowEnd {
  if (deletion === 'intended') return rowEnd('deleted', CONFIRMED, status)
  return rowEnd('not_found', deactivation === 'done' ? { code: 'deleted_by_others' } : null, status)
}

function endOfUnread(
  answer: Exclude<Answer, { kind: 'user' | 'not_found' }>,
  { deactivation, deletion }: StepsSoFar,
): RowEnd {
  const left =
    deletion === 'intended'
      ? 'deletion_unknown'
      : deactivation === 'done'
        ? 'deactivated'
        : 'deactivation_unknown'
  return stepFailed('read', causeOf(answer), answer, left)
}
