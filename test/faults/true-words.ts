import type { Person } from '../../src/sandbox/people.ts'

interface Seen {
  before: Person | undefined
  /** Undefined once the user is deleted. */
  now: Person | undefined
}

/** How the detail of a failed row says what state the user was left in, and when that is true. */
const LEFT: Readonly<Record<string, (seen: Seen) => boolean>> = {
  'nothing was changed': ({ before, now }) => now !== undefined && now.isBanned === before?.isBanned,
  'the user is active': ({ now }) => now?.isBanned === false,
  'the user is deactivated, not deleted': ({ now }) => now?.isBanned === true,
  'whether the user is deactivated is not known': ({ now }) => now !== undefined,
  'whether the user is deleted is not known': () => true,
}

/** Rows of a report that say something else of their users than what the platform has come to. */
export function untrueRows(
  rows: readonly Record<string, string>[],
  { before, now }: Record<'before' | 'now', readonly Person[]>,
): string[] {
  const wrong: string[] = []
  for (const row of rows) {
    const id = row['offboard_user_id'] ?? ''
    const named = (people: readonly Person[]): Person | undefined => people.find((person) => person.id === id)
    const seen = { before: named(before), now: named(now) }
    if (!isTrue(row, seen)) {
      const state = seen.now === undefined ? 'gone' : seen.now.isBanned ? 'deactivated' : 'active'
      wrong.push(`${id} is ${state}, and the results say ${JSON.stringify(row)}`)
    }
  }
  return wrong
}

function isTrue(row: Record<string, string>, seen: Seen): boolean {
  if (row['offboard_deactivated_at'] !== '' && seen.now?.isBanned === false) return false
  switch (row['offboard_outcome']) {
    case 'deleted':
    case 'not_found':
      return seen.now === undefined
    case 'deactivated':
      return seen.now?.isBanned === true
    case 'failed':
      return LEFT[(row['offboard_detail'] ?? '').split('; ').at(-1) ?? '']?.(seen) ?? false
    default:
      return true
  }
}
