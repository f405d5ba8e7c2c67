import type { DatabaseSync } from 'node:sqlite'
import type { ListFacts, RunOptions } from '../offboarding/run/run.ts'
import { SqliteRunSession } from './run-session.ts'
import { beginSession } from './sessions.ts'
import type { LedgerAccess } from './sqlite/access.ts'

/** What stands for the list of a purge, whose rows come from the ledger. */
const NO_ROWS: ListFacts = {
  name: 'grace periods',
  sha256: '',
  rows: 0,
  encoding: 'utf-8',
  byteOrderMark: false,
  delimiter: ',',
  columns: ['User ID', 'Email', 'Name', 'Waits since run', 'Row of that run'],
  emptyLeaveDates: 0,
  today: null,
}

/** The ID of the unfinished purge of a site; null if there is none. A dry run is over at once, so none of them is unfinished. */
export function findPurge(db: DatabaseSync, site: string, { kind }: Pick<RunOptions, 'kind'>): string | null {
  const found = db
    .prepare(
      `SELECT id FROM runs WHERE identity = ? AND (status IN ('running', 'stopped') OR (status = 'finished' AND reported IS NULL))
       ORDER BY run DESC LIMIT 1`,
    )
    .get(identityOf(site, kind)) as { id: string } | undefined
  return found?.id ?? null
}

/** Makes a purge without rows. Rejects with LedgerWriteError. */
export async function beginPurge(
  ledger: LedgerAccess,
  site: string,
  options: RunOptions,
  { id, version }: { id: string; version: string },
): Promise<SqliteRunSession> {
  const { db, writes, now } = ledger
  const started = now()
  const { run, session } = await writes.write(() => {
    const { run } = db
      .prepare(
        `INSERT INTO runs (run, id, identity, site, list, options, status, started, version)
         SELECT COALESCE(MAX(run), 0) + 1, ?, ?, ?, ?, ?, 'running', ?, ? FROM runs RETURNING run`,
      )
      .get(
        id,
        identityOf(site, options.kind),
        site,
        JSON.stringify(NO_ROWS),
        JSON.stringify(options),
        started.toISOString(),
        version,
      ) as { run: number }
    return { run, session: beginSession(db, run, version, started) }
  })
  return new SqliteRunSession(ledger, { run, id }, session)
}

const identityOf = (site: string, kind: RunOptions['kind']): string => JSON.stringify([site, 'purge', kind])
