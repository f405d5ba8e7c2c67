import { whyNotAsKnown, whyNotAsPlanned } from './changed-since.ts'
import { isSameEmail, parseEmail } from '../identity/email.ts'
import type { Leaver, ClaimedUser } from '../leaver.ts'
import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Reason } from '../reason.ts'
import type { Policy } from '../policy.ts'
import { isProtected } from '../identity/protection.ts'
import { isSameName } from '../identity/same-name.ts'
import type { User } from '../identity/user.ts'
import { parseUserId } from '../identity/user-id.ts'

/**
 * How the row ends if its account must not be offboarded; null if it may be. The account must agree with everything the row says,
 * must not be on the protected list, and must have an allowed role. A detail that the platform did not state agrees with nothing,
 * and an unknown role is not allowed.
 */
export function whyNotEligible(
  user: User,
  claim: ClaimedUser,
  policy: Pick<Policy, 'matchName' | 'protect' | 'roles'>,
): RowEnd | null {
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

/**
 * How the row ends if the account in an answer about `userId` must not be offboarded; null if it may be. Besides
 * `whyNotEligible`, it checks that the answer is about that user and that the user has not changed since the look-up.
 */
export function whyNotMeant(
  { userId, claim, planned, known }: Pick<Leaver, 'userId' | 'claim' | 'planned' | 'known'>,
  user: User,
  policy: Policy,
): RowEnd | null {
  const change = whyNotAsPlanned(planned, user, policy)
  if (change !== null) return change
  if (user.id === userId) {
    return whyNotEligible(user, claim, policy) ?? (known?.id === userId ? whyNotAsKnown(known, user) : null)
  }
  return rowEnd('mismatch', { code: 'other_user_answered', asked: userId, answered: user.id })
}

/** Whether the row itself names somebody on the protected list, so that the platform need not be asked. */
export const isProtectedClaim = (claim: ClaimedUser, policy: Policy): boolean =>
  isProtected(policy.protect, claim.id, claim.email, claim.attribute ?? null)

export const PROTECTED: RowEnd = rowEnd('protected', { code: 'on_protected_list' })

function whyNotTheSame(
  user: User,
  { id, email, name, attribute }: ClaimedUser,
  { matchName }: Pick<Policy, 'matchName'>,
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
