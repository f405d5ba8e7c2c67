import { readLedgerCopy } from '../support/ledger-copy.ts'
import type { Change } from './witness.ts'

/** What a process that has ended, however it did, left in the ledger. */
export interface LeftBehind {
  /** Users all of whose rows have ended. */
  ended: string[]
  /** The plan that is finished, its files written and its result told; null where there is none. */
  plan: string | null
  /** The run that is begun, and in which something is left to do. */
  unfinished: string | null
  /** The run that is over, its files written and its result told. */
  over: string | null
  /** `delete u1` for every change that was announced. */
  intents: Set<string>
}

export const intentOf = ({ do: action, userId }: Pick<Change, 'do' | 'userId'>): string =>
  `${action} ${userId}`

const IS_PLAN = "options ->> 'kind' = 'plan'"
const IS_OVER = "(status = 'finished' AND reported IS NOT NULL)"

/** Null where there is no ledger yet, or none that is complete. */
export const readLeftBehind = (out: string): LeftBehind | null =>
  readLedgerCopy(out, (db) => {
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'steps'").get() === undefined) return null
    const text = (sql: string): string[] =>
      db
        .prepare(sql)
        .all()
        .map(({ value }) => String(value))
    const run = (which: string): string | null =>
      text(`SELECT id AS value FROM runs WHERE ${which}`)[0] ?? null
    return {
      ended: text(
        `SELECT user_id AS value FROM rows WHERE user_id IS NOT NULL
         GROUP BY user_id HAVING COUNT(NULLIF(outcome, 'not_attempted')) = COUNT(*)`,
      ),
      plan: run(`${IS_PLAN} AND ${IS_OVER}`),
      unfinished: run(`NOT ${IS_PLAN} AND NOT ${IS_OVER}`),
      over: run(`NOT ${IS_PLAN} AND ${IS_OVER}`),
      intents: new Set(
        text("SELECT action || ' ' || user_id AS value FROM steps WHERE intended IS NOT NULL"),
      ),
    }
  })
