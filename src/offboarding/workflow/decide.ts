import { whyNotAsPlanned } from './changed-since.ts'
import { isProtectedClaim, PROTECTED, whyNotEligible } from './eligibility.ts'
import type { ClaimedUser } from '../leaver.ts'
import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import type { User } from '../identity/user.ts'
import { whyNotReactivated } from './undo.ts'

/** Decides about a row whose user is known: how it ends without touching the user, or null to act on them. */
export function decide(
  user: User,
  claim: ClaimedUser,
  policy: Policy,
  planned: User | null = null,
): RowEnd | null {
  if (policy.task === 'undo') return whyNotReactivated({ userId: user.id, planned }, user)
  const change = whyNotAsPlanned(planned, user, policy)
  if (change !== null) return change
  if (isProtectedClaim(claim, policy)) return PROTECTED
  const refusal = whyNotEligible(user, claim, policy)
  if (refusal !== null) return refusal
  if (claim.attribute !== undefined && user.attribute === undefined) {
    return rowEnd('mismatch', { code: 'attribute_not_told', said: claim.attribute, user: user.id })
  }
  if (user.deactivated && !policy.delete) {
    return rowEnd('deactivated', { code: 'was_deactivated' })
  }
  if (!user.deactivated && !policy.deactivate) {
    return rowEnd('refused', { code: 'is_active' })
  }
  return null
}
