import { describeColumn } from './describe-column.ts'
import type { ListColumn, ListColumns } from '../../offboarding/run/reading.ts'
import { normalize } from '../vocabulary/normalize.ts'
import { BARE_ID, ENTRA_USER_NAME } from '../vocabulary/systems.ts'
import { isKnownAs, mayBeKnownAs, type Role } from './known-headers.ts'
import { ListError } from '../list-error.ts'
import { mayBeLeaveDate } from './date-headers.ts'
import { isAboutOtherPeople } from './other-people.ts'
import { listColumns, noNumbers, noUsers } from './missing-columns.ts'

/** What flags say of the columns: a header's name, a number from 1, `none`, or nothing. */
export interface WantedColumns {
  id?: string | undefined
  email?: string | undefined
  leaveDate?: string | undefined
  name?: string | undefined
  /** The same of the values of the attribute that users are found by; null for the column of employee numbers. Undefined where they are not. */
  attribute?: string | null | undefined
}

type Wanted = keyof WantedColumns

const ROLE = {
  id: 'id',
  email: 'email',
  leaveDate: 'leaveDate',
  name: 'name',
  attribute: 'employeeNumber',
} as const satisfies Record<Wanted, Role>
/** The flags that name the columns. */
export const COLUMN_FLAGS = {
  id: 'id-column',
  email: 'email-column',
  leaveDate: 'leave-date-column',
  name: 'name-column',
  attribute: 'attribute-column',
} as const satisfies Record<Wanted, string>
const flagOf = (role: Wanted): string => `--${COLUMN_FLAGS[role]}`
const HOLDS = {
  id: 'user IDs',
  email: 'e-mail addresses',
  leaveDate: 'leave dates',
  name: 'names',
  attribute: 'employee numbers',
}

/**
 * Finds the columns that matter: those that flags name, or else the only one whose header is known to mean it. Never decides
 * by order: two candidates, or no column for users at all, is a ListError naming the columns and the flag. `header` has null
 * for columns that are none of the list's own; `hasNames` is false where the list has no header and columns are numbers only. `takesAll`:
 * whether all columns of addresses count, so that the first of them may be taken for it.
 */
export function findColumns(
  header: readonly (string | null)[],
  hasNames: boolean,
  wanted: WantedColumns,
  list: string,
  takesAll = false,
): ListColumns {
  const columns = header.flatMap((text, index) =>
    text === null ? [] : [{ number: index + 1, name: text.trim() }],
  )
  const named = (role: Wanted): ListColumn | null => {
    const text = wanted[role]
    return typeof text !== 'string' ? null : findOwn(columns, hasNames, text, flagOf(role), list)
  }
  const given = {
    id: named('id'),
    email: named('email'),
    leaveDate: named('leaveDate'),
    name: named('name'),
    attribute: named('attribute'),
  }
  refuseTwice(given, list)
  const taken = new Set(Object.values(given))
  const free = hasNames ? columns.filter((column) => !taken.has(column)) : []
  const find = (role: Wanted): ListColumn | null =>
    typeof wanted[role] === 'string'
      ? given[role]
      : findKnown(free, columns, role, list, takesAll && role === 'email')

  const id = find('id')
  const email = find('email')
  const attribute = wanted.attribute === undefined ? null : find('attribute')
  if (wanted.attribute !== undefined && attribute === null) throw noNumbers(columns, hasNames, list)
  if (id === null && email === null && attribute === null) throw noUsers(columns, hasNames, list)
  const leaveDate = find('leaveDate')
  if (leaveDate === null && wanted.leaveDate === undefined) refuseOverlooked(free, list)
  const name = find('name')
  const names = wanted.name === undefined ? wholeName(name, free) : name === null ? [] : [name]
  return { id, email, leaveDate, name: names, ...(attribute !== null && { attribute }) }
}

/** The column that the text of a flag names, or null for `none`. Throws ListError where there is none, or more than one. */
export function findNamed(
  columns: readonly ListColumn[],
  hasNames: boolean,
  text: string,
  flag: string,
  name: string,
): ListColumn | null {
  const matches = hasNames ? columns.filter((column) => normalize(column.name) === normalize(text)) : []
  const exact = matches.filter((column) => column.name === text.trim())
  const [match, ...others] = exact.length > 0 ? exact : matches
  if (others.length > 0) {
    throw new ListError(
      `${name}: ${flag} "${text}" fits columns ${matches.map(describeColumn).join(' and ')}. Give the number of the right one: ${flag} ${matches[0]?.number ?? 1}.`,
    )
  }
  if (match === undefined && text.trim().toLowerCase() === 'none') return null
  const found =
    match ?? (/^\d+$/.test(text.trim()) ? columns.find(({ number }) => number === Number(text)) : undefined)
  if (found === undefined) {
    const why = hasNames
      ? `there is no column "${text}"; ${listColumns(columns)}`
      : `the list has no header, so a column is a number from 1 to ${columns.length}, not "${text}"`
    throw new ListError(`${name}: ${why}. Correct ${flag}.`)
  }
  return found
}

