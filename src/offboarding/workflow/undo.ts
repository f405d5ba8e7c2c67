import type { Answer } from '../answer.ts'
import type { User } from '../identity/user.ts'
import { parseUserId } from '../identity/user-id.ts'
import type { Leaver } from '../leaver.ts'
import { rowEnd, type RowEnd } from '../outcome.ts'
import { contradictions, whyNotAsPlanned } from './changed-since.ts'
import type { Workflow } from './conversation.ts'
import { causeOf, stepFailed } from './failed-step.ts'

/** The status of a reactivation for which the site has no seat left. */
const NO_SEAT = 402

/**
 * Reactivates one user whom an earlier run deactivated, unless somebody changed since, or is active already. Pure, like
 * `offboard`.
 */
export function* undo(leaver: Leaver): Workflow {
  const { userId, known, stepsSoFar } = leaver
  const isInterrupted = stepsSoFar.reactivation === 'intended'
  if (known === null || isInterrupted) {
    const answer = yield { do: 'read', userId }
    if (answer.kind === 'not_found') return gone(answer.status)
    if (answer.kind !== 'user')
      return stepFailed(
        'read',
        causeOf(answer),
        answer,
        isInterrupted ? 'reactivation_unknown' : 'deactivated',
      )
    const end = whyNotReactivated(leaver, answer.user)
    if (end?.outcome === 'reactivated' && isInterrupted)
      return rowEnd('reactivated', { code: 'confirmed_after', what: 'interruption' })
    return end ?? (yield* reactivate(userId, answer.user))
  }
  return whyNotReactivated(leaver, known) ?? (yield* reactivate(userId, known))
}

/** How the row of an undo ends without a reactivation; null if its user is to be reactivated. */
export function whyNotReactivated(
  { userId, planned }: Pick<Leaver, 'userId' | 'planned'>,
  user: User,
): RowEnd | null {
  if (user.id !== userId)
    return rowEnd('mismatch', { code: 'other_user_answered', asked: userId, answered: user.id })
  const id = parseUserId(user.id)
  if (!id.ok || id.id !== user.id) return rowEnd('refused', { code: 'account_id_unusable', id: user.id })
  const change = whyNotAsPlanned(planned, user, { task: 'undo' })
  if (change !== null) return change
  return user.deactivated ? null : rowEnd('reactivated', { code: 'was_active' })
}

/** Whether a row ended because the site has no seat left. Then the next reactivation would be refused, too. */
export const hasNoSeat = ({ outcome, status }: RowEnd): boolean => outcome === 'refused' && status === NO_SEAT

function* reactivate(userId: string, shown: User): Workflow {
  const answer = yield { do: 'reactivate', userId }
  const { delivery, status } = answer
  if (answer.kind === 'done') return rowEnd('reactivated', null, status)
  if (answer.kind === 'user' && answer.user.id === userId) {
    return answer.user.deactivated
      ? stepFailed('reactivate', { is: 'still_deactivated' }, answer, 'deactivated')
      : rowEnd('reactivated', null, status)
  }
  if (answer.kind === 'rejected' && status === NO_SEAT && !delivery.mayHaveArrived) return refused(answer)
  if (answer.kind === 'failed' && !delivery.mayHaveArrived)
    return stepFailed('reactivate', causeOf(answer), answer, 'deactivated')
  return settle(shown, answer, yield { do: 'read', userId })
}

/** How a row ends after a reactivation without a clear answer, by the answer to reading the user. */
function settle(shown: User, answer: Exclude<Answer, { kind: 'done' }>, state: Answer): RowEnd {
  const { status, delivery } = answer
  if (state.kind === 'not_found') return gone(state.status)
  if (state.kind !== 'user' || state.user.id !== shown.id)
    return stepFailed('reactivate', causeOf(answer), answer, 'reactivation_unknown')
  const changes = contradictions(shown, state.user)
  if (changes.length > 0)
    return rowEnd(
      'mismatch',
      { code: 'changed_since', since: 'look_up', changes, isReactivated: false },
      status,
    )
  if (!state.user.deactivated) {
    const isOurs = answer.kind !== 'rejected' || delivery.mayHaveArrived
    if (!isOurs) return rowEnd('reactivated', { code: 'was_active' }, status)
    const what = answer.kind === 'failed' || delivery.mayHaveArrived ? 'lost_answer' : 'unclear_answer'
    return rowEnd('reactivated', { code: 'confirmed_after', what }, status)
  }
  return answer.kind === 'rejected'
    ? refused(answer)
    : stepFailed('reactivate', causeOf(answer), answer, 'deactivated')
}

const gone = (status: number): RowEnd =>
  rowEnd('not_found', { code: 'gone_for_good', on: null, run: null, saved: null }, status)

const refused = ({ message, status }: Answer & { kind: 'rejected' }): RowEnd =>
  rowEnd('refused', { code: 'platform_refused', message, isDeactivated: true }, status)
