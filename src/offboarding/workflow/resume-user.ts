import type { Answer } from '../answer.ts'
import { whyNotAsKnown } from './changed-since.ts'
import type { Workflow } from './conversation.ts'
import { whyNotMeant } from './eligibility.ts'
import { after, failed, reasonOf } from './failed-step.ts'
import type { Leaver, Progress } from '../leaver.ts'
import type { RowEnd } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import { MAY_HAVE_DELETED } from './delete-user.ts'
import { byWhom, leftDeactivated, undoAsRead } from './reactivate.ts'
import type { User } from '../identity/user.ts'

/** Still the user who was known, and still to be offboarded. */
interface Same {
  outcome: null
  user: User
  detail: string
  status: null
}

/**
 * Reads the user of a row that an earlier pass has begun. Much may have changed since, however short the run was away: the user may be
 * gone or active again, or the ID somebody else's.
 */
export function* readAgain(leaver: Leaver, policy: Policy): Workflow<RowEnd | Same> {
  const { userId, known, planned, progress } = leaver
  const answer = yield { do: 'read', userId }
  if (answer.kind === 'not_found') return gone(progress, answer.status)
  if (answer.kind !== 'user') return unreadable(answer, progress)

  const { user } = answer
  const change = known?.id === user.id ? whyNotAsKnown(known, user) : null
  if (change !== null) return left(change, user, progress)
  // What the deactivation had shown may have been refused, and the run interrupted before it was taken back.
  const before =
    known !== null && progress.deactivation === 'done' ? whyNotMeant(leaver, known, policy) : null
  const refusal = before ?? whyNotMeant(leaver, user, policy)
  if (refusal !== null && known !== null && progress.deactivation === 'done') {
    return yield* undoAsRead(userId, known, answer, refusal, byWhom(planned?.deactivated === false))
  }
  if (refusal !== null && isMostLikelyOurs(leaver, user)) {
    return yield* undoAsRead(userId, user, answer, refusal, byWhom(true))
  }
  if (refusal !== null) return left(refusal, user, progress)
  const wasDeactivated = progress.deactivation === 'done' || progress.deletion === 'intended'
  if (wasDeactivated && !user.deactivated) {
    const detail = 'somebody reactivated the user meanwhile'
    return { outcome: 'refused', detail: withDeletion(detail, progress, 'or '), status: null }
  }
  const detail = progress.deactivation === 'intended' ? 'confirmed after interruption' : ''
  return { outcome: null, user, detail, status: null }
}

/** Seen active by this run, and deactivated once that was announced: it has arrived, though the answer was not recorded. */
const isMostLikelyOurs = ({ userId, known, progress }: Leaver, now: User): boolean =>
  known?.id === userId &&
  !known.deactivated &&
  progress.deactivation === 'intended' &&
  now.id === userId &&
  now.deactivated

/** It cannot be told who deactivated this account, and to reactivate one that somebody locked on purpose would be worse. */
function left(refusal: RowEnd, user: User, progress: Progress): RowEnd {
  const end = { ...refusal, detail: withDeletion(refusal.detail, progress) }
  return user.deactivated ? leftDeactivated(end, 'the user is deactivated, and was left so', null) : end
}

/** Of somebody whose deletion was sent, and not answered, it may be another account that is there now. */
const withDeletion = (detail: string, { deletion }: Progress, or = ''): string =>
  deletion === 'intended' ? `${detail}; ${or}${MAY_HAVE_DELETED}` : detail

function gone({ deactivation, deletion }: Progress, status: number): RowEnd {
  if (deletion === 'intended') return { outcome: 'deleted', detail: 'confirmed after interruption', status }
  const detail = deactivation === 'done' ? 'somebody else deleted the user meanwhile' : ''
  return { outcome: 'not_found', detail, status }
}

function unreadable(
  answer: Exclude<Answer, { kind: 'user' | 'not_found' }>,
  { deactivation, deletion }: Progress,
): RowEnd {
  const state =
    deletion === 'intended'
      ? 'whether the user is deleted is not known'
      : deactivation === 'done'
        ? 'the user is deactivated, not deleted'
        : 'whether the user is deactivated is not known'
  return failed('read', `${reasonOf(answer)}${after(answer)}; ${state}`, answer.status)
}
