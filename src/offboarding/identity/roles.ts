import { nearest } from '../text/nearest.ts'
import { shown } from '../text/shown.ts'

/** Whom a run may offboard unless it is told otherwise. Nobody has typed it, so it is never called misspelled. */
export const USUAL_ROLE = 'learner'

/** How many users have a role. */
export interface RoleCount {
  role: string
  users: number
}

/** Roles that may be offboarded and that nobody is known to have: most likely they are misspelled. */
export interface UnknownRoles {
  /** At least one. */
  unknown: readonly string[]
  /** All roles that may be offboarded. */
  allowed: readonly string[]
  /** The roles of the users who were looked up, the most frequent first. */
  seen: readonly RoleCount[]
  /** Whether these are the roles of all users of the site. */
  isWholeSite: boolean
}

/** How many of the roles seen are named. */
const NAMED = 5

/**
 * Whether a run goes no further: nobody could be offboarded by these roles, or the whole site was seen and one of them is on no user. A
 * role that is merely on none of the users looked up may be somebody else's.
 */
export const areRolesRefused = ({ unknown, allowed, seen, isWholeSite }: UnknownRoles): boolean =>
  seen.length > 0 && (isWholeSite || unknown.length === allowed.length)

/** `nobody on the site has the role "lerner". Roles seen: learner (38), manager (2). Most likely --roles learner is meant` */
export function unknownRolesInWords({ unknown, allowed, seen, isWholeSite }: UnknownRoles): string {
  const names = unknown.map((role) => JSON.stringify(shown(role))).join(' or ')
  const some = seen.slice(0, NAMED).map(({ role, users }) => `${shown(role)} (${users})`)
  const more = seen.length > NAMED ? ` and ${seen.length - NAMED} more` : ''
  const meant = allowed.map((role) =>
    unknown.includes(role)
      ? nearest(
          role,
          seen.map((one) => one.role),
        )
      : role,
  )
  const remedy = meant.includes(null)
    ? 'Correct --roles, which says who may be offboarded'
    : `Most likely --roles ${shown([...new Set(meant)].join(','))} is meant`
  const who = isWholeSite ? 'nobody on the site has' : 'nobody who was looked up has'
  return `${who} the role ${names}. Roles seen: ${some.join(', ')}${more}. ${remedy}`
}
