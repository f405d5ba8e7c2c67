import type { DatabaseSync } from 'node:sqlite'
import { isUnfinished, type ListFacts, type RunOptions } from '../offboarding/run/run.ts'
import { LedgerUnusableError } from './sqlite/errors.ts'
import { joinUnfinished, type Joined } from './rules/join-unfinished.ts'
import { beginPass } from './sessions.ts'
import { readRun, type RunColumns } from './columns/run-columns.ts'
import { RunEntry } from './run-reader.ts'
import { inTransaction } from './sqlite/transaction.ts'

/** A plan that was finished, and may be carried out. */
export interface Plan {
  run: number
  id: string
  site: string
  list: ListFacts
  options: RunOptions
  made: Date
  /** The run that carries it out already, and whether it has announced any change yet. */
  begun: { run: number; id: string; isOver: boolean; hasActed: boolean } | null
}

/** Finds a plan. Throws LedgerUnusableError where there is none of that name for this site, or it must not be carried out. */
export function findPlan(db: DatabaseSync, id: string, site: string): Plan {
  const columns = db.prepare('SELECT * FROM runs WHERE id = ?').get(id) as unknown as RunColumns | undefined
  if (columns === undefined) {
    throw new LedgerUnusableError(`the ledger holds no run "${id}"; \`runs\` lists them`)
  }
  const { options, list, status, ended, site: plannedSite } = readRun(columns)
  if (!options.plan) throw new LedgerUnusableError(`run ${id} is not a plan; \`plan <list>\` makes one`)
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
      `SELECT run, id, status, reported,
         EXISTS (SELECT 1 FROM steps WHERE steps.run = runs.run AND intended IS NOT NULL) AS hasActed
       FROM runs WHERE identity = ? AND status <> 'refused' ORDER BY run DESC LIMIT 1`,
    )
    .get(identityOf(id, site)) as
    (Pick<RunColumns, 'run' | 'id' | 'status' | 'reported'> & { hasActed: 0 | 1 }) | undefined
  return {
    run: columns.run,
    id,
    site,
    list,
    options,
    made: new Date(ended),
    begun:
      begun === undefined
        ? null
        : { run: begun.run, id: begun.id, isOver: !isUnfinished(begun), hasActed: begun.hasActed === 1 },
  }
}

/**
 * Makes a run of the rows that a plan would act on, and of nobody else, or goes on with the one that was begun. The list need not
 * be there any more. Throws LedgerWriteError.
 */
export function carryOutPlan(
  db: DatabaseSync,
  plan: Plan,
  { id, version, now }: { id: string; version: string; now: () => Date },
): { entry: RunEntry; joined: Joined[] } {
  if (plan.begun !== null) {
    const entry = new RunEntry(db, plan.begun.run, now)
    entry.resume(version)
    return { entry, joined: [] }
  }
  const { run, pass, joined } = insertRun(db, plan, { id, version, started: now() })
  return { entry: new RunEntry(db, run, now, pass), joined }
}

const identityOf = (plan: string, site: string): string => JSON.stringify([site, 'plan', plan])

function insertRun(
  db: DatabaseSync,
  plan: Plan,
  as: { id: string; version: string; started: Date },
): { run: number; pass: number; joined: Joined[] } {
  return inTransaction(db, () => {
    const { run } = db.prepare('SELECT MAX(run) + 1 AS run FROM runs').get() as { run: number }
    const { changes } = db
      .prepare(
        `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, email, email_key, name, planned, leaves)
         SELECT $run, row, line, cells, COALESCE(claimed_id, user_id), user_id, email, email_key, name, user, leaves
         FROM rows WHERE run = $plan AND outcome = 'not_attempted' AND user IS NOT NULL`,
      )
      .run({ run, plan: plan.run })
    db.prepare(
      `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
       VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
    ).run(
      run,
      as.id,
      identityOf(plan.id, plan.site),
      plan.site,
      JSON.stringify({ ...plan.list, rows: Number(changes) }),
      JSON.stringify({ ...plan.options, plan: false, executes: plan.id } satisfies RunOptions),
      as.started.toISOString(),
      as.version,
    )
    const pass = beginPass(db, run, as.version, as.started)
    return { run, pass, joined: joinUnfinished(db, { run, id: as.id, session: pass }, as.started) }
  })
}
