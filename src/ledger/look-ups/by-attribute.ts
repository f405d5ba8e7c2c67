import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Holders, Listing } from '../../offboarding/ports/look-ups.ts'
import { attributeKeySql } from '../columns/attribute-sql.ts'

/** How many of those who share a value are named. */
const NAMED = 5

export function listingOf(db: DatabaseSync, run: number): Listing {
  const pages = db
    .prepare(
      `SELECT MAX(CASE WHEN answer = 'page' THEN users END) AS told,
         COALESCE(SUM(answer NOT IN ('page', 'old')), 0) AS failedPages
       FROM pages WHERE run = ? AND purpose = 'look_up' AND answer <> 'old'`,
    )
    .get(run) as unknown as Pick<Listing, 'told' | 'failedPages'>
  const users = db
    .prepare(
      `SELECT COUNT(*) AS seen, COUNT(attribute) AS withAttribute,
         COALESCE(SUM(json_type(user, '$.attribute') IS NULL), 0) AS untold
       FROM site_users WHERE run = ?`,
    )
    .get(run) as unknown as Omit<Listing, 'told' | 'failedPages'>
  return { ...pages, ...users }
}

/** Finds who on the pages kept has a value. Asked for each row, so its statements are made once. */
export class HoldersOf {
  readonly #run: number
  readonly #exactly: StatementSync
  readonly #nearly: StatementSync

  constructor(db: DatabaseSync, run: number) {
    // Left to itself, SQLite goes through all users of the run.
    const alike = `FROM site_users INDEXED BY site_users_attribute WHERE run = ?1 AND attribute IS NOT NULL
      AND ${attributeKeySql('attribute')} = ${attributeKeySql('?2')}`
    this.#run = run
    this.#exactly = db.prepare(`SELECT id ${alike} AND attribute = ?2 ORDER BY id LIMIT ${NAMED}`)
    this.#nearly = db.prepare(
      `SELECT id AS user, attribute AS has ${alike} AND attribute <> ?2 ORDER BY LENGTH(attribute) DESC, id LIMIT 1`,
    )
  }

  of(attribute: string): Holders {
    const exactly = this.#exactly.all(this.#run, attribute) as unknown as { id: string }[]
    const nearly = this.#nearly.get(this.#run, attribute) as { user: string; has: string } | undefined
    return { exactly: exactly.map(({ id }) => id), nearly: nearly === undefined ? null : { ...nearly } }
  }
}
