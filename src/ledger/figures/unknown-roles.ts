import type { Policy } from '../../offboarding/policy.ts'
import { USUAL_ROLE, type RoleCount, type UnknownRoles } from '../../offboarding/identity/roles.ts'
import type { Database } from '../database.ts'
import { listingOf } from '../look-ups/by-attribute.ts'

/**
 * Those of the roles that no user has whom this run looked up, or an earlier run of the site in this ledger: a role whose last user is
 * gone is known all the same. Null if there are none.
 */
export async function unknownRolesOf(
  db: Database,
  run: number,
  allowed: Policy['roles'],
): Promise<UnknownRoles | null> {
  if (allowed === 'any') return null
  const unknown: string[] = []
  for (const role of allowed) if (role !== USUAL_ROLE && !(await isKnown(db, run, role))) unknown.push(role)
  if (unknown.length === 0) return null
  const roles = await db.all<{ role: string | null; users: number }>(
    `SELECT role, COUNT(*) AS users FROM (
       SELECT id, account ->> 'role' AS role FROM site_users WHERE run = $run
       UNION SELECT account ->> 'id', account ->> 'role' FROM rows WHERE run = $run AND account IS NOT NULL
     ) AS known GROUP BY role ORDER BY users DESC, role`,
    { run },
  )
  const seen = roles.filter((one): one is RoleCount => one.role !== null)
  const { told, seen: users, failedPages } = await listingOf(db, run)
  const isWholeSite = told !== null && failedPages === 0 && users >= told && seen.length === roles.length
  return { unknown, allowed, seen, isWholeSite }
}

async function isKnown(db: Database, run: number, role: string): Promise<boolean> {
  const found = await db.get<{ known: 0 | 1 }>(
    `SELECT EXISTS (SELECT 1 FROM site_users WHERE run = $run AND account ->> 'role' = $role)
         OR EXISTS (SELECT 1 FROM rows WHERE account ->> 'role' = $role
              AND run IN (SELECT run FROM runs WHERE site = (SELECT site FROM runs WHERE run = $run))) AS known`,
    { run, role },
  )
  return found?.known === 1
}
