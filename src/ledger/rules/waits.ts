import type { DatabaseSync } from 'node:sqlite'
import { onlyReason, reasonSql, withReason } from '../columns/reason-sql.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'
import { IS_BEGUN } from '../columns/row-columns.ts'
import { factsOfTaken } from '../columns/taken-rows.ts'
import type { ListFacts } from '../../offboarding/run/run.ts'
import type { EndedWaits, Waiting, WaitingOnSite } from '../../offboarding/run/waiting.ts'

// A user waits from the row that ended as `waiting` until a later run deletes or reactivates them, or finds that somebody else did, or
// until the run of that row is undone.
// These rules are SQL because a ledger may hold many years of rows.

/** SQL: whether `after` is a row of a run that acted on the site of run `mine`, and that began after the run of the row `wait`. */
const AFTER = `after.user_id = wait.user_id AND after.run > wait.run
  AND EXISTS (SELECT 1 FROM runs AS later WHERE later.run = after.run AND later.site = mine.site
              AND later.status <> 'refused' AND later.options ->> 'kind' = 'run')`

/** SQL: the runs that are undone, which they are once somebody has confirmed the undo, or it is finished; and the undo. */
const UNDONE = `SELECT options ->> 'undoes' AS undone, id, run FROM runs AS undo
  WHERE options ->> 'task' = 'undo' AND options ->> 'kind' = 'run'
    AND (status = 'finished' OR EXISTS (SELECT 1 FROM sessions WHERE sessions.run = undo.run AND confirmed IS NOT NULL))`

/** SQL: whether the row `wait` of the run `mine` made its user wait, and nobody took that back for the whole run. */
const WAITED = `wait.outcome = 'waiting' AND mine.id NOT IN (SELECT undone FROM (${UNDONE}))`

/** SQL: the rows that wait on the site of run `mine`, with the columns of `wait`. */
const OPEN = `rows AS wait JOIN runs AS mine ON mine.run = wait.run
  WHERE ${WAITED} AND mine.forgotten IS NULL AND NOT EXISTS (
    SELECT 1 FROM rows AS after
    WHERE after.outcome IN ('deleted', 'kept', 'reactivated', 'not_found') AND ${AFTER})`

/** SQL: each user of a site who waits, and the row whose wait is over last: that one counts. `site` is SQL. */
export const waitsOf = (site: string): string =>
  `SELECT wait.user_id, wait.run, wait.row, MAX(wait.delete_after) AS delete_after
   FROM ${OPEN} AND mine.site = ${site} GROUP BY wait.user_id`

const WAITS = waitsOf('$site')

/** SQL: the users of the site `$site` whom an undo that was confirmed, and is unfinished, is to reactivate; and the undo. */
const TO_REACTIVATE = `SELECT back.user_id, undo.id FROM rows AS back JOIN runs AS undo ON undo.run = back.run
  WHERE back.outcome IS NULL AND back.user_id IS NOT NULL AND undo.site = $site AND undo.options ->> 'task' = 'undo'
    AND undo.status IN ('running', 'stopped')
    AND EXISTS (SELECT 1 FROM sessions WHERE sessions.run = undo.run AND confirmed IS NOT NULL)`

/** SQL: how much a run with these options saves of each user before they are deleted: nothing, records, or images as well. */
const saved = (options: string): string =>
  `CASE ${options} ->> 'archive' WHEN 'images' THEN 2 WHEN 'records' THEN 1 ELSE 0 END`

/** SQL: whether a run made the user \`user\` wait, and promised to save more of them than run \`$run\` does. */
const promisedMore = (user: string): string =>
  `EXISTS (SELECT 1 FROM ${OPEN} AND mine.site = $site AND wait.user_id = ${user}
           AND ${saved('mine.options')} > (SELECT ${saved('options')} FROM runs WHERE run = $run))`

/** See WaitingOnSite. */
export function waitingOn(db: DatabaseSync, site: string): WaitingOnSite {
  const { most } = db
    .prepare(`SELECT MAX(${saved('mine.options')}) AS most FROM ${OPEN} AND mine.site = ?`)
    .get(site) as { most: number | null }
  const found = db
    .prepare(
      `SELECT COUNT(*) AS users, MIN(delete_after) AS first, MAX(delete_after) AS last FROM (${WAITS})`,
    )
    .get({ site }) as { users: number; first: string | null; last: string | null }
  return { ...found, archive: most === 2 ? 'images' : most === 1 ? 'records' : null }
}

