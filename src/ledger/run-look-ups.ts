import type { AttributesAnswer, Interruption, PageAnswer } from '../offboarding/answer.ts'
import { emailKey } from '../offboarding/identity/email.ts'
import type { ClaimedUser } from '../offboarding/leaver.ts'
import type { Reason } from '../offboarding/reason.ts'
import type { Holders, KnownRow, Listing, LookUps, UnknownRow } from '../offboarding/ports/look-ups.ts'
import type { Database } from './database.ts'
import type { LedgerAccess } from './access.ts'
import type { GroupCommit } from './group-commit.ts'
import { SAME_USER } from './columns/reason-sql.ts'
import { ATTEMPTS, IS_BEGUN, readClaimedUser, readUser } from './columns/row-columns.ts'
import { holdersOf, listingOf } from './look-ups/by-attribute.ts'
import { whenDeleted } from './look-ups/deleted-before.ts'
import { keepPage, keepSiteUsers, type KeptPage } from './look-ups/keep-page.ts'
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

/** The look-ups of one run in the ledger. */
export class RunLookUps implements LookUps {
  readonly #db: Database
  readonly #run: number
  readonly #now: () => Date
  readonly #writes: GroupCommit

  constructor({ db, writes, now }: LedgerAccess, run: number) {
    this.#db = db
    this.#run = run
    this.#now = now
    this.#writes = writes
  }

  async countUnknown(): Promise<number> {
    return countToDo(this.#db, this.#run, `account IS NULL AND NOT ${IS_BEGUN}`)
  }

  async *unknown(): AsyncGenerator<readonly UnknownRow[]> {
    for await (const rows of this.#toDo<ClaimColumns>(CLAIM, `account IS NULL AND NOT ${IS_BEGUN}`))
      yield rows.map(([row, id, email, name, attribute]) => ({
        row,
        claim: readClaimedUser(id, email, name, attribute),
      }))
  }

  async *known(): AsyncGenerator<readonly KnownRow[]> {
    const columns = `${CLAIM}, account, planned, ${ATTEMPTS}`
    for await (const rows of this.#toDo<KnownColumns>(columns, `account IS NOT NULL AND NOT ${IS_BEGUN}`)) {
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
    const kept = await this.#db.get(
      "SELECT 1 FROM pages WHERE run = ? AND purpose = 'look_up' AND page = ? AND answer IN ('page', 'failed')",
      [this.#run, offset],
    )
    return kept !== undefined
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
    return holdersOf(this.#db, this.#run, attribute)
  }

  #keep(
    purpose: KeptPage['purpose'],
    offset: number,
    answer: KeptPage['answer'],
    page: Pick<PageAnswer & { kind: 'page' }, 'totalCount' | 'users'> | null,
  ): Promise<void> {
    const at = this.#now()
    return this.#writes.write(async () => {
      const totalCount = page?.totalCount ?? null
      await keepPage(this.#db, this.#run, { purpose, offset, at, answer, totalCount })
      await keepSiteUsers(this.#db, this.#run, page?.users ?? [])
    })
  }

  matchPages(): Promise<void> {
    return this.#writes.write(() => matchRows(this.#db, this.#run))
  }

  endNotDue(): Promise<void> {
    const at = this.#now().toISOString()
    return this.#writes.write(() => spareWhoStays(this.#db, this.#run, { by: 'look_up', at }))
  }

  endRehired(): Promise<void> {
    const now = this.#now()
    return this.#writes.write(() => endWhoWasRehired(this.#db, this.#run, now))
  }

  endRepeated(): Promise<void> {
    const at = this.#now().toISOString()
    return this.#writes.write(async () => {
      const group = 'run = $run AND outcome IS NULL AND user_id IS NOT NULL'
      await this.#db.run(
        `UPDATE rows SET outcome = 'duplicate', reasons = ${SAME_USER}, ended = $at, settled_by = 'look_up'
         FROM (SELECT user_id AS id, MIN(row) AS row FROM rows WHERE ${group} GROUP BY user_id HAVING COUNT(*) > 1) AS first
         WHERE ${group} AND rows.user_id = first.id AND rows.row > first.row`,
        { run: this.#run, at },
      )
    })
  }

  async accountsWithAddress({ email }: ClaimedUser): Promise<string[]> {
    if (email === null) return []
    const alike = await this.#db.all<{ id: string }>(
      'SELECT id FROM site_users WHERE run = ? AND email_key = ? ORDER BY id',
      [this.#run, emailKey(email)],
    )
    return alike.map(({ id }) => id)
  }

  async whenDeleted(claim: ClaimedUser): Promise<Reason | null> {
    return whenDeleted(this.#db, this.#run, claim)
  }

  #toDo<Row extends ClaimColumns>(columns: string, which: string): AsyncGenerator<Row[]> {
    return rowPages<Row>(this.#db, this.#run, columns, `outcome IS NULL AND ${which}`)
  }
}
