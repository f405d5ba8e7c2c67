import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { AttributesAnswer, Interruption, PageAnswer } from '../offboarding/answer.ts'
import { emailKey } from '../offboarding/identity/email.ts'
import type { ClaimedUser } from '../offboarding/leaver.ts'
import type { Reason } from '../offboarding/reason.ts'
import type { Holders, KnownRow, Listing, LookUps, UnknownRow } from '../offboarding/ports/look-ups.ts'
import type { LedgerAccess } from './access.ts'
import type { GroupCommit } from './group-commit.ts'
import { SAME_USER } from './columns/reason-sql.ts'
import { ATTEMPTS, IS_BEGUN, readClaimedUser, readUser } from './columns/row-columns.ts'
import { HoldersOf, listingOf } from './look-ups/by-attribute.ts'
import { whenDeleted } from './look-ups/deleted-before.ts'
import { matchRows } from './look-ups/match-rows.ts'
import { endWhoWasRehired } from './rules/rehired.ts'
import { countToDo, siteUsersOf } from './figures/run-figures.ts'
import { rowPages } from './columns/row-pages.ts'
import { spareWhoStays } from './rules/spare-who-stays.ts'

const CLAIM = 'row, claimed_id, email, name, attribute'
type ClaimColumns = [
  row: number,
  id: string | null,
  email: string | null,
  name: string | null,
  attribute: string | null,
  ...unknown[],
]
type KnownColumns = [
  row: number,
  id: string | null,
  email: string | null,
  name: string | null,
  attribute: string | null,
  user: string,
  planned: string | null,
  attempts: number,
]

/** The look-ups of one run in the SQLite ledger. */
export class RunLookUps implements LookUps {
  readonly #db: DatabaseSync
  readonly #run: number
  readonly #now: () => Date
  readonly #writes: GroupCommit
  readonly #page: StatementSync
  readonly #user: StatementSync
  readonly #holders: HoldersOf

