import type { DatabaseSync } from 'node:sqlite'
import type { NewSession, Plan } from '../offboarding/ports/run-store.ts'
import { isUnfinished, type RunOptions } from '../offboarding/run/run.ts'
import { readRun, type RunColumns } from './columns/run-columns.ts'
import { joinUnfinished } from './rules/join-unfinished.ts'
import { SqliteRunSession } from './run-session.ts'
import { beginSession } from './sessions.ts'
import type { LedgerAccess } from './access.ts'
import { LedgerUnusableError } from './errors.ts'

/** Finds a plan. Throws LedgerUnusableError if this site has no plan with that ID, or if it must not be carried out. */
export function findPlan(db: DatabaseSync, id: string, site: string): Plan {
  const columns = db.prepare('SELECT * FROM runs WHERE id = ?').get(id) as unknown as RunColumns | undefined
  if (columns === undefined) {
    throw new LedgerUnusableError(
      `the ledger holds no run "${id}"; \`runs\` lists them, with names like 20261123T184500Z-3f9c`,
    )
  }
  const { options, list, status, ended, site: plannedSite, forgotten } = readRun(columns)
  if (options.kind !== 'plan')
    throw new LedgerUnusableError(`run ${id} is not a plan; \`plan <list>\` makes one`)
  if (forgotten !== null) {
    throw new LedgerUnusableError(
      `the plan ${id} was forgotten at ${forgotten.at}, so whom it is about is not known any more; make a new one`,
    )
  }
  if (status !== 'finished' || ended === null) {
    throw new LedgerUnusableError(`the plan ${id} was not finished, or was refused; make a new one`)
  }
  if (plannedSite !== site) {
    throw new LedgerUnusableError(`the plan ${id} was made for ${plannedSite}, and this is ${site}`)
  }
  const { before } = options.reading
  if (before !== null) {
    throw new LedgerUnusableError(
      `the plan ${id} looks ahead to ${before}, so some of its people may not have left yet; make one without --before`,
    )
  }
  const begun = db
    .prepare(
      `SELECT id, status, reported,
         EXISTS (SELECT 1 FROM steps WHERE steps.run = runs.run AND intended IS NOT NULL) AS hasActed
       FROM runs WHERE identity = ? AND status <> 'refused' ORDER BY run DESC LIMIT 1`,
    )
    .get(identityOf(id, site)) as
    (Pick<RunColumns, 'id' | 'status' | 'reported'> & { hasActed: 0 | 1 }) | undefined
  return {
    id,
    site,
    list,
    options,
    made: new Date(ended),
    begun:
      begun === undefined
        ? null
        : { id: begun.id, isOver: !isUnfinished(begun), hasActed: begun.hasActed === 1 },
  }
}

/** Makes a run of the rows that a plan would act on. Rejects with LedgerWriteError. */
export async function beginPlannedRun(
  ledger: LedgerAccess,
  plan: Plan,
  as: { id: string; version: string },
): Promise<NewSession> {
  const started = ledger.now()
  const { run, session, joined } = await ledger.writes.write(() => insertRun(ledger, plan, as, started))
  return { session: new SqliteRunSession(ledger, { run, id: as.id }, session), joined }
}

const identityOf = (plan: string, site: string): string => JSON.stringify([site, 'plan', plan])

function insertRun(
  ledger: LedgerAccess,
  plan: Plan,
  { id, version }: { id: string; version: string },
  started: Date,
): Pick<NewSession, 'joined'> & { run: number; session: number } {
  const { db } = ledger
  const { run } = db.prepare('SELECT MAX(run) + 1 AS run FROM runs').get() as { run: number }
  const { changes } = db
    .prepare(
      `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, email, email_key, name, attribute, planned, leaves)
       SELECT $run, row, line, cells, COALESCE(claimed_id, user_id), user_id, email, email_key, name, attribute, user, leaves
       FROM rows WHERE run = (SELECT run FROM runs WHERE id = $plan) AND outcome = 'not_attempted' AND user IS NOT NULL`,
    )
    .run({ run, plan: plan.id })
  db.prepare(
    `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
     VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
  ).run(
    run,
    id,
    identityOf(plan.id, plan.site),
    plan.site,
    JSON.stringify({ ...plan.list, rows: Number(changes) }),
    JSON.stringify({ ...plan.options, kind: 'run', executes: plan.id } satisfies RunOptions),
    started.toISOString(),
    version,
  )
  const session = beginSession(ledger, run, version, started)
  return { run, session, joined: joinUnfinished(db, { run, id, session }, started) }
}
