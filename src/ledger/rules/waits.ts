import { createHash } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { onlyReason, reasonSql, withReason } from '../columns/reason-sql.ts'
import { ADDRESS_KEY, emailKeySql } from '../columns/email-key-sql.ts'
import { IS_BEGUN } from '../columns/row-columns.ts'
import type { ListFacts } from '../../offboarding/run/run.ts'
import type { Waiting } from '../../offboarding/run/waiting.ts'

// A user waits from the row that ended as `waiting` until a later run deletes or reactivates them, or finds that somebody else did.
// These rules are SQL because a ledger may hold many years of rows.

/** SQL: whether `after` is a row of a run that acted on the site of run `mine`, and that began after the run of the row `wait`. */
const AFTER = `after.user_id = wait.user_id AND after.run > wait.run
  AND EXISTS (SELECT 1 FROM runs AS later WHERE later.run = after.run AND later.site = mine.site
              AND later.status <> 'refused' AND later.options ->> 'kind' = 'run')`

/** SQL: the rows that wait on the site of run `mine`, with the columns of `wait`. */
const OPEN = `rows AS wait JOIN runs AS mine ON mine.run = wait.run
  WHERE wait.outcome = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM rows AS after
    WHERE after.outcome IN ('deleted', 'kept', 'reactivated', 'not_found') AND ${AFTER})`

/** SQL: each user of a site who waits, and the row whose wait is over last: that one counts. `site` is SQL. */
export const waitsOf = (site: string): string =>
  `SELECT wait.user_id, wait.run, wait.row, MAX(wait.delete_after) AS delete_after
   FROM ${OPEN} AND mine.site = ${site} GROUP BY wait.user_id`

const WAITS = waitsOf('$site')

/** How many users of a site wait, and when the first and the last may be deleted. */
export function waitingOn(db: DatabaseSync, site: string): Waiting {
  const found = db
    .prepare(
      `SELECT COUNT(*) AS users, MIN(delete_after) AS first, MAX(delete_after) AS last FROM (${WAITS})`,
    )
    .get({ site }) as { users: number; first: string | null; last: string | null }
  return { ...found }
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
 * Gives a purge its rows: everybody on its site whose grace period is over at `until`. Returns what stands for the facts of a list;
 * the SHA-256 is that of who they are and until when they waited. Leaves out users with whom an unfinished run has begun: that run finishes them. Throws SQLite's
 * errors.
 */
export function takeDue(db: DatabaseSync, run: number, until: Date): Pick<ListFacts, 'rows' | 'sha256'> {
  const site = siteOf(db, run)
  db.prepare(
    `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, planned, delete_after)
     SELECT $run, ROW_NUMBER() OVER (ORDER BY due.run, due.row), 0,
       json_array(wait.user_id, COALESCE(wait.user ->> 'email', ''), COALESCE(wait.user ->> 'name', ''), runs.id, CAST(wait.row AS TEXT)),
       wait.user_id, wait.user_id, wait.user, due.delete_after
     FROM (${WAITS}) AS due JOIN rows AS wait USING (run, row) JOIN runs USING (run)
     WHERE due.delete_after <= $until AND wait.user IS NOT NULL AND due.user_id NOT IN (
       SELECT user_id FROM rows WHERE outcome IS NULL AND user_id IS NOT NULL AND ${IS_BEGUN}
         AND run IN (SELECT run FROM runs WHERE site = $site AND status IN ('running', 'stopped')))`,
  ).run({ run, site, until: until.toISOString() })
  const rows = db.prepare('SELECT cells, delete_after AS deleteAfter FROM rows WHERE run = ? ORDER BY row')
  const hash = createHash('sha256')
  let count = 0
  for (const { cells, deleteAfter } of rows.iterate(run) as Iterable<Record<string, string>>) {
    hash.update(`${cells} ${deleteAfter}\n`)
    count += 1
  }
  return { rows: count, sha256: hash.digest('hex') }
}

/** SQL: the rows of run `$run` that nothing was begun for. */
const NOT_BEGUN = `rows.run = $run AND rows.outcome IS NULL AND NOT ${IS_BEGUN}`

/**
 * Ends the rows of a purge whose users wait on, though this run has them: a later list made them wait longer, the clock that said
 * they were due was wrong, or a later list says that they stay. Throws SQLite's errors.
 */
export function endWhoWaitsOn(db: DatabaseSync, run: number, { until, at }: { until: Date; at: Date }): void {
  const values = { run, site: siteOf(db, run), at: at.toISOString() }
  const end = `outcome = 'not_due', ended = $at, settled_by = 'look_up'`
  db.prepare(
    `UPDATE rows SET ${end}, reasons = ${onlyReason(reasonSql('grace_not_over', { until: 'wait.delete_after', run: 'runs.id' }))}
     FROM (${WAITS}) AS wait JOIN runs USING (run)
     WHERE ${NOT_BEGUN} AND wait.user_id = rows.user_id AND wait.delete_after > $until`,
  ).run({ ...values, until: until.toISOString() })
  for (const [theirs, mine] of [
    ['COALESCE(stays.user_id, stays.claimed_id)', 'rows.user_id'],
    [ADDRESS_KEY.replaceAll('rows.', 'stays.'), emailKeySql("rows.planned ->> 'email'")],
  ] as const) {
    db.prepare(
      `UPDATE rows SET ${end}, reasons = ${onlyReason(reasonSql('later_list_says_stays', { run: 'stays.id' }))}
       FROM (SELECT ${theirs} AS key, stays.run AS run, MAX(runs.id) AS id FROM rows AS stays JOIN runs USING (run)
             WHERE stays.outcome = 'not_due' AND runs.options ->> 'kind' = 'run' AND runs.options ->> 'task' IS NULL AND runs.site = $site
             GROUP BY 1) AS stays, (${WAITS}) AS wait
       WHERE ${NOT_BEGUN} AND wait.user_id = rows.user_id AND stays.key = ${mine} AND stays.run > wait.run`,
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
           WHERE wait.outcome = 'waiting' AND wait.run <> $run AND mine.site = $site
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

/** How many users whom this run is to delete wait for the end of their grace period. */
export function countWhoWait(db: DatabaseSync, run: number): number {
  const { users } = db
    .prepare(
      `SELECT COUNT(*) AS users FROM rows JOIN (${WAITS}) AS wait ON wait.user_id = rows.user_id
       WHERE rows.run = $run AND rows.outcome IS NULL`,
    )
    .get({ run, site: siteOf(db, run) }) as { users: number }
  return users
}

function siteOf(db: DatabaseSync, run: number): string {
  return (db.prepare('SELECT site FROM runs WHERE run = ?').get(run) as { site: string }).site
}
