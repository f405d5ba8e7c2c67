import type { Reason } from '../../offboarding/reason.ts'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { Joined } from '../../offboarding/ports/run-store.ts'
import { accountsAttribute, hasSameAttribute } from '../columns/attribute-sql.ts'
import { reasonsJson, withReason } from '../columns/reason-sql.ts'
import { IS_BEGUN, readUser } from '../columns/row-columns.ts'
import type { Database, Value } from '../database.ts'
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
  account: string | null
  email_key: string | null
  attribute: string | null
  deactivated_at: string | null
  was_active: 1 | null
  keys: Keys
}

/**
 * Lets a new run take over the users of its list with whom an unfinished run of the site has begun. The new run deletes them, or
 * reactivates those who should not have been touched, as the unfinished run would have done. If both runs have the same list, the
 * unfinished one is left with nothing to do.
 */
export async function joinUnfinished(db: Database, to: NewRun, now: Date): Promise<Joined[]> {
  const others = await db.all<{ run: number; id: string; isSameList: 0 | 1 }>(
    `SELECT other.run, other.id, other.list ->> 'sha256' = mine.list ->> 'sha256' AS "isSameList"
     FROM runs AS other JOIN runs AS mine ON mine.run = $run AND other.site = mine.site
     WHERE other.run <> mine.run AND other.status IN ('running', 'stopped') AND other.options ->> 'task' IS DISTINCT FROM 'undo'
     ORDER BY other.run`,
    { run: to.run },
  )
  const begunBy = new Map<number, BegunRow[]>()
  for (const { run } of others) begunBy.set(run, await begunRows(db, run, to.run))
  const allBegun = [...begunBy.values()].flat()
  for (const row of allBegun) await recognize(db, row, to.run)
  // This has to happen before the steps are taken over: a row with steps is continued, whatever other rows say about its user.
  if (allBegun.length > 0) await spareWhoStays(db, to.run, { by: 'reading', at: now.toISOString() })
  const joined: Joined[] = []
  for (const { run, id, isSameList } of others) {
    let users = 0
    for (const row of begunBy.get(run) ?? []) if (await takeOver(db, row, id, to, now)) users += 1
    if (isSameList === 1) await endAsReplaced(db, run, to.id, now)
    const isOver = await closeIfDone(db, run, now)
    if (users > 0 || isOver) joined.push({ run: id, users, isOver })
  }
  return joined
}

async function begunRows(db: Database, run: number, to: number): Promise<BegunRow[]> {
  const rows = await db.all<Omit<BegunRow, 'keys'>>(
    `SELECT run, row, user_id, account, email_key, deactivated_at, was_active,
       CASE WHEN ${hasSameAttribute('rows.run')} THEN ${accountsAttribute('rows')} END AS attribute
     FROM rows WHERE run = $other AND outcome IS NULL AND user_id IS NOT NULL AND ${IS_BEGUN} ORDER BY row`,
    { run: to, other: run },
  )
  return rows.map((row) => ({ ...row, keys: keysOf(row) }))
}

/** The keys by which rows of the same user are found. */
interface Keys {
  id: string
  key: string | null
  attribute: string | null
}

function keysOf({ user_id, account, email_key, attribute }: Omit<BegunRow, 'keys'>): Keys {
  const email = account === null ? null : readUser(account).email
  return { id: user_id, key: email === null ? email_key : emailKey(email), attribute }
}

/** SQL: whether a row is to do and names the user with these keys. */
const MEANS =
  'outcome IS NULL AND (user_id = $id OR user_id IS NULL AND (email_key = $key OR attribute = $attribute))'

/** Stores the user in all rows of the new run that name them. */
async function recognize(db: Database, { user_id, account, keys }: BegunRow, run: number): Promise<void> {
  await db.run(`UPDATE rows SET user_id = $id, account = $account WHERE run = $run AND ${MEANS}`, {
    run,
    account,
    id: user_id,
    key: keys.key,
    attribute: keys.attribute,
  })
}

