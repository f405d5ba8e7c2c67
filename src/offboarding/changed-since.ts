import type { User } from './user.ts'

/** What is different about a user since a plan was made, in words; null if nothing is that matters. */
export function changedSince(planned: User, now: User): string | null {
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
