import { onlyReason, reasonSql } from '../columns/reason-sql.ts'
import { IS_NOT_BEGUN } from '../columns/row-columns.ts'

/** SQL: the rows of run `$run` that are to do (in a dry run: would be to do) and that nothing was begun for. */
export const TO_DO = `run = $run AND (outcome IS NULL OR outcome = 'not_attempted') AND ${IS_NOT_BEGUN}`

/** SQL: the rows of run `$run` whose users have not left, or may not have left. */
export const STAYS = `run = $run AND outcome IN ('not_due', 'invalid')`

/** SQL: why a row that matches `STAYS` means that its user stays: a value of `SAME_USER_STAYS`. */
export const WHY_STAYS = `
  CASE WHEN outcome = 'invalid' AND leaves = '' THEN 'no_leave_date' WHEN outcome = 'invalid' THEN 'unusable' ELSE 'leave_date_to_come' END`

/** SQL: the same of the first row of a group. */
export const WHY_FIRST_STAYS = `
  CASE MIN(row)
    WHEN MIN(row) FILTER (WHERE outcome = 'invalid' AND leaves = '') THEN 'no_leave_date'
    WHEN MIN(row) FILTER (WHERE outcome = 'invalid') THEN 'unusable'
    ELSE 'leave_date_to_come'
  END`

/** SQL: the reasons of a row that is left alone because of another row, `row`. */
export const sparedBy = (row: string, why: string): string =>
  onlyReason(reasonSql('row_says_stays', { row, why }))