/**
 * Copies the steps of a user to the new run's row for them, and ends the old row. Resolves with false if the new run has no row to do
 * for the user.
 */
async function takeOver(
  db: Database,
  begun: BegunRow,
  otherRun: string,
  to: NewRun,
  now: Date,
): Promise<boolean> {
  const { keys } = begun
  const mine = await db.get<{ row: number }>(
    `SELECT row FROM rows WHERE run = $run AND ${MEANS} ORDER BY row LIMIT 1`,
    { run: to.run, ...keys },
  )
  if (mine === undefined) {
    await noteDeactivation(db, keys, otherRun, to)
    return false
  }
  await db.run(
    `UPDATE rows SET deactivated_at = COALESCE(deactivated_at, $at), was_active = COALESCE(was_active, $wasActive)
     WHERE run = $run AND row = $row`,
    { at: begun.deactivated_at, wasActive: begun.was_active, run: to.run, row: mine.row },
  )
  // The steps are copied with 0 attempts, because the run that sent them counted them. Two runs may have begun with one user.
  await db.run(
    `INSERT INTO steps (run, row, step, action, user_id, intended, answered, answer, http_status, deactivated,
                        attempts, throttled, may_have_arrived, session)
     SELECT $run, $row, step + (SELECT COALESCE(MAX(step), 0) FROM steps WHERE run = $run AND row = $row), action, user_id, intended, answered, answer, http_status, deactivated, 0, 0, may_have_arrived, $session
     FROM steps WHERE run = $fromRun AND row = $fromRow AND intended IS NOT NULL`,
    { run: to.run, row: mine.row, session: to.session, fromRun: begun.run, fromRow: begun.row },
  )
  const reason: Reason = { code: 'continued_by', run: to.id }
  await endRows(db, 'row = $row', reason, now, { run: begun.run, row: begun.row })
  return true
}

/** An unfinished run may have deactivated a user whom this list spares. A person has to look at that, so the row says it. */
async function noteDeactivation(db: Database, keys: Keys, otherRun: string, { run }: NewRun): Promise<void> {
  const more: Reason = { code: 'maybe_deactivated_before', run: otherRun }
  await db.run(
    `UPDATE rows SET outcome = CASE outcome WHEN 'not_due' THEN 'refused' ELSE outcome END, reasons = ${withReason('$more')}
     WHERE run = $run AND outcome IN ('not_due', 'invalid', 'mismatch')
       AND (user_id = $id OR claimed_id = $id OR email_key = $key OR attribute = $attribute)`,
    { run, ...keys, more: JSON.stringify(more) },
  )
}

/** Ends the rows that the unfinished run has not begun: two runs of the same list must not both work on them. */
async function endAsReplaced(db: Database, run: number, other: string, now: Date): Promise<void> {
  await endRows(db, `NOT ${IS_BEGUN}`, { code: 'replaced_by', run: other }, now, { run })
}

/** `which` is SQL; `values` are those in it, and the run. */
async function endRows(
  db: Database,
  which: string,
  reason: Reason,
  now: Date,
  values: Record<'run', number> & Record<string, Value>,
): Promise<void> {
  await db.run(
    `UPDATE rows SET outcome = 'not_attempted', reasons = $reasons, ended = $at
     WHERE run = $run AND outcome IS NULL AND ${which}`,
    { ...values, reasons: reasonsJson(reason), at: now.toISOString() },
  )
}

async function closeIfDone(db: Database, run: number, now: Date): Promise<boolean> {
  const changes = await db.run(
    `UPDATE runs SET status = 'finished', ended = $at, exit_code = 3, reported = $at
     WHERE run = $run AND NOT EXISTS (SELECT 1 FROM rows WHERE rows.run = $run AND rows.outcome IS NULL)`,
    { run, at: now.toISOString() },
  )
  return changes > 0
}
