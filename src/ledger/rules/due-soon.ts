import type { DueSoon, Told } from '../../offboarding/run/waiting.ts'
import type { Database } from '../database.ts'
import { waitsOf } from './waits.ts'

/**
 * The users of a site whose grace period ends after `after` and not after `until`. `told`: up to when they were told of last time; null for
 * never. In SQL, because a ledger may hold many years of rows.
 */
export async function dueSoon(
  db: Database,
  site: string,
  { after, until, told }: { after: Date; until: Date; told: Told | null },
): Promise<DueSoon> {
  const found = await db.get<DueSoon>(
    `SELECT COUNT(*) AS users, MIN(due.delete_after) AS "first",
       COUNT(*) FILTER (WHERE due.delete_after > $toldUntil OR rows.ended > $toldAt) AS untold
     FROM (${waitsOf('$site')}) AS due JOIN rows ON rows.run = due.run AND rows.row = due.row
     WHERE due.delete_after > $after AND due.delete_after <= $until`,
    {
      site,
      after: after.toISOString(),
      until: until.toISOString(),
      toldUntil: told?.until ?? '',
      toldAt: told?.at ?? '',
    },
  )
  return found as DueSoon
}
