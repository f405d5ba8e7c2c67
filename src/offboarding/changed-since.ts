import type { RowEnd } from './outcome.ts'
import type { User } from './user.ts'

/** The end of a row whose user is not what was known when the plan was made, and must be left alone; null without a plan, too. */
export function whyNotAsPlanned(planned: User | null, now: User): RowEnd | null {
  const changes = planned === null ? null : changedSince(planned, now)
  return changes === null ? null : { outcome: 'mismatch', detail: changes, status: null }
}

function changedSince(planned: User, now: User): string | null {
  const changes = [
    change('e-mail address', planned.email, now.email),
    change('name', planned.name, now.name),
    change('role', planned.role, now.role),
    planned.deactivated && !now.deactivated ? 'reactivated' : null,
  ].filter((words) => words !== null)
  return changes.length === 0 ? null : `changed since the plan was made: ${changes.join(', ')}`
}

function change(what: string, before: string | null, after: string | null): string | null {
  return before === after ? null : `${what} was ${before ?? 'none'}, is ${after ?? 'none'}`
}
