import type { StatementSync } from 'node:sqlite'
import type { Answer, Interruption } from '../offboarding/answer.ts'
import type { RowEnd, SettledBy } from '../offboarding/outcome.ts'
import type { Journal } from '../offboarding/ports/journal.ts'
import { changesSomething, type Step } from '../offboarding/step.ts'
import type { LedgerAccess } from './access.ts'
import type { GroupCommit } from './group-commit.ts'

/**
 * The journal of one run: every step before and after it is sent, and the end of every row. A write is durable when its promise
 * resolves.
 */
export class RunJournal implements Journal {
  readonly #run: number
  readonly #session: number
  readonly #now: () => Date
  readonly #writes: GroupCommit
  readonly #statements: Record<
    | 'intend'
    | 'active'
    | 'answer'
    | 'know'
    | 'deactivated'
    | 'confirmed'
    | 'disproved'
    | 'reactivated'
    | 'end',
    StatementSync
  >

  constructor({ db, writes, now }: LedgerAccess, { run, session }: { run: number; session: number }) {
    this.#run = run
    this.#session = session
    this.#now = now
    this.#writes = writes
    // Parameters are bound by position: binding by name would double the cost of a statement.
    this.#statements = {
      intend: db.prepare(
        `INSERT INTO steps (run, row, step, action, user_id, intended, session)
         SELECT ?1, ?2, COALESCE(MAX(step), 0) + 1, ?3, ?4, ?5, ?6 FROM steps WHERE run = ?1 AND row = ?2`,
      ),
      active: db.prepare(
        `UPDATE rows SET was_active = 1 WHERE run = ?1 AND row = ?2 AND user ->> 'id' = user_id AND user ->> 'deactivated' = 0`,
      ),
      answer: db.prepare(
        `UPDATE steps SET answered = ?3, answer = ?4, http_status = ?5, deactivated = ?6,
           attempts = ?7, throttled = ?8, retries = ?9, may_have_arrived = ?10, record_sha256 = ?11
         WHERE run = ?1 AND row = ?2 AND step = (SELECT MAX(step) FROM steps WHERE run = ?1 AND row = ?2)`,
      ),
      know: db.prepare(
        'UPDATE rows SET user = ?3, user_id = COALESCE(user_id, ?4) WHERE run = ?1 AND row = ?2',
      ),
      deactivated: db.prepare('UPDATE rows SET deactivated_at = ?3 WHERE run = ?1 AND row = ?2'),
      confirmed: db.prepare(
        `UPDATE rows SET deactivated_at = ?3 WHERE run = ?1 AND row = ?2 AND deactivated_at IS NULL
           AND EXISTS (SELECT 1 FROM steps WHERE run = ?1 AND row = ?2 AND action = 'deactivate'
             AND (answered IS NULL OR may_have_arrived = 1 OR answer IN ('done', 'user')))`,
      ),
      // Removes a deactivation that the answer about another user had confirmed, or that a reactivation without an answer undid.
      disproved: db.prepare(
        `UPDATE rows SET deactivated_at = NULL WHERE run = ?1 AND row = ?2
           AND (user ->> 'id' <> user_id
                OR EXISTS (SELECT 1 FROM steps WHERE run = ?1 AND row = ?2 AND action = 'reactivate' AND user_id = ?3))`,
      ),
      reactivated: db.prepare('UPDATE rows SET deactivated_at = NULL WHERE run = ?1 AND row = ?2'),
      end: db.prepare(
        `UPDATE rows SET outcome = ?3, reasons = ?4, http_status = ?5, ended = ?6, settled_by = ?7,
           deleted_at = CASE WHEN ?3 = 'deleted' THEN ?6 END, delete_after = COALESCE(?8, delete_after)
         WHERE run = ?1 AND row = ?2`,
      ),
    }
  }

  intend(row: number, step: Step): Promise<void> {
    const at = this.#time()
    return this.#writes.write(() => {
      if (step.do === 'deactivate') this.#statements.active.run(this.#run, row)
      this.#announce(row, step, at)
    })
  }

  answered(row: number, step: Step, answer: Answer | Interruption): Promise<void> {
    const at = this.#time()
    const run = this.#run
    const { answer: note, know, deactivated, confirmed, disproved, reactivated } = this.#statements
    return this.#writes.write(() => {
      if (!changesSomething(step)) this.#announce(row, step, null)
      const user = answer.kind === 'user' ? answer.user : null
      const { attempts, throttled, retries, mayHaveArrived } = answer.delivery
      note.run(
        run,
        row,
        at,
        answer.kind,
        'status' in answer ? answer.status : null,
        user === null ? null : Number(user.deactivated),
        attempts,
        throttled,
        retries.length === 0 ? null : JSON.stringify(retries),
        Number(mayHaveArrived),
        answer.kind === 'done' ? (answer.sha256 ?? null) : null,
      )
      if (step.do === 'read' && user?.deactivated === false) disproved.run(run, row, user.id)
      // The answer to a delete shows the user as they were, and the answer to a reactivation shows nothing new.
      const isNews = step.do !== 'delete' && step.do !== 'reactivate'
      if (user !== null && isNews) know.run(run, row, JSON.stringify(user), user.id)
      if (step.do === 'deactivate' && user?.deactivated === true) deactivated.run(run, row, at)
      if (step.do === 'read' && user?.deactivated === true) confirmed.run(run, row, at)
      const isActive = user !== null && 'userId' in step && user.id === step.userId && !user.deactivated
      if (step.do === 'reactivate' && (answer.kind === 'done' || isActive)) reactivated.run(run, row)
    })
  }

  ended(row: number, end: RowEnd, settledBy: SettledBy): Promise<void> {
    const { outcome, reasons, status, deleteAfter = null } = end
    const at = this.#time()
    return this.#writes.write(() => {
      const { end } = this.#statements
      end.run(this.#run, row, outcome, JSON.stringify(reasons), status, at, settledBy, deleteAfter)
    })
  }

  #announce(row: number, step: Step, at: string | null): void {
    const userId = 'userId' in step ? step.userId : null
    this.#statements.intend.run(this.#run, row, step.do, userId, at, this.#session)
  }

  #time(): string {
    return this.#now().toISOString()
  }
}
