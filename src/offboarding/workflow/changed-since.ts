import type { RowEnd } from '../outcome.ts'
import type { User } from '../identity/user.ts'

/** The end of a row whose user is not who they were when a plan was made, or when they were first looked up, and must be left alone; or null. */
export function whyNotAsPlanned(planned: User | null, now: User): RowEnd | null {
  if (planned === null) return null
  const isReactivated = planned.deactivated && !now.deactivated
  return changed('they were first looked up', [
    ...changes(planned, now),
    ...(isReactivated ? ['reactivated'] : []),
  ])
}

/** The same of a user whom an earlier answer had shown: an ID may be somebody else's meanwhile. What was not told then, nothing is compared with. */
export function whyNotAsKnown({ email, name, role, ...known }: User, now: User): RowEnd | null {
  const before = { ...known, email: email ?? now.email, name: name ?? now.name, role: role ?? now.role }
  return changed('they were looked up', changes(before, now))
}

/** What two answers contradict each other in, in words, as far as both tell; empty where they may show one user. */
export const contradictions = (before: User, { email, name, role, ...now }: User): string =>
  whyNotAsKnown(before, {
    ...now,
    email: email ?? before.email,
    name: name ?? before.name,
    role: role ?? before.role,
  })?.detail ?? ''

function changed(since: string, changes: readonly string[]): RowEnd | null {
  if (changes.length === 0) return null
  return { outcome: 'mismatch', detail: `changed since ${since}: ${changes.join(', ')}`, status: null }
}

const changes = (before: User, now: User): string[] =>
  [
    change('user ID', before.id, now.id),
    change('e-mail address', before.email, now.email, asRead),
    change('name', before.name, now.name, asRead),
    change('role', before.role, now.role),
  ].filter((words) => words !== null)

/** Longer texts are compared as they are: to compose very many marks takes quadratic time. */
const MAX_LENGTH = 1000

/** As people read it: a platform may tell an address or a name with other capitals or blanks than before. */
const asRead = (text: string): string =>
  text.length > MAX_LENGTH ? text : text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()

function change(
  what: string,
  before: string | null,
  after: string | null,
  spelling = (text: string): string => text,
): string | null {
  const isSame =
    before === after || (before !== null && after !== null && spelling(before) === spelling(after))
  return isSame ? null : `${what} was ${before ?? 'none'}, is ${after ?? 'none'}`
}