/** Finds the column that a flag names, as `findNamed` does. Throws ListError for one that is about somebody else, too. */
function findOwn(...given: Parameters<typeof findNamed>): ListColumn | null {
  const found = findNamed(...given)
  const [, hasNames, , , name] = given
  if (found !== null && hasNames && isAboutOtherPeople(found.name)) {
    throw new ListError(
      `${name}: column ${describeColumn(found)} is about somebody other than the leaver, and is never taken. If it is the leaver's own, give it another name in the list.`,
    )
  }
  return found
}

function findKnown(
  free: readonly ListColumn[],
  all: readonly ListColumn[],
  role: Wanted,
  name: string,
  takesFirst: boolean,
): ListColumn | null {
  // In exports of Entra a plain "id" is Entra's own.
  const isEntra = role === 'id' && all.some((column) => normalize(column.name) === ENTRA_USER_NAME)
  const own = free.filter((column) => !(isEntra && normalize(column.name) === BARE_ID))
  const known = own.filter((column) => isKnownAs(column.name, ROLE[role]))
  const matches = [...known, ...withNotes(own, role, known.length > 0)]
  if (matches.length > 1 && !(takesFirst && known.length > 1)) {
    const alike = matches.every((column) => normalize(column.name) === normalize(matches[0]?.name ?? ''))
    const example = alike ? String(matches[0]?.number ?? 1) : JSON.stringify(matches[0]?.name ?? '')
    throw new ListError(
      `${name}: columns ${matches.map(describeColumn).join(' and ')} could both hold the ${HOLDS[role]}. Name the right one, for example ${flagOf(role)} ${example}.`,
    )
  }
  const [match] = matches
  if (match !== undefined && known.length === 0) throw mayHold(match, role, name)
  return match ?? null
}

/**
 * Finds columns that would be known but for a note in their header. An ID that is overlooked could prove nothing: `ID` may be any number,
 * while `User ID (LMS)` is the account's. An address is searched only where none is known.
 */
function withNotes(own: readonly ListColumn[], role: Wanted, isFound: boolean): ListColumn[] {
  if (role !== 'id' && (!['email', 'attribute'].includes(role) || isFound)) return []
  return own.filter(
    (column) =>
      !isKnownAs(column.name, ROLE[role]) &&
      mayBeKnownAs(column.name, ROLE[role]) &&
      !isAboutOtherPeople(column.name),
  )
}

const mayHold = (column: ListColumn, role: Wanted, name: string): ListError =>
  new ListError(
    `${name}: column ${describeColumn(column)} may hold the ${HOLDS[role]}. Say so with ${flagOf(role)} ${JSON.stringify(column.name)}, or that none does with ${flagOf(role)} none.`,
  )

/** Asks about a column that may hold leave dates: if it were overlooked, people would be due who still work here. */
function refuseOverlooked(free: readonly ListColumn[], name: string): void {
  const overlooked = free.find(
    (column) => mayBeLeaveDate(column.name) || mayBeKnownAs(column.name, 'leaveDate'),
  )
  if (overlooked !== undefined) throw mayHold(overlooked, 'leaveDate', name)
}

/** The columns that make up somebody's name: one of full names; or of first and last names, the latter perhaps under a mere `Name`. */
function wholeName(name: ListColumn | null, free: readonly ListColumn[]): ListColumn[] {
  const [first, last] = (['firstName', 'lastName'] as const).map((role) =>
    free.filter((column) => isKnownAs(column.name, role)),
  )
  if (first?.[0] === undefined || first.length > 1 || last === undefined) return name === null ? [] : [name]
  if (name === null) return last.length === 1 ? [...first, ...last] : []
  return last.length === 0 ? [first[0], name] : [name]
}

function refuseTwice(given: Readonly<Record<Wanted, ListColumn | null>>, name: string): void {
  const roles = (Object.keys(given) as Wanted[]).filter((role) => given[role] !== null)
  for (const [index, role] of roles.entries()) {
    const other = roles.slice(index + 1).find((one) => given[one] === given[role])
    if (other === undefined) continue
    throw new ListError(
      `${name}: ${flagOf(role)} and ${flagOf(other)} name the same column. Correct one of them.`,
    )
  }
}
