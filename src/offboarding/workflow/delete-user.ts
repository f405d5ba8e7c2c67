import type { Answer } from '../answer.ts'
import { contradictions } from './changed-since.ts'
import type { Workflow } from './conversation.ts'
import { causeOf, stepFailed } from './failed-step.ts'
import { rowEnd, withReason, type RowEnd } from '../outcome.ts'
import type { User } from '../identity/user.ts'

/**
 * Deletes a user who is deactivated. `shown`: the user as the latest answer described them. `interrupted`: an earlier session
 * announced the deletion, and its answer is unknown.
 */
export function* deleteUser(userId: string, shown: User | null, earlier?: 'interrupted'): Workflow {
  const answer = yield { do: 'delete', userId }
  const isOurs = answer.kind === 'user' && answer.user.id === userId
  if (answer.kind === 'done') return rowEnd('deleted', null, answer.status)
  if (isOurs) return endOfDeleted(shown, answer.user, answer.status)

  const isUnclear = answer.kind === 'user' || answer.kind === 'unclear'
  const lost = earlier === 'interrupted' || answer.delivery.mayHaveArrived || isUnclear
  const after = isUnclear ? 'unclear_answer' : 'lost_answer'
  const what = earlier === 'interrupted' ? 'interruption' : after
  const confirmed = rowEnd('deleted', { code: 'confirmed_after', what }, 404)
  if (answer.kind === 'not_found' && lost) return confirmed
  if (answer.kind === 'failed' && !lost) return stepFailed('delete', causeOf(answer), answer, 'deactivated')

  const state = yield { do: 'read', userId }
  if (state.kind === 'not_found' && lost) return confirmed
  if (state.kind === 'not_found') return rowEnd('not_found', { code: 'deleted_by_others' }, state.status)
  return endOfPresent({ userId, shown, lost }, answer, state)
}

/**
 * The answer to a deletion may describe another person than the user seen before. That person is then gone, and an operator has
 * to know.
 */
function endOfDeleted(shown: User | null, gone: User, status: number): RowEnd {
  const changes = shown === null ? [] : contradictions(shown, gone)
  return changes.length === 0
    ? rowEnd('deleted', null, status)
    : rowEnd('mismatch', { code: 'other_account_deleted', changes }, status)
}

/** How a row ends after an inconclusive deletion, by the answer to reading the user. */
function endOfPresent(
  { userId, shown, lost }: { userId: string; shown: User | null; lost: boolean },
  answer: Exclude<Answer, { kind: 'done' }>,
  state: Exclude<Answer, { kind: 'not_found' }>,
): RowEnd {
  const cause = causeOf(answer)
  const { status } = answer
  if (state.kind !== 'user' || state.user.id !== userId)
    return stepFailed('delete', cause, answer, 'deletion_unknown')
  const changes = shown === null ? [] : contradictions(shown, state.user)
  if (changes.length > 0) {
    const end = rowEnd(
      'mismatch',
      { code: 'changed_since', since: 'look_up', changes, isReactivated: false },
      status,
    )
    return lost ? withReason(end, { code: 'may_have_deleted', isAlternative: false }) : end
  }
  if (!state.user.deactivated) {
    const end = rowEnd('refused', { code: 'reactivated_by_others', cause }, status)
    return lost ? withReason(end, { code: 'may_have_deleted', isAlternative: true }) : end
  }
  if (answer.kind === 'rejected')
    return rowEnd(
      'refused',
      { code: 'platform_refused', message: answer.message, isDeactivated: true },
      status,
    )
  return stepFailed('delete', cause, answer, 'deactivated')
}
