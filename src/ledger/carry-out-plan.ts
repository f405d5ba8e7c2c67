import type { DatabaseSync } from 'node:sqlite'
import { isUnfinished, type ListFacts, type RunOptions } from '../offboarding/run.ts'
import { LedgerUnusableError } from './errors.ts'
import { beginPass } from './passes.ts'
import { readRun, type RunColumns } from './run-columns.ts'
import { RunEntry } from './run-entry.ts'
import { writeError } from './write-error.ts'

export interface PlanRequest {
  /** The run that made the plan. */
  plan: string
  site: string
  /** The new run's. */
  id: string
  version: string
  now: () => Date
}

/** What came of asking for a plan. `unfinished`: its run was begun, and goes on. */
export type PlannedRun =
  | { kind: 'new' | 'unfinished'; entry: RunEntry; made: Date }
  /** A plan is carried out once. */
  | { kind: 'done'; by: string }

/**
 * Makes a run of the rows that a plan would act on, and of nobody else. The list need not be there any more.
 * Throws LedgerUnusableError where there is no such plan for this site, or LedgerWriteError.
 */
export function carryOutPlan(db: DatabaseSync, { plan, site, id, version, now }: PlanRequest): PlannedRun {
  const columns = db.prepare('SELECT * FROM runs WHERE id = ?').get(plan) as unknown as RunColumns | undefined
  if (columns === undefined)
    throw new LedgerUnusableError(`the ledger holds no run "${plan}"; \`runs\` lists them`)
  const { options, list, status, ended, site: plannedSite } = readRun(columns)
  if (!options.plan) throw new LedgerUnusableError(`run ${plan} is not a plan; \`plan <list>\` makes one`)
  if (status !== 'finished' || ended === null) {
    throw new LedgerUnusableError(`the plan ${plan} was not finished, or was refused; make a new one`)
  }
  if (plannedSite !== site) {
    throw new LedgerUnusableError(`the plan ${plan} was made for ${plannedSite}, and this is ${site}`)
  }

  const key = JSON.stringify([site, 'plan', plan])
  const begun = db
    .prepare(
      "SELECT run, id, status, reported FROM runs WHERE identity = ? AND status <> 'refused' ORDER BY run DESC LIMIT 1",
    )
    .get(key) as Pick<RunColumns, 'run' | 'id' | 'status' | 'reported'> | undefined
  const made = new Date(ended)
  if (begun !== undefined && !isUnfinished(begun)) return { kind: 'done', by: begun.id }
  if (begun !== undefined) {
    const entry = new RunEntry(db, begun.run, now)
    entry.resume(version)
    return { kind: 'unfinished', entry, made }
  }
  const { run, pass } = insertRun(
    db,
    { plan: columns.run, key, list, options: { ...options, plan: false, executes: plan } },
    {
      site,
      id,
      version,
      started: now(),
    },
  )
  return { kind: 'new', entry: new RunEntry(db, run, now, pass), made }
}

function insertRun(
  db: DatabaseSync,
  from: { plan: number; key: string; list: ListFacts; options: RunOptions },
  as: { site: string; id: string; version: string; started: Date },
): { run: number; pass: number } {
  try {
    db.exec('BEGIN')
    const { run } = db.prepare('SELECT MAX(run) + 1 AS run FROM runs').get() as { run: number }
    const { changes } = db
      .prepare(
        `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, email, email_key, name, planned)
         SELECT $run, row, line, cells, COALESCE(claimed_id, user_id), user_id, email, email_key, name, user
         FROM rows WHERE run = $plan AND outcome = 'not_attempted' AND user IS NOT NULL`,
      )
      .run({ run, plan: from.plan })
    db.prepare(
      `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
       VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
    ).run(
      run,
      as.id,
      from.key,
      as.site,
      JSON.stringify({ ...from.list, rows: Number(changes) }),
      JSON.stringify(from.options),
      as.started.toISOString(),
      as.version,
    )
    const pass = beginPass(db, run, as.version, as.started)
    db.exec('COMMIT')
    return { run, pass }
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw writeError(error)
  }
}