/** The same for each run since which somebody waits, by its ID. Somebody whom two runs make wait counts for the one that counts. */
export function waitingByRun(db: DatabaseSync): Map<string, Waiting> {
  const found = db
    .prepare(
      `SELECT runs.id, COUNT(*) AS users, MIN(delete_after) AS first, MAX(delete_after) AS last
       FROM (SELECT wait.run, MAX(wait.delete_after) AS delete_after FROM ${OPEN} GROUP BY mine.site, wait.user_id)
       JOIN runs USING (run) GROUP BY run`,
    )
    .all() as unknown as ({ id: string } & Waiting)[]
  return new Map(found.map(({ id, ...waiting }) => [id, waiting]))
}

/**
 * Gives a purge its rows: everybody on its site whose grace period is over at `until`. Returns what stands for the facts of a list.
 * Leaves out users with whom an unfinished run has begun, or whom an undo is about to reactivate: those runs finish them; and those of
 * whom more was to be saved than this purge saves. Throws SQLite's errors.
 */
export function takeDue(db: DatabaseSync, run: number, until: Date): Pick<ListFacts, 'rows' | 'sha256'> {
  const site = siteOf(db, run)
  db.prepare(
    `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, planned, delete_after)
     SELECT $run, ROW_NUMBER() OVER (ORDER BY due.run, due.row), 0,
       json_array(wait.user_id, COALESCE(wait.user ->> 'email', ''), COALESCE(wait.user ->> 'name', ''), runs.id, CAST(wait.row AS TEXT)),
       wait.user_id, wait.user_id, json_remove(wait.user, '$.record'), due.delete_after
     FROM (${WAITS}) AS due JOIN rows AS wait USING (run, row) JOIN runs USING (run)
     WHERE due.delete_after <= $until AND wait.user IS NOT NULL AND NOT ${promisedMore('due.user_id')} AND due.user_id NOT IN (
       SELECT user_id FROM rows WHERE outcome IS NULL AND user_id IS NOT NULL AND ${IS_BEGUN}
         AND run IN (SELECT run FROM runs WHERE site = $site AND status IN ('running', 'stopped')))
       AND due.user_id NOT IN (SELECT user_id FROM (${TO_REACTIVATE}))`,
  ).run({ run, site, until: until.toISOString() })
  return factsOfTaken(db, run)
}

/** SQL: the rows of run `$run` that have not ended. */
const NOT_ENDED = 'rows.run = $run AND rows.outcome IS NULL'

/** SQL: ends a row. One whose deletion may have been carried out is only given the reason, which counts if the user turns out to be there. */
const END = `outcome = CASE WHEN ${IS_BEGUN} THEN NULL ELSE 'not_due' END, settled_by = CASE WHEN ${IS_BEGUN} THEN NULL ELSE 'look_up' END,
  ended = CASE WHEN ${IS_BEGUN} THEN NULL ELSE $at END`

/**
 * Ends the rows of a purge whose users are not to be deleted by it, though it has them: a later list made them wait longer, the clock that
 * said they were due was wrong, a later list says that they stay, or the run that made them wait is undone. Whom the undo has reactivated,
 * the look-up finds. Throws SQLite's errors.
 */
