import type { RowEnd } from './outcome.ts'
import type { Policy } from './policy.ts'
import type { User } from './user.ts'

/**
 * Whether the account the platform showed may be offboarded for a row: it must carry the row's ID and a role that was
 * allowed. Null means it may; otherwise how the row ends. A role the platform did not tell is not an allowed one.
 */
export function whyNotEligible(user: User, userId: string, policy: Policy): RowEnd | null {
  if (user.id !== userId) {
    return {
      outcome: 'mismatch',
      detail: `the platform answered with user "${user.id}" where "${userId}" was asked for`,
      status: null,
    }
  }
  if (policy.roles === 'any' || (user.role !== null && policy.roles.includes(user.role))) return null
  const role = user.role === null ? 'an unknown role' : `the role "${user.role}"`
  return {
    outcome: 'refused',
    detail: `the user has ${role}; --roles allows ${policy.roles.join(', ')}`,
    status: null,
  }
}
