import type { Person } from '../../src/sandbox/people.ts'
import type { Kind } from './left-behind.ts'
import type { Goal } from './mode.ts'
import type { Change } from './witness.ts'

/** What the outcome of a row has to be. */
type End = Goal | 'refused' | 'protected'

interface Seen {
  before: readonly Person[]
  now: readonly Person[]
  changes: readonly Change[]
}

interface Asked {
  kind: Kind
  goal: Goal
  /** Whether users are looked up before anybody is touched. */
  looksUp: boolean
  /** The users on the list. */
  ids: readonly string[]
  /** Those of the list who were put on the protected list while they were still there. */
  spared: ReadonlySet<string>
}

/** What the platform has to have come to for the users of rows that end so. */
const STATES: Readonly<Record<Goal, string>> = {
  deleted: 'deleted',
  deactivated: 'deactivated',
  waiting: 'deactivated',
  reactivated: 'active',
}

/** Whether somebody may be offboarded, as far as the platform goes. */
export const mayGo = ({ role, isExpert }: Person): boolean => role.alias === 'learner' && !isExpert

/**
 * Who was treated in another way than was asked for: whoever may go is deleted, or what else was asked for; everybody else
 * is as they were. The rows are as `toldResults` has them. Judged by the site and what was asked, and by nothing that the tool says but the outcomes.
 */
export function unexpectedEnds(
  rows: readonly Record<string, string>[],
  { before, now, changes }: Seen,
  { kind, goal, looksUp, ids, spared }: Asked,
): string[] {
  const listed = new Set(ids)
  const left = new Map(now.map((person) => [person.id, person]))
  const asked = new Set(changes.map(({ do: action, userId }) => `${action} ${userId}`))
  // A user's first row is the one that counts, the others are duplicates.
  const first = new Map(rows.toReversed().map((row) => [row['id'] ?? '', row]))
  return before.flatMap((person) => {
    const { id } = person
    const end = listed.has(id) ? endOf(person, goal, spared) : null
    const goes = end === goal
    const state = stateOf(left.get(id))
    const wanted = goes ? STATES[goal] : stateOf(person)
    const row = first.get(id)
    const wrong: string[] = []
    const isExcused =
      kind === 'run' && !goes && saysLeftDeactivated(row, state) && (!looksUp || person.isBanned)
    if (state !== wanted && !isExcused) {
      wrong.push(`${id} is ${state}, and has to be ${wanted}: ${JSON.stringify(row)}`)
    }
    if (row !== undefined && row['offboard_outcome'] !== end && !isExcused) {
      wrong.push(`${id} ends as ${row['offboard_outcome']}, and has to end as ${end}`)
    }
    if (end !== 'deleted' && asked.has(`delete ${id}`)) wrong.push(`a delete of ${id} was sent`)
    if (goes && goal !== 'reactivated' && asked.has(`reactivate ${id}`))
      wrong.push(`a reactivation of ${id} was sent`)
    return wrong
  })
}

function endOf(person: Person, goal: Goal, spared: ReadonlySet<string>): End {
  if (spared.has(person.id)) return 'protected'
  return mayGo(person) ? goal : 'refused'
}

const stateOf = (person: Person | undefined): string =>
  person === undefined ? 'deleted' : person.isBanned ? 'deactivated' : 'active'

/** Who deactivated a user is not known where nobody had seen them active before the answer was lost: a person has to look. */
const saysLeftDeactivated = (row: Record<string, string> | undefined, state: string): boolean =>
  state === 'deactivated' &&
  row?.['offboard_outcome'] === 'refused' &&
  row['codes']?.split(' ').includes('left_deactivated') === true
