import { emailKey } from '../../offboarding/identity/email.ts'
import type { RunOptions } from '../../offboarding/run/run.ts'
import { redactReason } from '../../offboarding/redact.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { fromJson, isReasons, isRunOptions } from '../columns/from-json.ts'
import { readUser } from '../columns/row-columns.ts'
import { rowPages } from '../columns/row-pages.ts'
import type { Database } from '../database.ts'
import type { Kind } from '../pseudonyms/pseudonyms.ts'

/** A pseudonym for what is said, and null for nothing. */
type PseudonymOf = (kind: Kind, text: string | null) => string | null

type Columns = [
  row: number,
  userId: string | null,
  account: string | null,
  email: string | null,
  attribute: string | null,
  reasons: string,
  foundAgain: string | null,
  /** Whether this run deactivated or deleted the user. */
  isTouched: 0 | 1,
]

/** What is left of a row. */
interface Erased {
  row: number
  userId: string | null
  address: string | null
  attribute: string | null
  reasons: string
  found: string | null
}

/**
 * Erases from a run's rows, steps and options who they were about. What stays: row and line numbers, outcomes, codes of reasons,
 * times, statuses, and pseudonyms. Of people who were touched, pseudonyms of their address and employee number stay, too: by these,
 * later runs recognize somebody who was hired again under another ID. To be called within a transaction.
 */
export async function eraseRun(db: Database, run: number, pseudonymOf: PseudonymOf): Promise<void> {
  await eraseRows(db, run, pseudonymOf)
  await db.run('DELETE FROM site_users WHERE run = ?', [run])
  await db.run('DELETE FROM archive_records WHERE run = ?', [run])
  const found = await db.get<{ options: string }>('SELECT options FROM runs WHERE run = ?', [run])
  const known: RunOptions = fromJson(found?.options ?? '', isRunOptions, 'the options of a run')
  // An entry may be a pattern or an ID; the same one has the same pseudonym in every run.
  const protect = known.protect.map((entry) => pseudonymOf('id', entry) ?? '')
  await db.run('UPDATE runs SET options = ? WHERE run = ?', [JSON.stringify({ ...known, protect }), run])
}

async function eraseRows(db: Database, run: number, pseudonymOf: PseudonymOf): Promise<void> {
  const columns = `row, user_id, account, email, attribute, reasons, found_again, outcome IS NOT DISTINCT FROM 'deleted' OR deactivated_at IS NOT NULL`
  for await (const rows of rowPages<Columns>(db, run, columns)) {
    const [first, last] = [rows.at(0)?.[0] ?? 0, rows.at(-1)?.[0] ?? 0]
    const erased = rows.map((row) => erasedRow(row, pseudonymOf))
    // That a row lies between the two bounds what any plan of the query goes through.
    await db.run(
      `WITH erased AS MATERIALIZED (
         SELECT CAST(value ->> 'row' AS INTEGER) AS row, value ->> 'userId' AS user_id, value ->> 'address' AS address,
           value ->> 'attribute' AS attribute, value ->> 'reasons' AS reasons, value ->> 'found' AS found
         FROM json_each($erased))
       UPDATE rows SET cells = '[]', claimed_id = NULL, user_id = erased.user_id, email = NULL, email_key = erased.address, name = NULL,
         account = NULL, planned = NULL, claimed_email = NULL, claimed_attribute = NULL, attribute = erased.attribute,
         reasons = erased.reasons, found_again = erased.found
       FROM erased WHERE rows.run = $run AND rows.row BETWEEN $first AND $last AND rows.row = erased.row`,
      { run, first, last, erased: JSON.stringify(erased) },
    )
    await db.run(
      "UPDATE steps SET user_id = pseudonym('id', user_id) WHERE run = ? AND row BETWEEN ? AND ? AND user_id IS NOT NULL",
      [run, first, last],
    )
  }
}

function erasedRow(
  [row, userId, account, said, number, reasons, foundAgain, isTouched]: Columns,
  pseudonymOf: PseudonymOf,
): Erased {
  const user = account === null ? null : readUser(account)
  const email = user?.email ?? said
  const shownId = (id: string): string => pseudonymOf('id', id) ?? ''
  const redacted = (json: string): Reason[] =>
    fromJson(json, isReasons, `what is kept of row ${row}`).map((reason) => redactReason(reason, shownId))
  const [again] = foundAgain === null ? [] : redacted(`[${foundAgain}]`)
  return {
    row,
    userId: pseudonymOf('id', userId),
    address: isTouched === 1 && email !== null ? pseudonymOf('email', emailKey(email)) : null,
    attribute: isTouched === 1 ? pseudonymOf('attribute', user?.attribute ?? number) : null,
    reasons: JSON.stringify(redacted(reasons)),
    found: again === undefined ? null : JSON.stringify(again),
  }
}
