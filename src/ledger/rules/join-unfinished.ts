import type { DatabaseSync } from 'node:sqlite'
import type { Reason } from '../../offboarding/reason.ts'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { Joined } from '../../offboarding/ports/run-store.ts'
import { accountsAttribute, hasSameAttribute } from '../columns/attribute-sql.ts'
import { ADDRESS_KEY } from '../columns/email-key-sql.ts'
import { reasonsJson, withReason } from '../columns/reason-sql.ts'
import { IS_BEGUN, readUser } from '../columns/row-columns.ts'
import { spareWhoStays } from './spare-who-stays.ts'

interface NewRun {
  run: number
  id: string
  session: number
}

interface BegunRow {
  run: number
  row: number
  user_id: string
  user: string | null
  email_key: string | null
  attribute: string | null
  deactivated_at: string | null
  was_active: 1 | null
  keys: Keys
}

/**
 * Lets a new run take over the users of its list with whom an unfinished run of the site has begun. The new run deletes them, or
 * reactivates those who should not have been touched, as the unfinished run would have done. If both runs have the same list, the
 * unfinished one is left with nothing to do. Throws SQLite's errors.
 */
export function joinUnfinished(db: DatabaseSync, to: NewRun, now: Date): Joined[] {
  const others = db
    .prepare(
      `SELECT other.run, other.id, other.list ->> 'sha256' = mine.list ->> 'sha256' AS isSameList
       FROM runs AS other JOIN runs AS mine ON mine.run = ? AND other.site = mine.site
       WHERE other.run <> mine.run AND other.status IN ('running', 'stopped') AND other.options ->> 'task' IS NOT 'undo'
       ORDER BY other.run`,
    )
    .all(to.run) as unknown as { run: number; id: string; isSameList: 0 | 1 }[]
  const begunBy = new Map(others.map(({ run }) => [run, begunRows(db, run, to.run)]))
  const allBegun = [...begunBy.values()].flat()
  for (const row of allBegun) recognize(db, row, to.run)
  // This has to happen before the steps are taken over: a row with steps is continued, whatever other rows say about its user.
  if (allBegun.length > 0) spareWhoStays(db, to.run, { by: 'reading', at: now.toISOString() })
  return others.flatMap(({ run, id, isSameList }) => {
    const begun = begunBy.get(run) ?? []
    const users = begun.filter((row) => takeOver(db, row, id, to, now)).length
    if (isSameList === 1) endAsReplaced(db, run, to.id, now)
    const isOver = closeIfDone(db, run, now)
    return users > 0 || isOver ? [{ run: id, users, isOver }] : []
  })
}

function begunRows(db: DatabaseSync, run: number, to: number): BegunRow[] {
  const rows = db
    .prepare(
      `SELECT run, row, user_id, user, ${ADDRESS_KEY} AS email_key, deactivated_at, was_active,
         CASE WHEN ${hasSameAttribute('rows.run')} THEN ${accountsAttribute('rows')} END AS attribute
       FROM rows WHERE run = $other AND outcome IS NULL AND user_id IS NOT NULL AND ${IS_BEGUN}`,
    )
    .all({ run: to, other: run }) as unknown as Omit<BegunRow, 'keys'>[]
  return rows.map((row) => ({ ...row, keys: keysOf(row) }))
}

/** The keys by which rows of the same user are found. */
interface Keys {
  id: string
  key: string | null
  attribute: string | null
}

function keysOf({ user_id, user, email_key, attribute }: Omit<BegunRow, 'keys'>): Keys {
  const email = user === null ? null : readUser(user).email
  return { id: user_id, key: email === null ? email_key : emailKey(email), attribute }
}

/** SQL: whether a row is to do and names the user with these keys. */
const MEANS =
  'outcome IS NULL AND (user_id = $id OR user_id IS NULL AND (email_key = $key OR attribute = $attribute))'