export function endWhoWaitsOn(db: DatabaseSync, run: number, { until, at }: { until: Date; at: Date }): void {
  const values = { run, site: siteOf(db, run), at: at.toISOString() }
  db.prepare(`UPDATE rows SET reasons = '[]' WHERE ${NOT_ENDED}`).run({ run })
  db.prepare(
    `UPDATE rows SET ${END}, reasons = ${onlyReason(reasonSql('grace_not_over', { until: 'wait.delete_after', run: 'runs.id' }))}
     FROM (${WAITS}) AS wait JOIN runs USING (run)
     WHERE ${NOT_ENDED} AND wait.user_id = rows.user_id AND wait.delete_after > $until`,
  ).run({ ...values, until: until.toISOString() })
  db.prepare(
    `UPDATE rows SET ${END}, reasons = ${onlyReason(reasonSql('undone_by', { run: 'undo.id' }))}
     FROM (${TO_REACTIVATE}) AS undo WHERE ${NOT_ENDED} AND undo.user_id = rows.user_id`,
  ).run(values)
  db.prepare(
    `UPDATE rows SET ${END}, reasons = ${onlyReason(reasonSql('undone_by', { run: 'undo.id' }))}
     FROM (${UNDONE}) AS undo WHERE ${NOT_ENDED} AND undo.undone = rows.cells ->> '$[3]'
       AND NOT EXISTS (SELECT 1 FROM rows AS back WHERE back.run = undo.run AND back.user_id = rows.user_id AND back.outcome = 'reactivated')`,
  ).run({ run, at: values.at })
  for (const [theirs, mine] of [
    ['COALESCE(stays.user_id, stays.claimed_id)', 'rows.user_id'],
    [ADDRESS_KEY.replaceAll('rows.', 'stays.'), emailKeySql("rows.planned ->> 'email'")],
  ] as const) {
    db.prepare(
      `UPDATE rows SET ${END}, reasons = ${onlyReason(reasonSql('later_list_says_stays', { run: 'stays.id' }))}
       FROM (SELECT ${theirs} AS key, stays.run AS run, MAX(runs.id) AS id FROM rows AS stays JOIN runs USING (run)
             WHERE stays.outcome = 'not_due' AND runs.options ->> 'kind' = 'run' AND runs.options ->> 'task' IS NULL AND runs.site = $site
             GROUP BY 1) AS stays, (${WAITS}) AS wait
       WHERE ${NOT_ENDED} AND wait.user_id = rows.user_id AND stays.key = ${mine} AND stays.run > wait.run`,
    ).run(values)
  }
}

/** Adds to the rows whose users this run deleted that they were waiting. Throws SQLite's errors. */
export function tellWhoWaited(db: DatabaseSync, run: number): void {
  db.prepare(
    `UPDATE rows SET reasons = ${withReason('json(waited.reason)', 'rows.reasons')}
     FROM (SELECT wait.user_id, MAX(wait.delete_after),
             ${reasonSql('was_waiting', { until: 'wait.delete_after', run: 'mine.id' })} AS reason
           FROM rows AS wait JOIN runs AS mine ON mine.run = wait.run
           WHERE ${WAITED} AND wait.run <> $run AND mine.site = $site
             AND NOT EXISTS (SELECT 1 FROM rows AS after WHERE after.run <> $run
               AND after.outcome IN ('deleted', 'kept', 'reactivated', 'not_found') AND ${AFTER})
           GROUP BY wait.user_id) AS waited
     WHERE rows.run = $run AND rows.outcome = 'deleted' AND rows.user_id = waited.user_id
       AND NOT EXISTS (SELECT 1 FROM json_each(rows.reasons) WHERE value = waited.reason)`,
  ).run({ run, site: siteOf(db, run) })
}

/** For each day on which the grace period of users on the rows is over, how many they are. */
export function dueByDay(db: DatabaseSync, run: number): Record<string, number> {
  const days = db
    .prepare(
      `SELECT SUBSTR(delete_after, 1, 10) AS day, COUNT(*) AS users FROM rows
       WHERE run = ? AND delete_after IS NOT NULL GROUP BY 1 ORDER BY 1`,
    )
    .all(run) as unknown as { day: string; users: number }[]
  return Object.fromEntries(days.map(({ day, users }) => [day, users]))
}

/** See EndedWaits. Throws SQLite's errors. */
export function countWhoWait(db: DatabaseSync, run: number): EndedWaits {
  const values = { run, site: siteOf(db, run) }
  // Whom this run has taken over from an unfinished one, its rows say.
  const { taken } = db
    .prepare(
      `SELECT COUNT(*) AS taken FROM rows AS theirs JOIN runs AS other USING (run)
       WHERE other.site = $site AND theirs.reasons ->> '$[0].code' = 'continued_by'
         AND theirs.reasons ->> '$[0].run' = (SELECT id FROM runs WHERE run = $run)
         AND ${saved('other.options')} > (SELECT ${saved('options')} FROM runs WHERE run = $run)`,
    )
    .get(values) as { taken: number }
  const found = db
    .prepare(
      `SELECT COUNT(*) AS users, COALESCE(SUM(${promisedMore('rows.user_id')}), 0) AS unsaved FROM rows JOIN (${WAITS}) AS wait ON wait.user_id = rows.user_id
       WHERE rows.run = $run AND rows.outcome IS NULL`,
    )
    .get(values) as unknown as EndedWaits
  return { users: found.users, unsaved: found.unsaved + taken }
}

function siteOf(db: DatabaseSync, run: number): string {
  return (db.prepare('SELECT site FROM runs WHERE run = ?').get(run) as { site: string }).site
}
