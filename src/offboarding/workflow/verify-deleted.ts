import type { Answer } from '../answer.ts'
import type { User } from '../identity/user.ts'
import type { Reason } from '../reason.ts'
import { contradictions } from './changed-since.ts'

/** What the platform showed where it was asked once more for a user who was deleted. */
export type Shown =
  /** The API itself answered 404: the proof that the user is gone. */
  | { kind: 'gone' }
  /** It showed a user; the reason says whom. */
  | { kind: 'there'; reason: Reason }
  /** No answer that would prove either. */
  | { kind: 'not_known' }

/**
 * What an answer to reading a user says, who was deleted. `deleted`: the user as they were then; null where no answer had described
 * them. `on`: today, `2026-12-31`.
 */
export function shownAfterDeletion(
  { userId, deleted }: { userId: string; deleted: User | null },
  answer: Answer,
  on: string,
): Shown {
  if (answer.kind === 'not_found') return { kind: 'gone' }
  if (answer.kind !== 'user' || answer.user.id !== userId) return { kind: 'not_known' }
  const changes = deleted?.id === userId ? contradictions(deleted, answer.user) : []
  const isSomebodyElse = changes.some(({ what }) => what === 'name' || what === 'e-mail address')
  const { deactivated } = answer.user
  return {
    kind: 'there',
    reason: isSomebodyElse
      ? { code: 'somebody_else_there', on, changes }
      : { code: 'still_there', on, deactivated },
  }
}
