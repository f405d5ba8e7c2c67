import type { Answer, Interruption } from '../offboarding/answer.ts'
import type { DeletedRow, Verifications } from '../offboarding/ports/verifications.ts'
import type { Verified, VerifyingSession } from '../offboarding/run/verified.ts'
import type { Shown } from '../offboarding/workflow/verify-deleted.ts'
import { readUser } from './columns/row-columns.ts'
import { rowPages } from './columns/row-pages.ts'
import type { LedgerAccess } from './access.ts'
import type { Database } from './database.ts'

/** SQL: whether the run deleted the user of the row. */
const IS_DELETED = "outcome = 'deleted' AND user_id IS NOT NULL"

/** SQL: how often the platform has said whether the user of the row is there. */
const TIMES_TOLD = `(SELECT COUNT(*) FROM steps WHERE steps.run = rows.run AND steps.row = rows.row
  AND action = 'verify' AND answer IN ('not_found', 'user'))`

/** What the platform answers when it is asked once more for those whom a run deleted, in the ledger. */
export class RunVerifications implements Verifications {
  readonly #ledger: LedgerAccess
  readonly #run: number
  readonly #session: number
  #which: Promise<string> | null = null

  constructor(ledger: LedgerAccess, { run, session }: { run: number; session: number }) {
    this.#ledger = ledger
    this.#run = run
    this.#session = session
  }

  async countToAsk(): Promise<number> {
    const sql = `SELECT COUNT(*) AS n FROM rows WHERE run = ? AND ${await this.#whichToAsk()}`
    return (await this.#ledger.db.get<{ n: number }>(sql, [this.#run]))?.n ?? 0
  }

  async *toAsk(): AsyncGenerator<readonly DeletedRow[]> {
    type Columns = [row: number, userId: string, account: string | null]
    const { db } = this.#ledger
    const which = await this.#whichToAsk()
    for await (const rows of rowPages<Columns>(db, this.#run, 'row, user_id, account', which))
      yield rows.map(([row, userId, account]) => ({
        row,
        userId,
        deleted: account === null ? null : readUser(account),
      }))
  }

  async answered({ row, userId }: DeletedRow, answer: Answer | Interruption, shown: Shown): Promise<void> {
    const { db, writes, now } = this.#ledger
    const at = now().toISOString()
    const { attempts, throttled, retries, mayHaveArrived } = answer.delivery
    // An answer about another user than the one asked for tells nothing.
    const kind = answer.kind === 'user' && shown.kind === 'not_known' ? 'unclear' : answer.kind
    await writes.write(async () => {
      await db.run(
        `INSERT INTO steps (run, row, step, action, user_id, answered, answer, http_status, attempts, throttled, retries, may_have_arrived, session)
         SELECT $run, $row, COALESCE(MAX(step), 0) + 1, 'verify', $userId, $at, $kind, $status, $attempts, $throttled, $retries, $mayHaveArrived, $session
         FROM steps WHERE run = $run AND row = $row`,
        {
          ...{ run: this.#run, row, userId, at, kind, attempts, throttled, session: this.#session },
          status: 'status' in answer ? answer.status : null,
          retries: retries.length === 0 ? null : JSON.stringify(retries),
          mayHaveArrived: Number(mayHaveArrived),
        },
      )
      if (shown.kind === 'not_known') return
      await db.run('UPDATE rows SET verified_at = ?, found_again = ? WHERE run = ? AND row = ?', [
        shown.kind === 'gone' ? at : null,
        shown.kind === 'there' ? JSON.stringify(shown.reason) : null,
        this.#run,
        row,
      ])
    })
  }

  /** SQL: which rows are to be asked for. Found out once: what is answered meanwhile does not change how often everybody is asked. */
  #whichToAsk(): Promise<string> {
    this.#which ??= timesToTell(this.#ledger.db, this.#run).then(
      (times) => `${IS_DELETED} AND ${TIMES_TOLD} < ${times}`,
    )
    return this.#which
  }
}

/** How often the platform has to have said of each user whether they are there: once more, if that is as often for all of them. */
async function timesToTell(db: Database, run: number): Promise<number> {
  const told = await db.get<{ least: number; most: number }>(
    `SELECT COALESCE(MIN(n), 0) AS least, COALESCE(MAX(n), 0) AS most
     FROM (SELECT ${TIMES_TOLD} AS n FROM rows WHERE run = ? AND ${IS_DELETED}) AS told`,
    [run],
  )
  const { least, most } = told ?? { least: 0, most: 0 }
  return least === most ? most + 1 : most
}

/** What came of asking once more; null where nobody was asked for. */
export async function verifiedOf(db: Database, run: number): Promise<Verified | null> {
  const sessions = await db.all<VerifyingSession>(
    `SELECT MIN(answered) AS "from", MAX(answered) AS "to", os_user AS "osUser", host, version,
       COUNT(DISTINCT row) AS asked, COUNT(*) FILTER (WHERE answer = 'not_found') AS gone
     FROM steps JOIN sessions USING (run, session) WHERE run = ? AND action = 'verify' AND attempts > 0
     GROUP BY session, os_user, host, version ORDER BY session`,
    [run],
  )
  if (sessions.length === 0) return null
  const counts = await db.get<Omit<Verified, 'sessions'>>(
    `SELECT COUNT(*) AS deleted, COUNT(verified_at) AS gone,
       COUNT(*) FILTER (WHERE found_again ->> 'code' = 'still_there') AS "stillThere",
       COUNT(*) FILTER (WHERE found_again ->> 'code' = 'somebody_else_there') AS "somebodyElse",
       COUNT(*) FILTER (WHERE verified_at IS NULL AND found_again IS NULL) AS "notKnown"
     FROM rows WHERE run = ? AND outcome = 'deleted'`,
    [run],
  )
  return { ...(counts as Omit<Verified, 'sessions'>), sessions }
}
