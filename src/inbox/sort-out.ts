import { kindOfName } from './names.ts'
import type { LeftAlone, LeftBecause, Seen } from './seen.ts'

/** What two looks at an inbox, with the time for settling between them, have found. */
export interface SortedOut {
  /** The lists that nobody writes any more, oldest first. */
  lists: readonly Seen[]
  /** Tables that are no leaver lists, and settled: a person should hear of them. */
  otherTables: readonly Seen[]
  leftAlone: readonly LeftAlone[]
}

/** Sorts out what to take up of an inbox. What is not as it was at the first look is left alone. */
export function sortOut(first: readonly Seen[], second: readonly Seen[]): SortedOut {
  const before = new Map(first.map((one) => [one.path, one]))
  const taken: Seen[] = []
  const leftAlone: LeftAlone[] = []
  for (const one of second) {
    const because = whyLeftAlone(one, before.get(one.path))
    if (because === null) taken.push(one)
    else if (because !== 'ours') leftAlone.push({ name: one.name, because })
  }
  const { list = [], table = [] } = Object.groupBy(taken.sort(byAge), ({ name }) =>
    kindOfName(name) === 'list' ? 'list' : 'table',
  )
  return { lists: list, otherTables: table, leftAlone }
}

/** Whether anything may have to be waited for. */
export const mayBeTaken = (seen: readonly Seen[]): boolean =>
  seen.some((one) => whyLeftAlone(one, one) === null)

function whyLeftAlone(now: Seen, before: Seen | undefined): LeftBecause | 'ours' | null {
  const kind = kindOfName(now.name)
  if (now.kind === 'folder' || now.kind === 'link' || now.kind === 'special') return now.kind
  if (kind === 'ours' || kind === 'temporary') return kind
  if (kind === 'other') return 'no list'
  if (now.size === 0) return 'empty'
  const isSettled = before?.kind === 'file' && before.size === now.size && before.modified === now.modified
  return isSettled ? null : 'still written'
}

const byAge = (one: Seen, other: Seen): number =>
  one.modified === other.modified ? (one.path < other.path ? -1 : 1) : one.modified < other.modified ? -1 : 1
