import type { Workflow } from './conversation.ts'
import { after, failed, reasonOf } from './failed-step.ts'

/** Deletes a user who is deactivated. `interrupted`: an earlier pass announced it and no answer is known. */
export function* remove(userId: string, earlier?: 'interrupted'): Workflow {
  const answer = yield { do: 'delete', userId }
  const isUnclear = answer.kind === 'user' && answer.user.id !== userId
  const lost = earlier === 'interrupted' || answer.delivery.mayHaveArrived || isUnclear
  const confirmed =
    earlier === 'interrupted'
      ? 'confirmed after interruption'
      : `confirmed after ${isUnclear ? 'an unclear' : 'a lost'} answer`
  switch (answer.kind) {
    case 'done':
      return { outcome: 'deleted', detail: '', status: answer.status }
    case 'user':
      if (!isUnclear) return { outcome: 'deleted', detail: '', status: answer.status }
      break
    case 'not_found':
      return lost
        ? { outcome: 'deleted', detail: confirmed, status: answer.status }
        : { outcome: 'not_found', detail: 'somebody else deleted the user meanwhile', status: answer.status }
    case 'failed':
      if (!lost) {
        const detail = `${answer.reason}${after(answer)}; the user is deactivated, not deleted`
        return failed('delete', detail, answer.status)
      }
      break
    case 'rejected':
      break
  }

  const state = yield { do: 'read', userId }
  const why = reasonOf(answer)
  if (state.kind === 'not_found') {
    return lost
      ? { outcome: 'deleted', detail: confirmed, status: state.status }
      : { outcome: 'not_found', detail: 'somebody else deleted the user meanwhile', status: state.status }
  }
  if (state.kind !== 'user' || state.user.id !== userId) {
    return failed('delete', `${why}${after(answer)}; whether the user is deleted is not known`, answer.status)
  }
  if (!state.user.deactivated) {
    return {
      outcome: 'refused',
      detail: `somebody reactivated the user meanwhile (${why})`,
      status: answer.status,
    }
  }
  if (answer.kind === 'rejected')
    return { outcome: 'refused', detail: `${why}; the user is deactivated`, status: answer.status }
  return failed('delete', `${why}${after(answer)}; the user is deactivated, not deleted`, answer.status)
}
