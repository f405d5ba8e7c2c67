import { whyNotAsKnown, whyNotAsPlanned } from './changed-since.ts'
import { isSameEmail, parseEmail } from '../identity/email.ts'
import type { Leaver, Person } from '../leaver.ts'
import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Reason } from '../reason.ts'
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
  if (disagreement !== null) return rowEnd('mismatch', disagreement)
  if (isProtected(policy.protect, user.id, user.email, user.attribute ?? null)) return PROTECTED
  const id = parseUserId(user.id)
  if (!id.ok || id.id !== user.id) return rowEnd('refused', { code: 'account_id_unusable', id: user.id })
  if (policy.protect.hasAddresses && !parseEmail(user.email ?? '').ok) {
    return rowEnd('refused', { code: 'account_email_unusable', isMissing: user.email === null })
  }
  if (policy.roles === 'any' || (user.role !== null && policy.roles.includes(user.role))) return null
  return rowEnd('refused', { code: 'role_not_allowed', role: user.role, allowed: policy.roles })
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
  return rowEnd('mismatch', { code: 'other_user_answered', asked: userId, answered: user.id })
}

/** Whether what the row itself says is on the protected list: then nobody needs to be asked. */
export const isProtectedClaim = (claim: Person, policy: Policy): boolean =>
  isProtected(policy.protect, claim.id, claim.email, claim.attribute ?? null)

export const PROTECTED: RowEnd = rowEnd('protected', { code: 'on_protected_list' })

function whyNotTheSame(
  user: User,
  { id, email, name, attribute }: Person,
  { matchName }: Policy,
): Reason | null {
  if (id !== null && user.id !== id) {
    return { code: 'other_user_answered', asked: id, answered: user.id }
  }
  if (email !== null && !isSameEmail(email, user.email)) {
    return { code: 'email_differs', said: email, user: user.id, has: user.email }
  }
  // Not every answer tells attributes: what the look-up has shown counts until one says otherwise.
  const { attribute: has } = user
  if (attribute !== undefined && has !== undefined && has !== attribute) {
    return { code: 'attribute_differs', said: attribute, user: user.id, has }
  }
  if (matchName && (name === null || user.name === null || !isSameName(name, user.name))) {
    return { code: 'name_differs', said: name, user: user.id, has: user.name }
  }
  return null
}
