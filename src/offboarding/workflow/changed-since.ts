import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Policy } from '../policy.ts'
import type { Change } from '../reason-details.ts'
import type { DetailsOf } from '../reason.ts'
import type { User } from '../identity/user.ts'

/**
 * How a row ends if its user changed since the plan was made, since the first look-up, or since an earlier run deactivated them,
 * so that they must be left alone; otherwise null.
 */
export function whyNotAsPlanned(
  planned: User | null,
  now: User,
  { task }: Pick<Policy, 'task'>,
): RowEnd | null {
  if (planned === null) return null
  if (task === 'purge' && !now.deactivated) return KEPT
  // An answer to another request than the look-up's is compared, so it may state other details.
  if (task !== undefined) return changed('deactivation', changesOf(filledIn(planned, now), now), false)
  const isReactivated = planned.deactivated && !now.deactivated
  return changed('first_look_up', changesOf(planned, now), isReactivated)
}

/**
 * How a row ends if an earlier answer described its user differently; otherwise null. An ID may belong to somebody else by now. A
 * detail that the earlier answer did not state is not compared.
 */
export const whyNotAsKnown = (known: User, now: User): RowEnd | null =>
  changed('look_up', changesOf(filledIn(known, now), now), false)

/**
 * The details in which two answers contradict each other. A detail that only one of them states does not count. Empty if both may
 * describe the same user.
 */
export const contradictions = (before: User, now: User): readonly Change[] =>
  changesOf(filledIn(before, now), filledIn(now, before))

/** A user whose missing details are taken from the other answer. */
const filledIn = ({ email, name, role, attribute, ...user }: User, other: User): User => ({
  ...user,
  email: email ?? other.email,
  name: name ?? other.name,
  role: role ?? other.role,
  attribute: attribute ?? other.attribute ?? null,
})

function changed(
  since: DetailsOf<'changed_since'>['since'],
  changes: readonly Change[],
  isReactivated: boolean,
): RowEnd | null {
  if (changes.length === 0 && !isReactivated) return null
  return rowEnd('mismatch', { code: 'changed_since', since, changes, isReactivated })
}

/** How a row of a purge ends if somebody reactivated its user: they are not deleted. */
const KEPT: RowEnd = rowEnd('kept', { code: 'reactivated_by_others', cause: null })

const changesOf = (before: User, now: User): Change[] =>
  [
    change('user ID', before.id, now.id),
    change('e-mail address', before.email, now.email, asRead),
    change('name', before.name, now.name, asRead),
    change('role', before.role, now.role),
    // Not every answer tells attributes.
    before.attribute === undefined || now.attribute === undefined
      ? null
      : change('employee number', before.attribute, now.attribute),
  ].filter((each) => each !== null)

/** In characters. Longer texts are compared as they are, because normalizing very many marks takes quadratic time. */
const MAX_LENGTH = 1000

/** The text as people read it: the platform may change capitals and spaces between two answers. */
const asRead = (text: string): string =>
  text.length > MAX_LENGTH ? text : text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

function change(
  what: Change['what'],
  before: string | null,
  after: string | null,
  spelling = (text: string): string => text,
): Change | null {
  const isSame =
    before === after || (before !== null && after !== null && spelling(before) === spelling(after))
  return isSame ? null : { what, was: before, is: after }
}
