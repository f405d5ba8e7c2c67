import type { NewSession, Plan } from '../../offboarding/ports/run-store.ts'
import { isUnfinished, type RunOptions } from '../../offboarding/run/run.ts'
import { readRun, type RunColumns } from '../columns/run-columns.ts'
import { joinUnfinished } from '../rules/join-unfinished.ts'
import type { LedgerAccess } from '../access.ts'
import type { Database } from '../database.ts'
import { LedgerUnusableError } from '../errors.ts'
import { LedgerRunSession } from '../run-session.ts'
import { beginSession } from '../sessions.ts'

/** Finds a plan. Rejects with LedgerUnusableError if this site has no plan with that ID, or if it must not be carried out. */
export async function findPlan(db: Database, id: string, site: string): Promise<Plan> {
  const columns = await db.get<RunColumns>('SELECT * FROM runs WHERE id = ?', [id])
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
  return { id, site, list, options, made: new Date(ended), begun: await runOf(db, id, site) }
}

/** The run that carries out a plan, or did; null if there is none. */
async function runOf(db: Database, id: string, site: string): Promise<Plan['begun']> {
  const begun = await db.get<Pick<RunColumns, 'id' | 'status' | 'reported'> & { hasActed: 0 | 1 }>(
    `SELECT id, status, reported,
       EXISTS (SELECT 1 FROM steps WHERE steps.run = runs.run AND intended IS NOT NULL) AS "hasActed"
     FROM runs WHERE identity = ? AND status <> 'refused' ORDER BY run DESC LIMIT 1`,
    [identityOf(id, site)],
  )
  if (begun === undefined) return null
  return { id: begun.id, isOver: !isUnfinished(begun), hasActed: begun.hasActed === 1 }
}

/** Makes a run of the rows that a plan would act on. Rejects with LedgerWriteError. */
export async function beginPlannedRun(
  ledger: LedgerAccess,
  plan: Plan,
  as: { id: string; version: string },
): Promise<NewSession> {
  const started = ledger.now()
  const { run, session, joined } = await ledger.writes.write(() => insertRun(ledger, plan, as, started))
  return { session: new LedgerRunSession(ledger, { run, id: as.id }, session), joined }
}

const identityOf = (plan: string, site: string): string => JSON.stringify([site, 'plan', plan])

async function insertRun(
  ledger: LedgerAccess,
  plan: Plan,
  { id, version }: { id: string; version: string },
  started: Date,
): Promise<Pick<NewSession, 'joined'> & { run: number; session: number }> {
  const { db } = ledger
  const run = await db.nextRun()
  const rows = await db.run(
    `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, email, email_key, name, attribute, planned, leaves)
     SELECT $run, row, line, cells, COALESCE(claimed_id, user_id), user_id, email, email_key, name, attribute, account, leaves
     FROM rows WHERE run = (SELECT run FROM runs WHERE id = $plan) AND outcome = 'not_attempted' AND account IS NOT NULL`,
    { run, plan: plan.id },
  )
  await db.run(
    `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
     VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
    [
      run,
      id,
      identityOf(plan.id, plan.site),
      plan.site,
      JSON.stringify({ ...plan.list, rows }),
      JSON.stringify({ ...plan.options, kind: 'run', executes: plan.id } satisfies RunOptions),
      started.toISOString(),
      version,
    ],
  )
  const session = await beginSession(ledger, run, version, started)
  return { run, session, joined: await joinUnfinished(db, { run, id, session }, started) }
}
