import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LEDGER_FILE } from '../../src/ledger/ledger.ts'
import { temporaryFolder } from '../support/cli.ts'
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

/** Reads a copy of the ledger in `out`, so that the ledger itself stays as it was left. Null where there is none yet. */
export function readLeftBehind(out: string): LeftBehind | null {
  const copies = temporaryFolder()
  try {
    for (const file of [LEDGER_FILE, `${LEDGER_FILE}-wal`, `${LEDGER_FILE}-journal`]) {
      if (existsSync(join(out, file))) cpSync(join(out, file), join(copies, file))
    }
    if (!existsSync(join(copies, LEDGER_FILE))) return null
    const db = new DatabaseSync(join(copies, LEDGER_FILE))
    try {
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
    } finally {
      db.close()
    }
  } finally {
    rmSync(copies, { recursive: true })
  }
}
