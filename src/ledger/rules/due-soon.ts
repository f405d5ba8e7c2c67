import type { DatabaseSync } from 'node:sqlite'
import type { DueSoon, Told } from '../../offboarding/run/waiting.ts'
import { waitsOf } from './waits.ts'

/**
 * The users of a site whose grace period ends after `after` and not after `until`. `told`: up to when they were told of last time; null for
 * never. In SQL, because a ledger may hold many years of rows. Throws SQLite's errors.
 */
export function dueSoon(
  db: DatabaseSync,
  site: string,
  { after, until, told }: { after: Date; until: Date; told: Told | null },
): DueSoon {
  return db
    .prepare(
      `SELECT COUNT(*) AS users, MIN(due.delete_after) AS first,
         COALESCE(SUM(due.delete_after > $toldUntil OR rows.ended > $toldAt), 0) AS untold
       FROM (${waitsOf('$site')}) AS due JOIN rows USING (run, row)
       WHERE due.delete_after > $after AND due.delete_after <= $until`,
    )
    .get({
      site,
      after: after.toISOString(),
      until: until.toISOString(),
      toldUntil: told?.until ?? '',
      toldAt: told?.at ?? '',
    }) as unknown as DueSoon
}
