import type { EndedWaits, Waiting, WaitingOnSite } from '../../offboarding/run/waiting.ts'
import { ADDRESS_KEY } from '../columns/address-keys.ts'
import { isReason, onlyReason, reasonSql, withReason } from '../columns/reason-sql.ts'
import { IS_BEGUN } from '../columns/row-columns.ts'
import { factsOfTaken } from '../columns/taken-rows.ts'
import { textsSql } from '../columns/texts-sql.ts'
import type { Database } from '../database.ts'
import type { ListFacts } from '../../offboarding/run/run.ts'

// A user waits from the row that ended as `waiting` until a later run deletes or reactivates them, or finds that somebody else did, or
// until the run of that row is undone.
// These rules are SQL because a ledger may hold many years of rows.

/** SQL: whether the wait of the user of the row `row` ended with it. An index holds these rows. */
const endsWait = (row: string): string => `${row}.outcome IN ('deleted', 'kept', 'reactivated', 'not_found')`

/** SQL: whether the row `row` reactivated its user. For that index, it says first what the index holds. */
export const isReactivated = (row: string): string => `${endsWait(row)} AND ${row}.outcome = 'reactivated'`

/**
 * SQL: whether `after` is a row of a run that acted on the site of run `mine`, and that began after the run of the row `wait`. The runs
 * are looked up once, not for each row; the `+` keeps SQLite from looking for a row of each of them.
 */
const AFTER = `after.user_id = wait.user_id AND after.run > wait.run
  AND (+after.run, mine.site) IN (SELECT run, site FROM runs WHERE status <> 'refused' AND options ->> 'kind' = 'run')`

/** SQL: the runs that are undone, which they are once somebody has confirmed the undo, or it is finished; and the undo. */
const UNDONE = `SELECT options ->> 'undoes' AS undone, id, run FROM runs AS undo
  WHERE options ->> 'task' = 'undo' AND options ->> 'kind' = 'run'
    AND (status = 'finished' OR EXISTS (SELECT 1 FROM sessions WHERE sessions.run = undo.run AND confirmed IS NOT NULL))`

/** SQL: whether the row `wait` of the run `mine` made its user wait, and nobody took that back for the whole run. */
const WAITED = `wait.outcome = 'waiting' AND mine.id NOT IN (SELECT undone FROM (${UNDONE}) AS undos)`

/** SQL: the rows that wait on the site of run `mine`, with the columns of `wait`. */
const OPEN = `rows AS wait JOIN runs AS mine ON mine.run = wait.run
  WHERE ${WAITED} AND mine.forgotten IS NULL AND NOT EXISTS (
    SELECT 1 FROM rows AS after
    WHERE ${endsWait('after')} AND ${AFTER})`

/** SQL: of the rows `wait` that are `from` there, the one of each user whose wait is over last: that one counts. */
const lastOf = (from: string, user = 'wait.user_id'): string =>
  `SELECT user_id, run, row, delete_after
   FROM (SELECT wait.user_id, wait.run, wait.row, wait.delete_after, ROW_NUMBER() OVER (
           PARTITION BY ${user} ORDER BY wait.delete_after DESC NULLS LAST, wait.run, wait.row) AS place
         FROM ${from}) AS waits
   WHERE place = 1`

/** SQL: each user of a site who waits, and the row that counts. `site` is SQL. */
export const waitsOf = (site: string): string => lastOf(`${OPEN} AND mine.site = ${site}`)

const WAITS = waitsOf('$site')

/** SQL: the users of the site `$site` whom an undo that was confirmed, and is unfinished, is to reactivate; and the undo. */
const TO_REACTIVATE = `SELECT back.user_id, MAX(undo.id) AS id FROM rows AS back JOIN runs AS undo ON undo.run = back.run
  WHERE back.outcome IS NULL AND back.user_id IS NOT NULL AND undo.site = $site AND undo.options ->> 'task' = 'undo'
    AND undo.status IN ('running', 'stopped')
    AND EXISTS (SELECT 1 FROM sessions WHERE sessions.run = undo.run AND confirmed IS NOT NULL)
  GROUP BY back.user_id`

/** SQL: how much a run saves of each user before they are deleted: nothing, records, or images as well. */
const SAVED = `CASE options ->> 'archive' WHEN 'images' THEN 2 WHEN 'records' THEN 1 ELSE 0 END`

/** SQL: the runs that save more of each user than run `$run` does. */
const SAVE_MORE = `SELECT run FROM runs WHERE ${SAVED} > (SELECT ${SAVED} FROM runs WHERE run = $run)`

/** SQL: the users of the site `$site` who wait, and of whom a run promised then to save more than run `$run` does. */
const PROMISED_MORE = `SELECT DISTINCT wait.user_id FROM ${OPEN} AND mine.site = $site AND wait.run IN (${SAVE_MORE})`

