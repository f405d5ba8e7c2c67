import type { Left } from '../../src/offboarding/reason-details.ts'
import type { Person } from '../../src/sandbox/people.ts'

interface Seen {
  before: Person | undefined
  /** Undefined once the user is deleted. */
  now: Person | undefined
}

/** When it is true that a failed step left the user in a state. */
const LEFT: Readonly<Record<Left, (seen: Seen) => boolean>> = {
  unchanged: ({ before, now }) => now !== undefined && now.isBanned === before?.isBanned,
  active: ({ now }) => now?.isBanned === false,
  deactivated: ({ now }) => now?.isBanned === true,
  deactivation_unknown: ({ now }) => now !== undefined,
  reactivation_unknown: ({ now }) => now !== undefined,
  deletion_unknown: () => true,
}

const isLeft = (left: string | undefined): left is Left => left !== undefined && left in LEFT

/** Rows, as `toldResults` has them, that say something else of their users than what the platform has come to. */
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
    case 'waiting':
      return seen.now?.isBanned === true
    case 'reactivated':
      return seen.now?.isBanned === false
    case 'failed':
      return isLeft(row['left']) && LEFT[row['left']](seen)
    default:
      return true
  }
}
