import type { DatabaseSync } from 'node:sqlite'
import type { Candidate, WhyKept } from '../../offboarding/ports/forgetting.ts'
import { isUnfinished } from '../../offboarding/run/run.ts'
import { waitingByRun } from '../rules/waits.ts'
import { readRun, type RunColumns } from '../columns/run-columns.ts'

/** All runs that know names, or that were not forgotten as a whole, oldest first, each with why it has to be kept. */
export function candidates(db: DatabaseSync): Candidate[] {
  const runs = db
    .prepare("SELECT * FROM runs WHERE forgotten IS NULL OR forgotten ->> 'done' IS NULL ORDER BY run")
    .all() as unknown as RunColumns[]
  const waiting = waitingByRun(db)
  const hasWaits = db.prepare("SELECT 1 FROM rows WHERE run = ? AND outcome = 'waiting' LIMIT 1")
  return runs.map((columns) => ({
    run: readRun(columns),
    hasWaits: hasWaits.get(columns.run) !== undefined,
    kept: whyKept(db, columns, waiting.has(columns.id)),
  }))
}

function whyKept(db: DatabaseSync, columns: RunColumns, isWaitedFor: boolean): WhyKept | null {
  if (columns.forgotten !== null) return null
  if (isUnfinished(columns)) return { kind: 'unfinished' }
  if (isWaitedFor) return { kind: 'somebody_waits', since: columns.id }
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
