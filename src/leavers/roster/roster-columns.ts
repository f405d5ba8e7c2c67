import type { ColumnKind, RosterColumn } from '../../offboarding/roster/roster.ts'
import { isKnownAs } from '../columns/known-headers.ts'
import type { ListLayout } from '../columns/list-layout.ts'
import { isAboutOtherPeople } from '../columns/other-people.ts'

/**
 * What each column of a roster holds. Somebody may have several addresses, so every column of addresses counts that is not about somebody
 * else.
 */
export function rosterColumns({ own, chosen, ignored }: ListLayout, hasNames: boolean): RosterColumn[] {
  const kinds = new Map<number, ColumnKind>()
  for (const number of ignored) kinds.set(number, 'ignored')
  for (const { number } of chosen.name) kinds.set(number, 'name')
  for (const kind of ['id', 'email', 'attribute'] as const) {
    const column = chosen[kind] ?? null
    if (column !== null) kinds.set(column.number, kind)
  }
  return own.map(({ number, name }) => ({
    number,
    name,
    kind: kinds.get(number) ?? (hasNames ? kindOf(name) : 'other'),
  }))
}

function kindOf(header: string): ColumnKind {
  if (isAboutOtherPeople(header)) return 'other_person'
  if (isKnownAs(header, 'email')) return 'email'
  return 'other'
}
