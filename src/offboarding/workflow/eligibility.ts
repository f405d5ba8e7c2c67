import { whyNotAsKnown, whyNotAsPlanned } from './changed-since.ts'
import { isSameEmail, parseEmail } from '../identity/email.ts'
import type { Leaver, Person } from '../leaver.ts'
import type { RowEnd } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import { isProtected } from '../identity/protection.ts'
import { isSameName } from '../identity/same-name.ts'
import type { User } from '../identity/user.ts'
import { parseUserId } from '../identity/user-id.ts'

/**
 * Whether the account the platform showed may be offboarded for a row: it must agree with all the row says, stand on no
 * protected list, and have a role that was allowed. Null means it may; otherwise how the row ends. What the platform did not tell
 * agrees with nothing, and a role it did not tell is not an allowed one.
 */
export function whyNotEligible(user: User, claim: Person, policy: Policy): RowEnd | null {
  const disagreement = whyNotTheSame(user, claim, policy)
  if (disagreement !== null) return { outcome: 'mismatch', detail: disagreement, status: null }
  if (isProtected(policy.protect, user.id, user.email)) return PROTECTED
  const id = parseUserId(user.id)
  if (!id.ok || id.id !== user.id) {
    const detail = `the account has the ID ${JSON.stringify(user.id)}, which could reach another endpoint than the user's`
    return { outcome: 'refused', detail, status: null }
  }
  if (policy.protect.hasAddresses && !parseEmail(user.email ?? '').ok) {
    const detail = `the account has ${user.email === null ? 'no e-mail address' : 'an e-mail address that cannot be read'}, so nobody knows whether it is on the protected list`
    return { outcome: 'refused', detail, status: null }
  }
  if (policy.roles === 'any' || (user.role !== null && policy.roles.includes(user.role))) return null
  const role = user.role === null ? 'an unknown role' : `the role "${user.role}"`
  return {
    outcome: 'refused',
    detail: `the user has ${role}, and --roles allows ${policy.roles.join(', ')}`,
    status: null,
  }
}

/** The same of whom the platform showed where a leaver was asked for, which may be somebody else, or not be any more who was looked up. */
export function whyNotMeant(
  { userId, claim, planned, known }: Pick<Leaver, 'userId' | 'claim' | 'planned' | 'known'>,
  user: User,
  policy: Policy,
): RowEnd | null {
  const change = whyNotAsPlanned(planned, user)
  if (change !== null) return change
  if (user.id === userId) {
    return whyNotEligible(user, claim, policy) ?? (known?.id === userId ? whyNotAsKnown(known, user) : null)
  }
  const detail = `the platform answered with user "${user.id}" where "${userId}" was asked for`
  return { outcome: 'mismatch', detail, status: null }
}

/** Whether what the row itself says is on the protected list: then nobody needs to be asked. */
export const isProtectedClaim = (claim: Person, policy: Policy): boolean =>
  isProtected(policy.protect, claim.id, claim.email)

export const PROTECTED: RowEnd = { outcome: 'protected', detail: 'on the protected list', status: null }

function whyNotTheSame(user: User, { id, email, name }: Person, { matchName }: Policy): string | null {
  if (id !== null && user.id !== id) {
    return `the platform answered with user "${user.id}" where "${id}" was asked for`
  }
  if (email !== null && !isSameEmail(email, user.email)) {
    return `the row says ${email}, and the account of user "${user.id}" has ${user.email ?? 'no e-mail address'}`
  }
  if (matchName && (name === null || user.name === null || !isSameName(name, user.name))) {
    return `the row says ${name ?? 'no name'}, and the account of user "${user.id}" is ${user.name ?? 'without one'}`
  }
  return null
}
