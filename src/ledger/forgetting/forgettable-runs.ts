import type { DatabaseSync } from 'node:sqlite'
import type { Candidate, WhyKept } from '../../offboarding/ports/forgetting.ts'
import { isUnfinished } from '../../offboarding/run/run.ts'
import { readRun, type RunColumns } from '../columns/run-columns.ts'

/**
 * SQL: the rows of people for whom something is still to be done by a later run. Neither their run nor any later run of the site is
 * forgotten: what became of them meanwhile, and whether a later list says that they stay, is known from those.
 */
const STILL_WAITS = "rows.outcome = 'waiting'"

/** All runs that know names, or that were not forgotten as a whole, oldest first, each with why it has to be kept. */
export function candidates(db: DatabaseSync): Candidate[] {
  const runs = db
    .prepare("SELECT * FROM runs WHERE forgotten IS NULL OR forgotten ->> 'done' IS NULL ORDER BY run")
    .all() as unknown as RunColumns[]
  const waits = firstWaits(db)
  return runs.map((columns) => ({ run: readRun(columns), kept: whyKept(db, columns, waits) }))
}

/** For each site where somebody waits, the first run that somebody waits since. */
function firstWaits(db: DatabaseSync): Map<string, Pick<RunColumns, 'run' | 'id'>> {
  const found = db
    .prepare(
      `SELECT runs.site AS site, MIN(runs.run) AS run, runs.id AS id FROM rows JOIN runs ON runs.run = rows.run
       WHERE runs.forgotten IS NULL AND ${STILL_WAITS} GROUP BY runs.site`,
    )
    .all() as unknown as Pick<RunColumns, 'site' | 'run' | 'id'>[]
  return new Map(found.map(({ site, run, id }) => [site, { run, id }]))
}

function whyKept(
  db: DatabaseSync,
  columns: RunColumns,
  waits: ReadonlyMap<string, Pick<RunColumns, 'run' | 'id'>>,
): WhyKept | null {
  if (columns.forgotten !== null) return null
  if (isUnfinished(columns)) return { kind: 'unfinished' }
  const wait = waits.get(columns.site)
  if (wait !== undefined && wait.run <= columns.run) return { kind: 'somebody_waits', since: wait.id }
  const by = unfinishedRunOf(db, columns.id)
  return by === null ? null : { kind: 'plan_of', run: by }
}

/** The unfinished run that carries out a plan, or null. */
function unfinishedRunOf(db: DatabaseSync, plan: string): string | null {
  const runs = db
    .prepare("SELECT id, status, reported FROM runs WHERE options ->> 'executes' = ? ORDER BY run")
    .all(plan) as unknown as Pick<RunColumns, 'id' | 'status' | 'reported'>[]
  return runs.find(isUnfinished)?.id ?? null
}
