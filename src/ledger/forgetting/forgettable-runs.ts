import type { Candidate, WhyKept } from '../../offboarding/ports/forgetting.ts'
import { isUnfinished } from '../../offboarding/run/run.ts'
import { waitingByRun } from '../rules/waits.ts'
import { readRun, type RunColumns } from '../columns/run-columns.ts'
import type { Database } from '../database.ts'

/** All runs that know names, or that were not forgotten as a whole, oldest first, each with why it has to be kept. */
export async function candidates(db: Database): Promise<Candidate[]> {
  const runs = await db.all<RunColumns>(
    "SELECT * FROM runs WHERE forgotten IS NULL OR forgotten ->> 'done' IS NULL ORDER BY run",
  )
  const waiting = await waitingByRun(db)
  const waits = await db.all<{ run: number }>("SELECT DISTINCT run FROM rows WHERE outcome = 'waiting'")
  const haveWaits = new Set(waits.map(({ run }) => run))
  const archives = await db.all<{ run: number }>(
    'SELECT run FROM runs WHERE EXISTS (SELECT 1 FROM archive_records WHERE archive_records.run = runs.run)',
  )
  const haveArchive = new Set(archives.map(({ run }) => run))
  const found: Candidate[] = []
  for (const columns of runs) {
    const kept = await whyKept(db, columns, waiting.has(columns.id))
    found.push({
      run: readRun(columns),
      hasWaits: haveWaits.has(columns.run),
      hasArchive: haveArchive.has(columns.run),
      kept,
    })
  }
  return found
}

async function whyKept(db: Database, columns: RunColumns, isWaitedFor: boolean): Promise<WhyKept | null> {
  if (columns.forgotten !== null) return null
  if (isUnfinished(columns)) return { kind: 'unfinished' }
  if (isWaitedFor) return { kind: 'somebody_waits', since: columns.id }
  const by = await unfinishedRunOf(db, columns.id)
  return by === null ? null : { kind: 'plan_of', run: by }
}

/** The unfinished run that carries out a plan, or null. */
async function unfinishedRunOf(db: Database, plan: string): Promise<string | null> {
  const runs = await db.all<Pick<RunColumns, 'id' | 'status' | 'reported'>>(
    "SELECT id, status, reported FROM runs WHERE options ->> 'executes' = ? ORDER BY run",
    [plan],
  )
  return runs.find(isUnfinished)?.id ?? null
}
