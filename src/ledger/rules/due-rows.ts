import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { IS_BEGUN } from '../columns/row-columns.ts'

/** SQL: rows of run `$run` that are to do, or would be in a dry run, and that nothing was begun for. */
export const TO_DO = `run = $run AND (outcome IS NULL OR outcome = 'not_attempted') AND NOT ${IS_BEGUN}`

/** SQL: rows of run `$run` whose users have not left, or may not have. */
export const STAYS = `run = $run AND outcome IN ('not_due', 'invalid')`

/** SQL: what such a row, or one that is spared for its sake, says of another of the same user. */
export const WHY_STAYS = `
  CASE WHEN outcome = 'invalid' AND leaves = '' THEN 'no_leave_date' WHEN outcome = 'invalid' THEN 'unusable' ELSE 'leave_date_to_come' END`

/** SQL: the reasons of a row that another one, `row`, spares. */
export const sparedBy = (row: string, why: string): string =>
  onlyReason(reasonSql('row_says_stays', { row, why }))