/** Stores the user in all rows of the new run that name them. */
function recognize(db: DatabaseSync, { user_id, user, keys }: BegunRow, run: number): void {
  db.prepare(`UPDATE rows SET user_id = $id, user = $user WHERE run = $run AND ${MEANS}`).run({
    run,
    user,
    id: user_id,
    key: keys.key,
    attribute: keys.attribute,
  })
}

/**
 * Copies the steps of a user to the new run's row for them, and ends the old row. Returns false if the new run has no row to do
 * for the user.
 */
function takeOver(db: DatabaseSync, begun: BegunRow, otherRun: string, to: NewRun, now: Date): boolean {
  const { keys } = begun
  const mine = db
    .prepare(`SELECT MIN(row) AS row FROM rows WHERE run = $run AND ${MEANS} HAVING COUNT(*) > 0`)
    .get({ run: to.run, ...keys }) as { row: number } | undefined
  if (mine === undefined) {
    noteDeactivation(db, keys, otherRun, to)
    return false
  }
  db.prepare(
    `UPDATE rows SET deactivated_at = COALESCE(deactivated_at, ?), was_active = COALESCE(was_active, ?) WHERE run = ? AND row = ?`,
  ).run(begun.deactivated_at, begun.was_active, to.run, mine.row)
  // The steps are copied with 0 attempts, because the run that sent them counted them. Two runs may have begun with one user.
  db.prepare(
    `INSERT INTO steps (run, row, step, action, user_id, intended, answered, answer, http_status, deactivated,
                        attempts, throttled, may_have_arrived, session)
     SELECT $run, $row, step + (SELECT COALESCE(MAX(step), 0) FROM steps WHERE run = $run AND row = $row), action, user_id, intended, answered, answer, http_status, deactivated, 0, 0, may_have_arrived, $session
     FROM steps WHERE run = $fromRun AND row = $fromRow AND intended IS NOT NULL`,
  ).run({ run: to.run, row: mine.row, session: to.session, fromRun: begun.run, fromRow: begun.row })
  endRows(db, begun.run, `row = ${begun.row}`, { code: 'continued_by', run: to.id }, now)
  return true
}

/** An unfinished run may have deactivated a user whom this list spares. A person has to look at that, so the row says it. */
function noteDeactivation(db: DatabaseSync, keys: Keys, otherRun: string, { run }: NewRun): void {
  db.prepare(
    `UPDATE rows SET outcome = CASE outcome WHEN 'not_due' THEN 'refused' ELSE outcome END, reasons = ${withReason('json($more)')}
     WHERE run = $run AND outcome IN ('not_due', 'invalid', 'mismatch')
       AND (user_id = $id OR claimed_id = $id OR ${ADDRESS_KEY} = $key OR attribute = $attribute)`,
  ).run({
    run,
    ...keys,
    more: JSON.stringify({ code: 'maybe_deactivated_before', run: otherRun } satisfies Reason),
  })
}

/** Ends the rows that the unfinished run has not begun: two runs of the same list must not both work on them. */
function endAsReplaced(db: DatabaseSync, run: number, other: string, now: Date): void {
  endRows(db, run, `NOT ${IS_BEGUN}`, { code: 'replaced_by', run: other }, now)
}

function endRows(db: DatabaseSync, run: number, which: string, reason: Reason, now: Date): void {
  db.prepare(
    `UPDATE rows SET outcome = 'not_attempted', reasons = ?, ended = ? WHERE run = ? AND outcome IS NULL AND ${which}`,
  ).run(reasonsJson(reason), now.toISOString(), run)
}

function closeIfDone(db: DatabaseSync, run: number, now: Date): boolean {
  const at = now.toISOString()
  const { changes } = db
    .prepare(
      `UPDATE runs SET status = 'finished', ended = $at, exit_code = 3, reported = $at
       WHERE run = $run AND NOT EXISTS (SELECT 1 FROM rows WHERE run = $run AND outcome IS NULL)`,
    )
    .run({ run, at })
  return Number(changes) > 0
}
