import type { DatabaseSync } from 'node:sqlite'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import { redactReason } from '../../offboarding/redact.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { fromJson, isReasons, isRunOptions } from '../columns/from-json.ts'
import { readUser } from '../columns/row-columns.ts'
import { rowPages } from '../columns/row-pages.ts'
import type { Kind } from '../pseudonyms/pseudonyms.ts'

/** A pseudonym for what is said, and null for nothing. */
type PseudonymOf = (kind: Kind, text: string | null) => string | null

type Columns = [
  row: number,
  userId: string | null,
  user: string | null,
  email: string | null,
  attribute: string | null,
  reasons: string,
  foundAgain: string | null,
  /** Whether this run deactivated or deleted the user. */
  isTouched: 0 | 1,
]

/**
 * Erases from a run's rows, steps and options who they were about. What stays: row and line numbers, outcomes, codes of reasons,
 * times, statuses, and pseudonyms. Of people who were touched, pseudonyms of their address and employee number stay, too: by these,
 * later runs recognize somebody who was hired again under another ID. To be called within a transaction. Throws SQLite's errors.
 */
export function eraseRun(db: DatabaseSync, run: number, pseudonymOf: PseudonymOf): void {
  eraseRows(db, run, pseudonymOf)
  db.prepare('DELETE FROM site_users WHERE run = ?').run(run)
  const { options } = db.prepare('SELECT options FROM runs WHERE run = ?').get(run) as { options: string }
  const known: RunOptions = fromJson(options, isRunOptions, 'the options of a run')
  // An entry may be a pattern or an ID; the same one has the same pseudonym in every run.
  const protect = known.protect.map((entry) => pseudonymOf('id', entry) ?? '')
  db.prepare('UPDATE runs SET options = ? WHERE run = ?').run(JSON.stringify({ ...known, protect }), run)
}

function eraseRows(db: DatabaseSync, run: number, pseudonymOf: PseudonymOf): void {
  const erase = db.prepare(
    `UPDATE rows SET cells = '[]', claimed_id = NULL, user_id = ?, email = NULL, email_key = ?, name = NULL, user = NULL,
       planned = NULL, claimed_email = NULL, claimed_attribute = NULL, attribute = ?, reasons = ?, found_again = ? WHERE run = ? AND row = ?`,
  )
  const eraseSteps = db.prepare(
    "UPDATE steps SET user_id = pseudonym('id', user_id) WHERE run = ? AND row BETWEEN ? AND ? AND user_id IS NOT NULL",
  )
  const columns = `row, user_id, user, email, attribute, reasons, found_again, outcome IS 'deleted' OR deactivated_at IS NOT NULL`
  const shownId = (id: string): string => pseudonymOf('id', id) ?? ''
  for (const rows of rowPages<Columns>(db, run, columns)) {
    for (const [row, userId, json, said, number, reasons, foundAgain, isTouched] of rows) {
      const user = json === null ? null : readUser(json)
      const email = user?.email ?? said
      const address = isTouched === 1 && email !== null ? pseudonymOf('email', emailKey(email)) : null
      const attribute = isTouched === 1 ? pseudonymOf('attribute', user?.attribute ?? number) : null
      const redacted = (json: string): Reason[] =>
        fromJson(json, isReasons, `what is kept of row ${row}`).map((reason) => redactReason(reason, shownId))
      const left = redacted(reasons)
      const [again] = foundAgain === null ? [] : redacted(`[${foundAgain}]`)
      const found = again === undefined ? null : JSON.stringify(again)
      erase.run(pseudonymOf('id', userId), address, attribute, JSON.stringify(left), found, run, row)
    }
    eraseSteps.run(run, rows.at(0)?.[0] ?? 0, rows.at(-1)?.[0] ?? 0)
  }
}