/** See WaitingOnSite. */
export async function waitingOn(db: Database, site: string): Promise<WaitingOnSite> {
  const { most, kept } = (await db.get<{ most: number | null; kept: number }>(
    `SELECT MAX(${SAVED}) AS most, COUNT(*) FILTER (WHERE options ->> 'archiveIn' = 'ledger') AS kept
     FROM runs WHERE run IN (SELECT wait.run FROM ${OPEN} AND mine.site = $site)`,
    { site },
  )) as { most: number | null; kept: number }
  const found = (await db.get<Waits>(
    `SELECT COUNT(*) AS users, MIN(delete_after) AS "first", MAX(delete_after) AS "last" FROM (${WAITS}) AS wait`,
    { site },
  )) as Waits
  return {
    ...found,
    archive: most === 2 ? 'images' : most === 1 ? 'records' : null,
    archiveIn: kept > 0 ? 'ledger' : 'folder',
  }
}

type Waits = Omit<WaitingOnSite, 'archive' | 'archiveIn'>

/** The same for each run since which somebody waits, by its ID. Somebody whom two runs make wait counts for the one that counts. */
export async function waitingByRun(db: Database): Promise<Map<string, Waiting>> {
  const found = await db.all<{ id: string } & Waiting>(
    `SELECT runs.id, COUNT(*) AS users, MIN(wait.delete_after) AS "first", MAX(wait.delete_after) AS "last"
     FROM (${lastOf(OPEN, 'mine.site, wait.user_id')}) AS wait JOIN runs ON runs.run = wait.run
     GROUP BY runs.run, runs.id ORDER BY runs.run`,
  )
  return new Map(found.map(({ id, ...waiting }) => [id, waiting]))
}

/**
 * Gives a purge its rows: everybody on its site whose grace period is over at `until`. Resolves with what stands for the facts of a list.
 * Leaves out users with whom an unfinished run has begun, or whom an undo is about to reactivate: those runs finish them; and those of
 * whom more was to be saved than this purge saves.
 */
export async function takeDue(
  db: Database,
  run: number,
  until: Date,
): Promise<Pick<ListFacts, 'rows' | 'sha256'>> {
  const site = await siteOf(db, run)
  const cells = [
    'wait.user_id',
    "COALESCE(wait.account ->> 'email', '')",
    "COALESCE(wait.account ->> 'name', '')",
  ]
  await db.run(
    `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, planned, delete_after)
     SELECT $run, ROW_NUMBER() OVER (ORDER BY due.run, due.row), 0,
       ${textsSql([...cells, 'runs.id', 'CAST(wait.row AS TEXT)'])},
       wait.user_id, wait.user_id, json_remove(wait.account, '$.record'), due.delete_after
     FROM (${WAITS}) AS due JOIN rows AS wait ON wait.run = due.run AND wait.row = due.row JOIN runs ON runs.run = due.run
     LEFT JOIN (SELECT user_id FROM rows WHERE outcome IS NULL AND user_id IS NOT NULL AND ${IS_BEGUN}
                  AND run IN (SELECT run FROM runs WHERE site = $site AND status IN ('running', 'stopped'))
                UNION SELECT user_id FROM (${TO_REACTIVATE}) AS back
                UNION ${PROMISED_MORE}) AS left_out ON left_out.user_id = due.user_id
     WHERE due.delete_after <= $until AND wait.account IS NOT NULL AND left_out.user_id IS NULL`,
    { run, site, until: until.toISOString() },
  )
  return factsOfTaken(db, run)
}

/** SQL: the rows of run `$run` that have not ended. */
const NOT_ENDED = 'rows.run = $run AND rows.outcome IS NULL'

/** SQL: ends a row. One whose deletion may have been carried out is only given the reason, which counts if the user turns out to be there. */
const END = `outcome = CASE WHEN ${IS_BEGUN} THEN NULL ELSE 'not_due' END, settled_by = CASE WHEN ${IS_BEGUN} THEN NULL ELSE 'look_up' END,
  ended = CASE WHEN ${IS_BEGUN} THEN NULL ELSE $at END`

/** SQL: ends rows for a reason. */
const endFor = (reason: string): string => `UPDATE rows SET ${END}, reasons = ${onlyReason(reason)}`

/**
 * Ends the rows of a purge whose users are not to be deleted by it, though it has them: a later list made them wait longer, the clock that
 * said they were due was wrong, a later list says that they stay, or the run that made them wait is undone. Whom the undo has reactivated,
 * the look-up finds.
 */
export async function endWhoWaitsOn(
  db: Database,
  run: number,
  { until, at }: { until: Date; at: Date },
): Promise<void> {
  const values = { run, site: await siteOf(db, run), at: at.toISOString() }
  await db.analyze('rows')
  await db.run(`UPDATE rows SET reasons = '[]' WHERE ${NOT_ENDED} AND rows.reasons <> '[]'`, { run })
  await db.run(
    `${endFor(reasonSql('grace_not_over', { until: 'wait.delete_after', run: 'runs.id' }))}
     FROM (${WAITS}) AS wait JOIN runs ON runs.run = wait.run
     WHERE ${NOT_ENDED} AND wait.user_id = rows.user_id AND wait.delete_after > $until`,
    { ...values, until: until.toISOString() },
  )
  await db.run(
    `${endFor(reasonSql('undone_by', { run: 'undo.id' }))}
     FROM (${TO_REACTIVATE}) AS undo WHERE ${NOT_ENDED} AND undo.user_id = rows.user_id`,
    values,
  )
  await endWhoseRunIsUndone(db, { run, at: values.at })
  await endWhoStaysLater(db, values)
}

