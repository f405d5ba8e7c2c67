import type { Answer } from '../answer.ts'
import { contradictions } from './changed-since.ts'
import type { Workflow } from './conversation.ts'
import { after, failed, reasonOf } from './failed-step.ts'
import type { RowEnd } from '../outcome.ts'
import type { User } from '../identity/user.ts'

/** What is said of an account that is there after a deletion of ours may have been carried out. */
export const MAY_HAVE_DELETED =
  'this run had sent a deletion for this ID, which may have deleted the account that had it before'

/**
 * Deletes a user who is deactivated. `shown`: what the latest answer showed of them. `interrupted`: an earlier pass announced it and no
 * answer is known.
 */
export function* remove(userId: string, shown: User | null, earlier?: 'interrupted'): Workflow {
  const answer = yield { do: 'delete', userId }
  const isOurs = answer.kind === 'user' && answer.user.id === userId
  if (answer.kind === 'done') return { outcome: 'deleted', detail: '', status: answer.status }
  if (isOurs) return deleted(shown, answer.user, answer.status)

  const isUnclear = answer.kind === 'user' || answer.kind === 'unclear'
  const lost = earlier === 'interrupted' || answer.delivery.mayHaveArrived || isUnclear
  const confirmed: RowEnd = {
    outcome: 'deleted',
    detail:
      earlier === 'interrupted'
        ? 'confirmed after interruption'
        : `confirmed after ${isUnclear ? 'an unclear' : 'a lost'} answer`,
    status: 404,
  }
  if (answer.kind === 'not_found' && lost) return confirmed
  if (answer.kind === 'failed' && !lost) {
    return failed(
      'delete',
      `${answer.reason}${after(answer)}; the user is deactivated, not deleted`,
      answer.status,
    )
  }

  const state = yield { do: 'read', userId }
  if (state.kind === 'not_found' && lost) return confirmed
  if (state.kind === 'not_found')
    return { outcome: 'not_found', detail: 'somebody else deleted the user meanwhile', status: state.status }
  return stillThere({ userId, shown, lost }, answer, state)
}

/** The answer to a deletion may show another person than the one who was seen under the ID: then they are gone, and somebody has to know. */
function deleted(shown: User | null, gone: User, status: number): RowEnd {
  const other = shown === null ? '' : contradictions(shown, gone)
  if (other === '') return { outcome: 'deleted', detail: '', status }
  return {
    outcome: 'mismatch',
    detail: `the account was deleted for good, and was another one: ${other}`,
    status,
  }
}

/** How a row ends whose user was not deleted, as far as the answer to reading them tells. */
function stillThere(
  { userId, shown, lost }: { userId: string; shown: User | null; lost: boolean },
  answer: Exclude<Answer, { kind: 'done' }>,
  state: Exclude<Answer, { kind: 'not_found' }>,
): RowEnd {
  const why = answer.kind === 'not_found' ? 'the platform answered 404' : reasonOf(answer)
  const { status } = answer
  if (state.kind !== 'user' || state.user.id !== userId)
    return failed('delete', `${why}${after(answer)}; whether the user is deleted is not known`, status)
  const other = shown === null ? '' : contradictions(shown, state.user)
  if (other !== '')
    return { outcome: 'mismatch', detail: lost ? `${other}; ${MAY_HAVE_DELETED}` : other, status }
  if (!state.user.deactivated) {
    const detail = `somebody reactivated the user meanwhile (${why})${lost ? `; or ${MAY_HAVE_DELETED}` : ''}`
    return { outcome: 'refused', detail, status }
  }
  if (answer.kind === 'rejected')
    return { outcome: 'refused', detail: `${why}; the user is deactivated`, status }
  return failed('delete', `${why}${after(answer)}; the user is deactivated, not deleted`, status)
}
