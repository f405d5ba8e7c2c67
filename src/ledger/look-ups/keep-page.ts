import type { AttributesAnswer, Interruption, PageAnswer } from '../../offboarding/answer.ts'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { User } from '../../offboarding/identity/user.ts'
import { accountJson } from '../columns/row-columns.ts'
import type { Database } from '../database.ts'

/** Users who are written with one statement. Each has five values, and SQLite takes no more than 32766. */
const AT_ONCE = 500

/** What came of asking for a page. */
export interface KeptPage {
  purpose: 'look_up' | 'clock' | 'attributes'
  /** The offset it begins at. */
  offset: number
  at: Date
  answer: PageAnswer | AttributesAnswer | Interruption
  /** How many users the site has, by this page; null where it does not say. */
  totalCount: number | null
}

/** Keeps what came of asking for a page. One that was asked for before is replaced; what it cost is added up. */
export async function keepPage(db: Database, run: number, page: KeptPage): Promise<void> {
  const { purpose, offset, at, answer, totalCount } = page
  const { attempts, throttled, retries } = answer.delivery
  await db.run(
    `INSERT INTO pages (run, purpose, page, answered, answer, http_status, users, attempts, throttled, retries)
     VALUES ($run, $purpose, $offset, $at, $answer, $status, $totalCount, $attempts, $throttled, $retries)
     ON CONFLICT (run, purpose, page) DO UPDATE SET answered = excluded.answered, answer = excluded.answer,
       http_status = excluded.http_status, users = excluded.users, attempts = pages.attempts + excluded.attempts,
       throttled = pages.throttled + excluded.throttled, retries = COALESCE(excluded.retries, pages.retries)`,
    {
      ...{ run, purpose, offset, at: at.toISOString(), answer: answer.kind, totalCount, attempts, throttled },
      status: 'status' in answer ? answer.status : null,
      retries: retries.length === 0 ? null : JSON.stringify(retries),
    },
  )
}

/** Keeps the users of a page. Whoever was on another page, too, is kept as the last one shows them. */
export async function keepSiteUsers(db: Database, run: number, users: readonly User[]): Promise<void> {
  // PostgreSQL refuses a statement that writes one row twice.
  const each = [...new Map(users.map((user) => [user.id, user])).values()]
  for (let from = 0; from < each.length; from += AT_ONCE) {
    const some = each.slice(from, from + AT_ONCE)
    await db.run(
      `INSERT INTO site_users (run, id, email_key, attribute, account) VALUES ${some.map(() => '(?, ?, ?, ?, ?)').join()}
       ON CONFLICT (run, id) DO UPDATE SET email_key = excluded.email_key, attribute = excluded.attribute, account = excluded.account`,
      some.flatMap((user) => {
        const key = user.email === null ? null : emailKey(user.email)
        return [run, user.id, key, user.attribute ?? null, accountJson(user)]
      }),
    )
  }
}
