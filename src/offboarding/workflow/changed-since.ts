import { rowEnd, type RowEnd } from '../outcome.ts'
import type { Change } from '../reason-details.ts'
import type { User } from '../identity/user.ts'

/** The end of a row whose user is not who they were when a plan was made, or when they were first looked up, and must be left alone; or null. */
export function whyNotAsPlanned(planned: User | null, now: User): RowEnd | null {
  if (planned === null) return null
  const isReactivated = planned.deactivated && !now.deactivated
  return changed('first_look_up', changesOf(planned, now), isReactivated)
}

/** The same of a user whom an earlier answer had shown: an ID may be somebody else's meanwhile. What was not told then, nothing is compared with. */
export const whyNotAsKnown = (known: User, now: User): RowEnd | null =>
  changed('look_up', changesOf(filledIn(known, now), now), false)

/** What two answers contradict each other in, as far as both tell; nothing where they may show one user. */
export const contradictions = (before: User, now: User): readonly Change[] =>
  changesOf(filledIn(before, now), filledIn(now, before))

/** A user, with what was not told of them as the other answer tells it. */
const filledIn = ({ email, name, role, attribute, ...user }: User, other: User): User => ({
  ...user,
  email: email ?? other.email,
  name: name ?? other.name,
  role: role ?? other.role,
  attribute: attribute ?? other.attribute ?? null,
})

function changed(
  since: 'first_look_up' | 'look_up',
  changes: readonly Change[],
  isReactivated: boolean,
): RowEnd | null {
  if (changes.length === 0 && !isReactivated) return null
  return rowEnd('mismatch', { code: 'changed_since', since, changes, isReactivated })
}

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

/** Longer texts are compared as they are: to compose very many marks takes quadratic time. */
const MAX_LENGTH = 1000

/** As people read it: a platform may tell an address or a name with other capitals or blanks than before. */
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