/** A run may be undone more than once: each undo reactivates whom the one before did not. */
async function endWhoseRunIsUndone(db: Database, values: { run: number; at: string }): Promise<void> {
  await db.run(
    `${endFor(reasonSql('undone_by', { run: 'undo.id' }))}
     FROM (SELECT due.row, MAX(undo.id) AS id FROM rows AS due JOIN (${UNDONE}) AS undo ON undo.undone = due.cells ->> '$[3]'
           WHERE due.run = $run AND due.outcome IS NULL AND NOT EXISTS (
             SELECT 1 FROM rows AS back WHERE back.run = undo.run AND back.user_id = due.user_id AND ${isReactivated('back')})
           GROUP BY due.row) AS undo
     WHERE ${NOT_ENDED} AND undo.row = rows.row`,
    values,
  )
}

async function endWhoStaysLater(
  db: Database,
  values: { run: number; site: string; at: string },
): Promise<void> {
  for (const [theirs, mine] of [
    ['COALESCE(stays.user_id, stays.claimed_id)', 'rows.user_id'],
    [ADDRESS_KEY.replace('rows.', 'stays.'), "rows.planned ->> 'emailKey'"],
  ] as const) {
    await db.run(
      `${endFor(reasonSql('later_list_says_stays', { run: 'runs.id' }))}
       FROM (SELECT CAST(${theirs} AS TEXT) AS key, MAX(stays.run) AS run FROM rows AS stays JOIN runs AS list ON list.run = stays.run
             WHERE stays.outcome = 'not_due' AND list.options ->> 'kind' = 'run' AND list.options ->> 'task' IS NULL AND list.site = $site
             GROUP BY 1) AS stays JOIN runs ON runs.run = stays.run, (${WAITS}) AS wait
       WHERE ${NOT_ENDED} AND wait.user_id = rows.user_id AND stays.key = ${mine} AND stays.run > wait.run`,
      values,
    )
  }
}

/** Adds to the rows whose users this run deleted that they were waiting. */
export async function tellWhoWaited(db: Database, run: number): Promise<void> {
  const waits = lastOf(`rows AS wait JOIN runs AS mine ON mine.run = wait.run
    WHERE ${WAITED} AND wait.run <> $run AND mine.site = $site AND NOT EXISTS (
      SELECT 1 FROM rows AS after
      WHERE after.run <> $run AND ${endsWait('after')} AND ${AFTER})`)
  const reason = reasonSql('was_waiting', { until: 'wait.delete_after', run: 'runs.id' })
  await db.run(
    `UPDATE rows SET reasons = ${withReason('waited.reason', 'rows.reasons')}
     FROM (SELECT wait.user_id, ${reason} AS reason FROM (${waits}) AS wait JOIN runs ON runs.run = wait.run) AS waited
     WHERE rows.run = $run AND rows.outcome = 'deleted' AND rows.user_id = waited.user_id
       AND instr(rows.reasons, waited.reason) = 0`,
    { run, site: await siteOf(db, run) },
  )
}

/** For each day on which the grace period of users on the rows is over, how many they are. */
export async function dueByDay(db: Database, run: number): Promise<Record<string, number>> {
  const days = await db.all<{ day: string; users: number }>(
    `SELECT SUBSTR(delete_after, 1, 10) AS day, COUNT(*) AS users FROM rows
     WHERE run = $run AND delete_after IS NOT NULL GROUP BY 1 ORDER BY 1`,
    { run },
  )
  return Object.fromEntries(days.map(({ day, users }) => [day, users]))
}

/** See EndedWaits. */
export async function countWhoWait(db: Database, run: number): Promise<EndedWaits> {
  const values = { run, site: await siteOf(db, run) }
  // Whom this run has taken over from an unfinished one, its rows say.
  const { taken } = (await db.get<{ taken: number }>(
    `SELECT COUNT(*) AS taken FROM rows AS theirs JOIN runs AS other ON other.run = theirs.run
     WHERE other.site = $site AND ${isReason('continued_by', 'theirs.reasons')}
       AND theirs.reasons ->> '$[0].run' = (SELECT id FROM runs WHERE run = $run) AND other.run IN (${SAVE_MORE})`,
    values,
  )) as { taken: number }
  const found = (await db.get<EndedWaits>(
    `SELECT COUNT(*) AS users, COUNT(more.user_id) AS unsaved
     FROM rows JOIN (${WAITS}) AS wait ON wait.user_id = rows.user_id LEFT JOIN (${PROMISED_MORE}) AS more ON more.user_id = rows.user_id
     WHERE rows.run = $run AND rows.outcome IS NULL`,
    values,
  )) as EndedWaits
  return { users: found.users, unsaved: found.unsaved + taken }
}

async function siteOf(db: Database, run: number): Promise<string> {
  const found = await db.get<{ site: string }>('SELECT site FROM runs WHERE run = $run', { run })
  return found?.site ?? ''
}
