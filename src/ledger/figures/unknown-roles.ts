import type { DatabaseSync } from 'node:sqlite'
import type { Policy } from '../../offboarding/policy.ts'
import { USUAL_ROLE, type RoleCount, type UnknownRoles } from '../../offboarding/identity/roles.ts'
import { listingOf } from '../look-ups/by-attribute.ts'

/**
 * Those of the roles that no user has whom this run looked up, or an earlier run of the site in this ledger: a role whose last user is
 * gone is known all the same. Null if there are none.
 */
export function unknownRolesOf(db: DatabaseSync, run: number, allowed: Policy['roles']): UnknownRoles | null {
  if (allowed === 'any') return null
  const known = db.prepare(
    `SELECT EXISTS (SELECT 1 FROM site_users WHERE run = $run AND user ->> 'role' = $role)
         OR EXISTS (SELECT 1 FROM rows WHERE user ->> 'role' = $role
              AND run IN (SELECT run FROM runs WHERE site = (SELECT site FROM runs WHERE run = $run))) AS isKnown`,
  )
  const unknown = allowed.filter(
    (role) => role !== USUAL_ROLE && (known.get({ run, role }) as { isKnown: number }).isKnown === 0,
  )
  if (unknown.length === 0) return null
  const roles = db
    .prepare(
      `SELECT role, COUNT(*) AS users FROM (
         SELECT id, user ->> 'role' AS role FROM site_users WHERE run = $run
         UNION SELECT user ->> 'id', user ->> 'role' FROM rows WHERE run = $run AND user IS NOT NULL
       ) GROUP BY role ORDER BY users DESC, role`,
    )
    .all({ run }) as unknown as { role: string | null; users: number }[]
  const seen = roles.filter((one): one is RoleCount => one.role !== null).map((one) => ({ ...one }))
  const { told, seen: users, failedPages } = listingOf(db, run)
  const isWholeSite = told !== null && failedPages === 0 && users >= told && seen.length === roles.length
  return { unknown, allowed, seen, isWholeSite }
}
