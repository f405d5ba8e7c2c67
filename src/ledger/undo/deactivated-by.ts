import { isReason } from '../columns/reason-sql.ts'
import type { Database } from '../database.ts'

/** SQL: whether the run of the row `was` deleted its account. */
export const IS_DELETED = `(was.outcome = 'deleted' OR ${isReason('other_account_deleted', 'was.reasons')})`

/** SQL: whether the run of the row `was` sent a deactivation that may have been carried out, and nothing since showed its user active. */
const MAY_BE_DEACTIVATED = `EXISTS (
  SELECT 1 FROM steps AS sent
  WHERE sent.run = was.run AND sent.row = was.row AND sent.action = 'deactivate'
    AND (sent.answered IS NULL OR sent.may_have_arrived = 1 OR sent.answer IN ('done', 'user', 'unclear') AND sent.deactivated IS DISTINCT FROM 0)
    AND NOT EXISTS (
      SELECT 1 FROM steps AS later WHERE later.run = sent.run AND later.row = sent.row AND later.step > sent.step
        AND (later.action = 'read' AND later.deactivated = 0 OR later.action = 'reactivate' AND later.answer IN ('done', 'user'))))`

/** SQL: whether the run of the row `was` deactivated its user, or may have. */
export const IS_DEACTIVATED = `(was.deactivated_at IS NOT NULL OR ${MAY_BE_DEACTIVATED})`

/** Whether a run deactivated anybody, or may have, or made anybody wait who was deactivated already. */
export async function hasToUndo(db: Database, run: number): Promise<boolean> {
  const found = await db.get(
    `SELECT 1 FROM rows AS was WHERE was.run = $run AND (${IS_DEACTIVATED} OR was.outcome = 'waiting') LIMIT 1`,
    { run },
  )
  return found !== undefined
}
