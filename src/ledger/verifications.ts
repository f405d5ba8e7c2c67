import type { DatabaseSync } from 'node:sqlite'
import type { Answer, Interruption } from '../offboarding/answer.ts'
import type { DeletedRow, Verifications } from '../offboarding/ports/verifications.ts'
import type { Verified, VerifyingSession } from '../offboarding/run/verified.ts'
import type { Shown } from '../offboarding/workflow/verify-deleted.ts'
import { readUser } from './columns/row-columns.ts'
import { rowPages } from './columns/row-pages.ts'
import type { LedgerAccess } from './access.ts'

/** SQL: whether the run deleted the user of the row. */
const IS_DELETED = "outcome = 'deleted' AND user_id IS NOT NULL"

/** SQL: how often the platform has said whether the user of the row is there. */
const TIMES_TOLD = `(SELECT COUNT(*) FROM steps WHERE steps.run = rows.run AND steps.row = rows.row
  AND action = 'verify' AND answer IN ('not_found', 'user'))`

/** What the platform answers when it is asked once more for those whom a run deleted, in the SQLite ledger. */
export class RunVerifications implements Verifications {
  readonly #ledger: LedgerAccess
  readonly #run: number
  readonly #session: number
  readonly #which: string

  constructor(ledger: LedgerAccess, { run, session }: { run: number; session: number }) {
    this.#ledger = ledger
    this.#run = run
    this.#session = session
    this.#which = `${IS_DELETED} AND ${TIMES_TOLD} < ${timesToTell(ledger.db, run)}`
  }

  async countToAsk(): Promise<number> {
    const { n } = this.#ledger.db
      .prepare(`SELECT COUNT(*) AS n FROM rows WHERE run = ? AND ${this.#which}`)
      .get(this.#run) as { n: number }
    return n
  }

  async *toAsk(): AsyncGenerator<readonly DeletedRow[]> {
    type Columns = [row: number, userId: string, user: string | null]
    const { db } = this.#ledger
    for (const rows of rowPages<Columns>(db, this.#run, 'row, user_id, user', this.#which))
      yield rows.map(([row, userId, user]) => ({
        row,
        userId,
        deleted: user === null ? null : readUser(user),
      }))
  }

  async answered({ row, userId }: DeletedRow, answer: Answer | Interruption, shown: Shown): Promise<void> {
    const { db, writes, now } = this.#ledger
    const at = now().toISOString()
    const { attempts, throttled, retries, mayHaveArrived } = answer.delivery
    // An answer about another user than the one asked for tells nothing.
    const kind = answer.kind === 'user' && shown.kind === 'not_known' ? 'unclear' : answer.kind
    await writes.write(() => {
      db.prepare(
        `INSERT INTO steps (run, row, step, action, user_id, answered, answer, http_status, attempts, throttled, retries, may_have_arrived, session)
         SELECT ?1, ?2, COALESCE(MAX(step), 0) + 1, 'verify', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11 FROM steps WHERE run = ?1 AND row = ?2`,
      ).run(
        this.#run,
        row,
        userId,
        at,
        kind,
        'status' in answer ? answer.status : null,
        attempts,
        throttled,
        retries.length === 0 ? null : JSON.stringify(retries),
        Number(mayHaveArrived),
        this.#session,
      )
      if (shown.kind === 'not_known') return
      db.prepare('UPDATE rows SET verified_at = ?, found_again = ? WHERE run = ? AND row = ?').run(
        shown.kind === 'gone' ? at : null,
        shown.kind === 'there' ? JSON.stringify(shown.reason) : null,
        this.#run,
        row,
      )
    })
  }
}

/** How often the platform has to have said of each user whether they are there: once more, if that is as often for all of them. */
function timesToTell(db: DatabaseSync, run: number): number {
  const { least, most } = db
    .prepare(
      `SELECT COALESCE(MIN(n), 0) AS least, COALESCE(MAX(n), 0) AS most
       FROM (SELECT ${TIMES_TOLD} AS n FROM rows WHERE run = ? AND ${IS_DELETED})`,
    )
    .get(run) as { least: number; most: number }
  return least === most ? most + 1 : most
}

/** What came of asking once more; null where nobody was asked for. */
export function verifiedOf(db: DatabaseSync, run: number): Verified | null {
  const sessions = db
    .prepare(
      `SELECT MIN(answered) AS "from", MAX(answered) AS "to", os_user AS osUser, host, version,
         COUNT(DISTINCT row) AS asked, SUM(answer = 'not_found') AS gone
       FROM steps JOIN sessions USING (run, session) WHERE run = ? AND action = 'verify' AND attempts > 0
       GROUP BY session ORDER BY session`,
    )
    .all(run) as unknown as VerifyingSession[]
  if (sessions.length === 0) return null
  const counts = db
    .prepare(
      `SELECT COUNT(*) AS deleted, COUNT(verified_at) AS gone,
         COALESCE(SUM(found_again ->> 'code' = 'still_there'), 0) AS stillThere,
         COALESCE(SUM(found_again ->> 'code' = 'somebody_else_there'), 0) AS somebodyElse,
         COALESCE(SUM(verified_at IS NULL AND found_again IS NULL), 0) AS notKnown
       FROM rows WHERE run = ? AND outcome = 'deleted'`,
    )
    .get(run) as unknown as Omit<Verified, 'sessions'>
  return { ...counts, sessions: sessions.map((session) => ({ ...session })) }
}
