import { IS_BEGUN } from '../columns/row-columns.ts'

/** SQL: rows of run `$run` that are to do, or would be in a dry run, and that nothing was begun for. */
export const TO_DO = `run = $run AND (outcome IS NULL OR outcome = 'not_attempted') AND NOT ${IS_BEGUN}`

/** SQL: rows of run `$run` whose users have not left, or may not have. */
export const STAYS = `run = $run AND outcome IN ('not_due', 'invalid')`

/** SQL: what such a row, or one that is spared for its sake, says of another of the same user. */
export const WHY_NOT_DUE = `
  CASE WHEN outcome = 'invalid' AND leaves = '' THEN ' has no leave date for the same user, so they may not have left'
    WHEN outcome = 'invalid' THEN ' names the same user and cannot be used, so they may not have left'
    ELSE ' has a leave date to come for the same user' END`