  constructor({ db, writes, now }: LedgerAccess, run: number) {
    this.#db = db
    this.#run = run
    this.#now = now
    this.#writes = writes
    this.#page = db.prepare(
      `INSERT INTO pages (run, purpose, page, answered, answer, http_status, users, attempts, throttled, retries)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (run, purpose, page) DO UPDATE SET answered = excluded.answered, answer = excluded.answer,
         http_status = excluded.http_status, users = excluded.users, attempts = attempts + excluded.attempts,
         throttled = throttled + excluded.throttled, retries = COALESCE(excluded.retries, retries)`,
    )
    this.#user = db.prepare(
      'INSERT OR REPLACE INTO site_users (run, id, email_key, attribute, user) VALUES (?, ?, ?, ?, ?)',
    )
    this.#holders = new HoldersOf(db, run)
  }

  async countUnknown(): Promise<number> {
    return countToDo(this.#db, this.#run, `user IS NULL AND NOT ${IS_BEGUN}`)
  }

  async *unknown(): AsyncGenerator<readonly UnknownRow[]> {
    for (const rows of this.#toDo<ClaimColumns>(CLAIM, `user IS NULL AND NOT ${IS_BEGUN}`))
      yield rows.map(([row, id, email, name, attribute]) => ({
        row,
        claim: readClaimedUser(id, email, name, attribute),
      }))
  }

  async *known(): AsyncGenerator<readonly KnownRow[]> {
    const columns = `${CLAIM}, user, planned, ${ATTEMPTS}`
    for (const rows of this.#toDo<KnownColumns>(columns, `user IS NOT NULL AND NOT ${IS_BEGUN}`)) {
      yield rows.map(([row, id, email, name, attribute, user, planned, attempts]) => ({
        row,
        claim: readClaimedUser(id, email, name, attribute),
        user: readUser(user),
        planned: planned === null ? null : readUser(planned),
        attempts,
      }))
    }
  }

  async siteUsers(): Promise<number | null> {
    return siteUsersOf(this.#db, this.#run)
  }

  async hasPage(offset: number): Promise<boolean> {
    const kept = this.#db.prepare(
      "SELECT 1 FROM pages WHERE run = ? AND purpose = 'look_up' AND page = ? AND answer IN ('page', 'failed')",
    )
    return kept.get(this.#run, offset) !== undefined
  }

  keepPage(offset: number, answer: PageAnswer | Interruption): Promise<void> {
    const page = answer.kind === 'page' ? answer : null
    return this.#keep('look_up', offset, answer, page)
  }

  keepPageForTime(answer: PageAnswer | Interruption): Promise<void> {
    return this.#keep('clock', 0, answer, null)
  }

  keepAttributes(answer: AttributesAnswer | Interruption): Promise<void> {
    return this.#keep('attributes', 0, answer, null)
  }

  async listing(): Promise<Listing> {
    return listingOf(this.#db, this.#run)
  }

  async holders(attribute: string): Promise<Holders> {
    return this.#holders.of(attribute)
  }

  #keep(
    purpose: 'look_up' | 'clock' | 'attributes',
    offset: number,
    answer: PageAnswer | AttributesAnswer | Interruption,
    page: Pick<PageAnswer & { kind: 'page' }, 'totalCount' | 'users'> | null,
  ): Promise<void> {
    const at = this.#now().toISOString()
    return this.#writes.write(() => {
      const { attempts, throttled, retries } = answer.delivery
      this.#page.run(
        this.#run,
        purpose,
        offset,
        at,
        answer.kind,
        'status' in answer ? answer.status : null,
        page?.totalCount ?? null,
        attempts,
        throttled,
        retries.length === 0 ? null : JSON.stringify(retries),
      )
      for (const user of page?.users ?? []) {
        const key = user.email === null ? null : emailKey(user.email)
        this.#user.run(this.#run, user.id, key, user.attribute ?? null, JSON.stringify(user))
      }
    })
  }

  matchPages(): Promise<void> {
    return this.#writes.write(() => {
      matchRows(this.#db, this.#run)
    })
  }

  endNotDue(): Promise<void> {
    const now = this.#now()
    return this.#writes.write(() => {
      spareWhoStays(this.#db, this.#run, { by: 'look_up', at: now.toISOString() })
    })
  }

  endRehired(): Promise<void> {
    const now = this.#now()
    return this.#writes.write(() => {
      endWhoWasRehired(this.#db, this.#run, now)
    })
  }

  endRepeated(): Promise<void> {
    const at = this.#now().toISOString()
    return this.#writes.write(() => {
      const group = 'run = $run AND outcome IS NULL AND user_id IS NOT NULL'
      this.#db
        .prepare(
          `UPDATE rows SET outcome = 'duplicate', reasons = ${SAME_USER}, ended = $at, settled_by = 'look_up'
           FROM (SELECT user_id AS id, MIN(row) AS row FROM rows WHERE ${group} GROUP BY user_id HAVING COUNT(*) > 1) AS first
           WHERE ${group} AND rows.user_id = first.id AND rows.row > first.row`,
        )
        .run({ run: this.#run, at })
    })
  }

  async accountsWithAddress({ email }: ClaimedUser): Promise<string[]> {
    if (email === null) return []
    const alike = this.#db
      .prepare('SELECT id FROM site_users WHERE run = ? AND email_key = ? ORDER BY id')
      .all(this.#run, emailKey(email)) as unknown as { id: string }[]
    return alike.map(({ id }) => id)
  }

  async whenDeleted(claim: ClaimedUser): Promise<Reason | null> {
    return whenDeleted(this.#db, this.#run, claim)
  }

  #toDo<Row extends ClaimColumns>(columns: string, which: string): Generator<Row[]> {
    return rowPages<Row>(this.#db, this.#run, columns, `outcome IS NULL AND ${which}`)
  }
}
