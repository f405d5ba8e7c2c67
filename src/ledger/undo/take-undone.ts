import { isReason, onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { savedRow } from '../columns/saved-row-sql.ts'
import { textsSql } from '../columns/texts-sql.ts'
import type { Database } from '../database.ts'
import { isReactivated } from '../rules/waits.ts'
import { IS_DEACTIVATED, IS_DELETED } from './deactivated-by.ts'

/** A run, the run that it undoes, and the time. */
interface Undo {
  run: number
  undoes: string
  at: Date
}

/**
 * Gives an undo its rows: everybody whom the other run deactivated, or may have, and whom it deleted. They have the numbers that
 * they have there. Ends those who cannot or must not be reactivated. May be called in each session: as long as nobody has confirmed
 * the undo, the other run may have gone on.
 */
export async function takeUndone(db: Database, { run, undoes, at }: Undo): Promise<void> {
  const values = { run, undone: await numberOf(db, undoes) }
  const email = "COALESCE(was.account ->> 'email', was.email, '')"
  const name = "COALESCE(was.account ->> 'name', was.name, '')"
  await db.run(
    `INSERT INTO rows (run, row, line, cells, claimed_id, user_id, planned)
     SELECT $run, was.row, 0, ${textsSql(['was.user_id', email, name])}, was.user_id, was.user_id, was.account
     FROM rows AS was WHERE was.run = $undone AND was.user_id IS NOT NULL AND (${IS_DELETED} OR ${IS_DEACTIVATED})
     ON CONFLICT (run, row) DO NOTHING`,
    values,
  )
  await db.analyze('rows')
  const settled = { ...values, at: at.toISOString() }
  await endWhoIsGone(db, settled)
  await endWhoWasOffboardedSince(db, settled)
  await endWhoMayHaveBeenDeactivatedBefore(db, settled)
}

type Settled = Readonly<Record<'run' | 'undone', number> & { at: string }>

/** SQL: that a row of the undo, and the row of the other run, are about the same user, and that it has not ended. */
const SAME = 'rows.run = $run AND rows.outcome IS NULL AND was.run = $undone AND was.row = rows.row'

async function endWhoIsGone(db: Database, settled: Settled): Promise<void> {
  const reason = reasonSql('gone_for_good', {
    on: 'SUBSTR(was.ended, 1, 10)',
    run: '(SELECT id FROM runs WHERE run = $undone)',
    saved: savedRow('was'),
  })
  await db.run(
    `UPDATE rows SET outcome = 'not_found', reasons = ${onlyReason(reason)}, ended = $at, settled_by = 'reading'
     FROM rows AS was WHERE ${SAME} AND ${IS_DELETED}`,
    settled,
  )
}

/** A newer run of another list that offboards the same user, or one that deactivated them again, has the last word. */
async function endWhoWasOffboardedSince(db: Database, settled: Settled): Promise<void> {
  await db.run(
    `UPDATE rows SET outcome = 'refused', reasons = ${onlyReason(reasonSql('offboarded_since', { run: 'newer.id' }))}, ended = $at, settled_by = 'reading'
     FROM (
       -- Put aside first: row by row, SQLite would go through all later rows for each of a million.
       WITH later AS MATERIALIZED (
         SELECT runs.run, runs.id, runs.list ->> 'sha256' <> undone.list ->> 'sha256' AS has_other_list
         FROM runs AS undone JOIN runs ON runs.run > undone.run AND runs.site = undone.site AND runs.status <> 'refused'
           AND runs.options ->> 'kind' = 'run' AND runs.options ->> 'task' IS NULL
         WHERE undone.run = $undone),
       after AS MATERIALIZED (
         SELECT after.user_id, after.deactivated_at, after.outcome, later.id, later.has_other_list
         FROM later JOIN rows AS after ON after.run = later.run WHERE after.user_id IS NOT NULL)
       SELECT was.row, MAX(after.id) AS id
       FROM rows AS was JOIN runs AS undone ON undone.run = was.run JOIN after ON after.user_id = was.user_id
       WHERE was.run = $undone
         AND (after.deactivated_at > COALESCE(was.deactivated_at, undone.started)
              OR after.outcome IN ('deactivated', 'waiting') AND after.has_other_list
              OR ${isReason('continued_by', 'was.reasons')} AND was.reasons ->> '$[0].run' = after.id)
         AND NOT EXISTS (SELECT 1 FROM rows AS back JOIN runs AS undo ON undo.run = back.run
                         WHERE back.user_id = was.user_id AND ${isReactivated('back')} AND undo.options ->> 'undoes' = after.id)
       GROUP BY was.row) AS newer
     WHERE rows.run = $run AND rows.outcome IS NULL AND rows.row = newer.row`,
    settled,
  )
}

/** The platform does not say whether somebody was deactivated before: only a look-up that showed them active does. */
async function endWhoMayHaveBeenDeactivatedBefore(db: Database, settled: Settled): Promise<void> {
  const reason = reasonSql('not_known_active', { run: '(SELECT id FROM runs WHERE run = $undone)' })
  await db.run(
    `UPDATE rows SET outcome = 'refused', reasons = ${onlyReason(reason)}, ended = $at, settled_by = 'reading'
     FROM rows AS was WHERE ${SAME} AND was.was_active IS DISTINCT FROM 1`,
    settled,
  )
}

async function numberOf(db: Database, id: string): Promise<number> {
  const found = await db.get<{ run: number }>('SELECT run FROM runs WHERE id = $id', { id })
  return (found as { run: number }).run
}
