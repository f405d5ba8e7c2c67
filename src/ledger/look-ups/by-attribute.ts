import type { Holders, Listing } from '../../offboarding/ports/look-ups.ts'
import { attributeKeySql } from '../columns/attribute-sql.ts'
import type { Database } from '../database.ts'

/** How many of those who share a value are named. */
const NAMED = 5

export async function listingOf(db: Database, run: number): Promise<Listing> {
  const pages = await db.get<Pick<Listing, 'told' | 'failedPages'>>(
    `SELECT MAX(CASE WHEN answer = 'page' THEN users END) AS told, COUNT(*) FILTER (WHERE answer <> 'page') AS "failedPages"
     FROM pages WHERE run = ? AND purpose = 'look_up' AND answer <> 'old'`,
    [run],
  )
  // What a user has no value of is null in the JSON; what was not told is not there. In a text within JSON, the name would not end with a plain quote.
  const users = await db.get<Omit<Listing, 'told' | 'failedPages'>>(
    `SELECT COUNT(*) AS seen, COUNT(attribute) AS "withAttribute",
       COUNT(*) FILTER (WHERE attribute IS NULL AND INSTR(json_remove(account, '$.record'), '"attribute":') = 0) AS untold
     FROM site_users WHERE run = ?`,
    [run],
  )
  return {
    ...(pages as Pick<Listing, 'told' | 'failedPages'>),
    ...(users as Omit<Listing, 'told' | 'failedPages'>),
  }
}

/**
 * SQL: those of the users whose value is the same as `$value` but for leading zeros and capitals. Only a range lets SQLite take the index;
 * otherwise it goes through all users of the run.
 */
const ALIKE = `FROM site_users WHERE run = $run AND attribute IS NOT NULL
  AND ${attributeKeySql('attribute')} BETWEEN ${attributeKeySql('$value')} AND ${attributeKeySql('$value')}`

/** Who on the pages kept has a value. */
export async function holdersOf(db: Database, run: number, value: string): Promise<Holders> {
  const exactly = await db.all<{ id: string }>(
    `SELECT id ${ALIKE} AND attribute = $value ORDER BY id LIMIT ${NAMED}`,
    { run, value },
  )
  const nearly = await db.get<{ user: string; has: string }>(
    `SELECT id AS "user", attribute AS has ${ALIKE} AND attribute <> $value
     ORDER BY LENGTH(attribute) DESC, id LIMIT 1`,
    { run, value },
  )
  return { exactly: exactly.map(({ id }) => id), nearly: nearly ?? null }
}
