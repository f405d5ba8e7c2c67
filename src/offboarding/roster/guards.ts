import type { User } from '../identity/user.ts'
import { areRolesRefused, unknownRolesInWords, USUAL_ROLE } from '../identity/roles.ts'
import type { Comparison, ComparePolicy } from './comparison.ts'

/** Why a roster looks like a mistake, so that nobody is proposed by it, in words; null if nothing does. */
export function whyRosterRefused(comparison: Comparison, minCoverage: number): string | null {
  return tooFew(comparison, minCoverage) ?? mayBeAnybody(comparison)
}

function tooFew(comparison: Comparison, minCoverage: number): string | null {
  const { active, covered } = comparison.coverage()
  if (covered * 100 >= active * minCoverage) return null
  const percent = Math.floor((covered * 100) / Math.max(1, active))
  const { ambiguous, unreadable, says_left: left } = comparison.lines
  const others = [
    ...(unreadable > 0 ? [`${unreadable} that cannot be used`] : []),
    ...(ambiguous > 0 ? [`${ambiguous} that fit several users`] : []),
    ...(left > 0 ? [`${left} that say that somebody has left`] : []),
  ]
  const apart = others.length === 0 ? '' : ` Lines that do not count: ${others.join(', ')}.`
  return `the roster names ${covered} of the site's ${active} active users, ${percent}%, and --min-coverage asks for ${minCoverage}%. Is it the list of everybody who still works here, and all of it?${apart} roster-check.csv has the lines that fit nobody. If the roster is right, lower it: --min-coverage ${percent}`
}

function mayBeAnybody({ anybody: { count, first } }: Comparison): string | null {
  if (first === null) return null
  const what =
    count === 1 ? `line ${first} of the roster` : `${count} lines of the roster, the first of them ${first},`
  return `${what} cannot be used, and may mean anybody, so nobody can be said to be missing from it. roster-check.csv says why. Correct such lines, or take out those that mean nobody`
}

/** Why nobody is proposed by these roles: some of them nobody on the site has; null if they may be right. `unseen`: users on no page. */
export function whyNoSuchRole(
  { roles: allowed }: Pick<ComparePolicy, 'roles'>,
  { users, unseen }: { users: readonly User[]; unseen: number },
): string | null {
  if (allowed === 'any') return null
  const byRole = Map.groupBy(users, ({ role }) => role)
  const unknown = allowed.filter((role) => role !== USUAL_ROLE && !byRole.has(role))
  const seen = [...byRole]
    .flatMap(([role, those]) => (role === null ? [] : [{ role, users: those.length }]))
    .sort((a, b) => b.users - a.users)
  const roles = { unknown, allowed, seen, isWholeSite: unseen === 0 && !byRole.has(null) }
  return unknown.length > 0 && areRolesRefused(roles) ? unknownRolesInWords(roles) : null
}
