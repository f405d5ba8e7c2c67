import type { DatabaseSync } from 'node:sqlite'
import type { ListFacts, RunOptions } from '../offboarding/run/run.ts'
import { SqliteRunSession } from './run-session.ts'
import { beginSession } from './sessions.ts'
import type { LedgerAccess } from './access.ts'

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
export function findTask(db: DatabaseSync, task: Omit<TaskRun, 'list'>): string | null {
  const found = db
    .prepare(
      `SELECT id FROM runs WHERE identity = ? AND (status IN ('running', 'stopped') OR (status = 'finished' AND reported IS NULL))
       ORDER BY run DESC LIMIT 1`,
    )
    .get(identityOf(task)) as { id: string } | undefined
  return found?.id ?? null
}

/** Makes a run without rows. Rejects with LedgerWriteError. */
export async function beginTask(
  ledger: LedgerAccess,
  task: TaskRun,
  { id, version }: { id: string; version: string },
): Promise<SqliteRunSession> {
  const { db, writes, now } = ledger
  const { site, options, list } = task
  const started = now()
  const { run, session } = await writes.write(() => {
    const { run } = db
      .prepare(
        `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
         SELECT COALESCE(MAX(run), 0) + 1, ?, ?, ?, ?, ?, 'running', ?, ? FROM runs RETURNING run`,
      )
      .get(
        id,
        identityOf(task),
        site,
        JSON.stringify({ ...NO_ROWS, ...list } satisfies ListFacts),
        JSON.stringify(options),
        started.toISOString(),
        version,
      ) as { run: number }
    return { run, session: beginSession(ledger, run, version, started) }
  })
  return new SqliteRunSession(ledger, { run, id }, session)
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
