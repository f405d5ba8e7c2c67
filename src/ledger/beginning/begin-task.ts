import type { ListFacts, RunOptions } from '../../offboarding/run/run.ts'
import type { LedgerAccess } from '../access.ts'
import type { Database } from '../database.ts'
import { LedgerRunSession } from '../run-session.ts'
import { beginSession } from '../sessions.ts'

/** A run that takes its rows from the ledger, and not from a list. */
export interface TaskRun {
  site: string
  options: RunOptions
  /** Together with the site and the kind of the run it makes the run's identity. */
  identity: readonly string[]
  /** What stands for the list. */
  list: Pick<ListFacts, 'name' | 'columns'>
}

/** The ID of the unfinished run with this identity; null if there is none. A dry run is over at once, so none of them is unfinished. */
export async function findTask(db: Database, task: Omit<TaskRun, 'list'>): Promise<string | null> {
  const found = await db.get<{ id: string }>(
    `SELECT id FROM runs WHERE identity = ? AND (status IN ('running', 'stopped') OR (status = 'finished' AND reported IS NULL))
     ORDER BY run DESC LIMIT 1`,
    [identityOf(task)],
  )
  return found?.id ?? null
}

/** Makes a run without rows. Rejects with LedgerWriteError. */
export async function beginTask(
  ledger: LedgerAccess,
  task: TaskRun,
  { id, version }: { id: string; version: string },
): Promise<LedgerRunSession> {
  const { db, writes, now } = ledger
  const { site, options, list } = task
  const started = now()
  const { run, session } = await writes.write(async () => {
    const run = await db.nextRun()
    await db.run(
      `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
       VALUES (?, ?, ?, ?, ?, ?, 'running', ?, ?)`,
      [
        run,
        id,
        identityOf(task),
        site,
        JSON.stringify({ ...NO_ROWS, ...list } satisfies ListFacts),
        JSON.stringify(options),
        started.toISOString(),
        version,
      ],
    )
    return { run, session: await beginSession(ledger, run, version, started) }
  })
  return new LedgerRunSession(ledger, { run, id }, session)
}

const NO_ROWS = {
  sha256: '',
  rows: 0,
  encoding: 'utf-8',
  byteOrderMark: false,
  delimiter: ',',
  emptyLeaveDates: 0,
  today: null,
} satisfies Omit<ListFacts, 'name' | 'columns'>

const identityOf = ({ site, options, identity }: Omit<TaskRun, 'list'>): string =>
  JSON.stringify([site, ...identity, options.kind])
