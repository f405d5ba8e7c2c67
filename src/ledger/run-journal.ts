import type { Answer, Interruption } from '../offboarding/answer.ts'
import type { User } from '../offboarding/identity/user.ts'
import type { RowEnd, SettledBy } from '../offboarding/outcome.ts'
import type { Journal } from '../offboarding/ports/journal.ts'
import { changesSomething, type Step } from '../offboarding/step.ts'
import type { LedgerAccess } from './access.ts'
import { accountJson } from './columns/row-columns.ts'
import type { Database, Value } from './database.ts'
import type { GroupCommit } from './group-commit.ts'

const ROW = 'run = $run AND row = $row'

const INTEND = `
  INSERT INTO steps (run, row, step, action, user_id, intended, session)
  SELECT $run, $row, COALESCE(MAX(step), 0) + 1, $action, $userId, $at, $session FROM steps WHERE ${ROW}`

const ACTIVE = `
  UPDATE rows SET was_active = 1
  WHERE ${ROW} AND account ->> 'id' = user_id AND CAST(account ->> 'deactivated' AS INTEGER) = 0`

const ANSWER = `
  UPDATE steps SET answered = $at, answer = $answer, http_status = $status, deactivated = $deactivated, attempts = $attempts,
    throttled = $throttled, retries = $retries, may_have_arrived = $mayHaveArrived, record_sha256 = $sha256
  WHERE ${ROW} AND step = (SELECT MAX(step) FROM steps WHERE ${ROW})`

const KNOW = `UPDATE rows SET account = $account, user_id = COALESCE(user_id, $userId) WHERE ${ROW}`

const DEACTIVATED = `UPDATE rows SET deactivated_at = $at WHERE ${ROW}`

const CONFIRMED = `
  UPDATE rows SET deactivated_at = $at
  WHERE ${ROW} AND deactivated_at IS NULL
    AND EXISTS (SELECT 1 FROM steps WHERE ${ROW} AND action = 'deactivate'
                AND (answered IS NULL OR may_have_arrived = 1 OR answer IN ('done', 'user')))`

/** Removes a deactivation that the answer about another user had confirmed, or that a reactivation without an answer undid. */
const DISPROVED = `
  UPDATE rows SET deactivated_at = NULL
  WHERE ${ROW}
    AND (account ->> 'id' <> user_id
         OR EXISTS (SELECT 1 FROM steps WHERE ${ROW} AND action = 'reactivate' AND user_id = $userId))`

const REACTIVATED = `UPDATE rows SET deactivated_at = NULL WHERE ${ROW}`

const END = `
  UPDATE rows SET outcome = $outcome, reasons = $reasons, http_status = $status, ended = $at, settled_by = $settledBy,
    deleted_at = CASE WHEN $outcome = 'deleted' THEN $at END, delete_after = COALESCE($deleteAfter, delete_after)
  WHERE ${ROW}`

/**
 * The journal of one run: every step before and after it is sent, and the end of every row. A write is durable when its promise
 * resolves.
 */
export class RunJournal implements Journal {
  readonly #db: Database
  readonly #run: number
  readonly #session: number
  readonly #now: () => Date
  readonly #writes: GroupCommit

  constructor({ db, writes, now }: LedgerAccess, { run, session }: { run: number; session: number }) {
    this.#db = db
    this.#run = run
    this.#session = session
    this.#now = now
    this.#writes = writes
  }

  intend(row: number, step: Step): Promise<void> {
    const at = this.#time()
    return this.#writes.write(async () => {
      if (step.do === 'deactivate') await this.#do(ACTIVE, row)
      await this.#announce(row, step, at)
    })
  }

  answered(row: number, step: Step, answer: Answer | Interruption): Promise<void> {
    const at = this.#time()
    return this.#writes.write(async () => {
      if (!changesSomething(step)) await this.#announce(row, step, null)
      await this.#note(row, answer, at)
      if (answer.kind === 'user') await this.#learn(row, step, answer.user, at)
      if (step.do === 'reactivate' && (answer.kind === 'done' || showsActive(step, answer)))
        await this.#do(REACTIVATED, row)
    })
  }

  ended(row: number, end: RowEnd, settledBy: SettledBy): Promise<void> {
    const { outcome, reasons, status, deleteAfter = null } = end
    const at = this.#time()
    return this.#writes.write(() =>
      this.#do(END, row, { outcome, reasons: JSON.stringify(reasons), status, at, settledBy, deleteAfter }),
    )
  }

  /** How the last step that was announced for the row was answered. */
  async #note(row: number, answer: Answer | Interruption, at: string): Promise<void> {
    const { attempts, throttled, retries, mayHaveArrived } = answer.delivery
    await this.#do(ANSWER, row, {
      at,
      answer: answer.kind,
      status: 'status' in answer ? answer.status : null,
      deactivated: answer.kind === 'user' ? Number(answer.user.deactivated) : null,
      attempts,
      throttled,
      retries: retries.length === 0 ? null : JSON.stringify(retries),
      mayHaveArrived: Number(mayHaveArrived),
      sha256: answer.kind === 'done' ? (answer.sha256 ?? null) : null,
    })
  }

  /** What an answer that shows a user says of the row. */
  async #learn(row: number, step: Step, user: User, at: string): Promise<void> {
    if (step.do === 'read' && !user.deactivated) await this.#do(DISPROVED, row, { userId: user.id })
    // The answer to a delete shows the user as they were, and the answer to a reactivation shows nothing new.
    const isNews = step.do !== 'delete' && step.do !== 'reactivate'
    if (isNews) await this.#do(KNOW, row, { account: accountJson(user), userId: user.id })
    if (step.do === 'deactivate' && user.deactivated) await this.#do(DEACTIVATED, row, { at })
    if (step.do === 'read' && user.deactivated) await this.#do(CONFIRMED, row, { at })
  }

  #announce(row: number, step: Step, at: string | null): Promise<void> {
    const userId = 'userId' in step ? step.userId : null
    return this.#do(INTEND, row, { action: step.do, userId, at, session: this.#session })
  }

  async #do(sql: string, row: number, values: Record<string, Value> = {}): Promise<void> {
    await this.#db.run(sql, { run: this.#run, row, ...values })
  }

  #time(): string {
    return this.#now().toISOString()
  }
}

/** Whether an answer shows the user of its step active. */
const showsActive = (step: Step, answer: Answer | Interruption): boolean =>
  answer.kind === 'user' && 'userId' in step && answer.user.id === step.userId && !answer.user.deactivated
