import type { Workflow } from './conversation.ts'
import { deleteUser } from './delete-user.ts'
import { causeOf, stepFailed } from './failed-step.ts'
import type { Leaver } from '../leaver.ts'
import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import type { RecordFields, User } from '../identity/user.ts'

/**
 * Deletes a user who is deactivated, after their records are saved if the policy asks for that. `user`: as the latest answer described them.
 * `earlier`: as `deleteUser` has it.
 */
export function* archiveAndDelete(
  { userId, known }: Pick<Leaver, 'userId' | 'known'>,
  user: User,
  policy: Policy,
  earlier?: 'interrupted',
): Workflow {
  if (policy.archive !== undefined) {
    const end = yield* archiveUser(userId, recordOf(user, known), earlier)
    if (end !== null) return end
  }
  return yield* deleteUser(userId, user, earlier)
}

/** Saves the records of a user. Returns how the row ends if they could not be saved in full, otherwise null. */
function* archiveUser(
  userId: string,
  record: RecordFields,
  earlier: 'interrupted' | undefined,
): Workflow<RowEnd | null> {
  const answer = yield { do: 'archive', userId, record }
  if (answer.kind === 'done') return null
  if (answer.kind === 'not_found') {
    // This user existed a moment ago, so a 404 is checked by reading them once more.
    const state = yield { do: 'read', userId }
    if (state.kind === 'not_found' && earlier === 'interrupted')
      return rowEnd('deleted', { code: 'confirmed_after', what: 'interruption' }, state.status)
    if (state.kind === 'not_found') return rowEnd('not_found', { code: 'deleted_by_others' }, state.status)
  }
  // It takes several requests. The cause says how often the one that failed was tried.
  const delivery = { ...answer.delivery, attempts: 1 }
  return stepFailed('archive', causeOf(answer), { status: answer.status, delivery }, 'deactivated')
}

/** The user object of both answers. What only the earlier one told, as a look-up may tell more than a deactivation, is not lost. */
const recordOf = (user: User, known: User | null): RecordFields => ({
  ...(known?.id === user.id && known.record),
  ...user.record,
})
