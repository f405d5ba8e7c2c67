import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Answer, Interruption } from '../offboarding/answer.ts'
import type { RowEnd } from '../offboarding/outcome.ts'
import { changesSomething, type Step } from '../offboarding/step.ts'
import { GroupCommit } from './group-commit.ts'

/** The journal of one run: every step before and after, and every row's end. Durable once a method's promise resolves. */
export class RunJournal {
  readonly #run: number
  readonly #pass: number
  readonly #now: () => Date
  readonly #group: GroupCommit
  readonly #statements: Record<
    'intend' | 'answer' | 'know' | 'deactivated' | 'confirmed' | 'reactivated' | 'end',
    StatementSync
  >

  constructor(db: DatabaseSync, { run, pass }: { run: number; pass: number }, now: () => Date) {
    this.#run = run
    this.#pass = pass
    this.#now = now
    this.#group = new GroupCommit(db)
    this.#statements = {
      intend: db.prepare(
        `INSERT INTO steps (run, row, step, action, user_id, intended, pass)
         SELECT $run, $row, COALESCE(MAX(step), 0) + 1, $action, $user, $at, $pass FROM steps WHERE run = $run AND row = $row`,
      ),
      answer: db.prepare(
        `UPDATE steps SET answered = $at, answer = $answer, http_status = $status, deactivated = $deactivated,
           attempts = $attempts, throttled = $throttled, retries = $retries, may_have_arrived = $arrived
         WHERE run = $run AND row = $row AND step = (SELECT MAX(step) FROM steps WHERE run = $run AND row = $row)`,
      ),
      know: db.prepare(
        'UPDATE rows SET user = $user, user_id = COALESCE(user_id, $id) WHERE run = $run AND row = $row',
      ),
      deactivated: db.prepare('UPDATE rows SET deactivated_at = $at WHERE run = $run AND row = $row'),
      confirmed: db.prepare(
        `UPDATE rows SET deactivated_at = $at WHERE run = $run AND row = $row AND deactivated_at IS NULL
           AND EXISTS (SELECT 1 FROM steps WHERE run = $run AND row = $row AND action = 'deactivate'
             AND (answered IS NULL OR may_have_arrived = 1 OR answer = 'done'))`,
      ),
      reactivated: db.prepare('UPDATE rows SET deactivated_at = NULL WHERE run = $run AND row = $row'),
      end: db.prepare(
        `UPDATE rows SET outcome = $outcome, detail = $detail, http_status = $status, ended = $at,
           deleted_at = CASE WHEN $outcome = 'deleted' THEN $at END
         WHERE run = $run AND row = $row`,
      ),
    }
  }

  intend(row: number, step: Step): Promise<void> {
    const at = this.#time()
    return this.#group.write(() => {
      this.#announce(row, step, at)
    })
  }

  answered(row: number, step: Step, answer: Answer | Interruption): Promise<void> {
    const at = this.#time()
    const key = { run: this.#run, row }
    return this.#group.write(() => {
      if (!changesSomething(step)) this.#announce(row, step, null)
      const user = answer.kind === 'user' ? answer.user : null
      const { attempts, throttled, retries, mayHaveArrived } = answer.delivery
      this.#statements.answer.run({
        ...key,
        at,
        answer: answer.kind,
        status: 'status' in answer ? answer.status : null,
        deactivated: user === null ? null : Number(user.deactivated),
        attempts,
        throttled,
        retries: retries.length === 0 ? null : JSON.stringify(retries),
        arrived: Number(mayHaveArrived),
      })
      if (user !== null) this.#statements.know.run({ ...key, user: JSON.stringify(user), id: user.id })
      if (step.do === 'deactivate' && user?.deactivated === true)
        this.#statements.deactivated.run({ ...key, at })
      if (step.do === 'read' && user?.deactivated === true) this.#statements.confirmed.run({ ...key, at })
      if (step.do === 'reactivate' && (answer.kind === 'done' || answer.kind === 'user')) {
        this.#statements.reactivated.run(key)
      }
    })
  }

  ended(row: number, { outcome, detail, status }: RowEnd): Promise<void> {
    const at = this.#time()
    return this.#group.write(() => {
      this.#statements.end.run({ run: this.#run, row, outcome, detail, status, at })
    })
  }

  #announce(row: number, step: Step, at: string | null): void {
    this.#statements.intend.run({
      run: this.#run,
      row,
      action: step.do,
      user: 'userId' in step ? step.userId : null,
      at,
      pass: this.#pass,
    })
  }

  #time(): string {
    return this.#now().toISOString()
  }
}
