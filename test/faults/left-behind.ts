import { readLedgerCopy } from '../support/ledger-copy.ts'
import type { Change } from './witness.ts'

/** What a run in a ledger is for. */
export type Kind = 'plan' | 'run' | 'purge' | 'undo'

/** A run in a ledger. */
export interface RunLeft {
  id: string
  site: string
  kind: Kind
  /** Whether it is finished, its files written and its result told. */
  isOver: boolean
  /** Users all of whose rows have ended. */
  ended: string[]
}

/** What a process that has ended, however it did, left in the ledger. */
export interface LeftBehind {
  /** In the order in which they were begun. */
  runs: RunLeft[]
  /** When the last grace period is over, in milliseconds since the epoch; null where nobody was made to wait. */
  dueAt: number | null
  /** `delete u1` for every change that was announced. */
  intents: Set<string>
}

export const intentOf = ({ do: action, userId }: Pick<Change, 'do' | 'userId'>): string =>
  `${action} ${userId}`

/** Null where there is no ledger yet, or none that is complete. */
export const readLeftBehind = (out: string): Promise<LeftBehind | null> =>
  readLedgerCopy(out, (db) => {
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'steps'").get() === undefined) return null
    const text = (sql: string, ...values: string[]): string[] =>
      db
        .prepare(sql)
        .all(...values)
        .map(({ value }) => String(value))
    const runs = db
      .prepare(
        `SELECT id, site, CASE options ->> 'kind' WHEN 'run' THEN COALESCE(options ->> 'task', 'run') ELSE options ->> 'kind' END AS kind,
           status = 'finished' AND reported IS NOT NULL AS isOver
         FROM runs ORDER BY run`,
      )
      .all() as unknown as { id: string; site: string; kind: Kind; isOver: 0 | 1 }[]
    const [dueAt] = text("SELECT MAX(delete_after) AS value FROM rows WHERE outcome = 'waiting'")
    return {
      runs: runs.map(({ id, site, kind, isOver }) => ({
        ...{ id, site, kind, isOver: isOver === 1 },
        ended: text(
          `SELECT user_id AS value FROM rows WHERE user_id IS NOT NULL AND run = (SELECT run FROM runs WHERE id = ?)
           GROUP BY user_id HAVING COUNT(NULLIF(outcome, 'not_attempted')) = COUNT(*)`,
          id,
        ),
      })),
      dueAt: dueAt === undefined || dueAt === 'null' ? null : Date.parse(dueAt),
      intents: new Set(
        text("SELECT action || ' ' || user_id AS value FROM steps WHERE intended IS NOT NULL"),
      ),
    }
  })
