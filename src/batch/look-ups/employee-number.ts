import type { User } from '../../offboarding/identity/user.ts'
import type { ClaimedUser } from '../../offboarding/leaver.ts'
import { rowEnd, type RowEnd } from '../../offboarding/outcome.ts'
import { isComplete, type Listing, type LookUps } from '../../offboarding/ports/look-ups.ts'

/**
 * How a row ends whose user was not found otherwise, after a search of the stored pages for its employee number: as `end` says if they
 * show nobody who has it. Only a complete list proves that nobody has a number.
 */
export async function endByNumber(
  end: RowEnd,
  { id, attribute: said }: ClaimedUser,
  listing: Listing | null,
  lookUps: LookUps,
): Promise<RowEnd> {
  if (end.outcome !== 'not_found' || said === undefined || listing === null) return end
  const { exactly, nearly } = await lookUps.holders(said)
  const [user] = exactly
  if (exactly.length > 1) return shared(said, exactly)
  if (user !== undefined && id !== null)
    return rowEnd('mismatch', { code: 'attribute_is_of', id, said, user })
  if (!isComplete(listing)) return incomplete(said, listing)
  return nearly === null ? end : rowEnd('mismatch', { code: 'attribute_nearly', said, ...nearly })
}

/** How a row ends whose user was found, if it is not proved that they alone have the employee number; otherwise null. */
export async function whyNumberUnproved(
  { id, email, attribute: said }: ClaimedUser,
  user: User,
  listing: Listing | null,
  lookUps: LookUps,
): Promise<RowEnd | null> {
  if (said === undefined || listing === null) return null
  const { exactly, nearly } = await lookUps.holders(said)
  const others = exactly.filter((other) => other !== user.id)
  if (others.length > 0 && user.attribute === said) return shared(said, [user.id, ...others])
  // An ID or an address proves who is meant without it.
  if (id !== null || email !== null) return null
  if (!isComplete(listing)) return incomplete(said, listing)
  const hasMoreZeros = nearly !== null && nearly.has.length > said.length
  return hasMoreZeros ? rowEnd('mismatch', { code: 'attribute_zeros', said, ...nearly }) : null
}

const shared = (said: string, users: readonly string[]): RowEnd =>
  rowEnd('mismatch', { code: 'attribute_shared', said, users })

const incomplete = (said: string, { seen, told: of }: Listing): RowEnd =>
  rowEnd('failed', { code: 'listing_incomplete', said, seen, of })
