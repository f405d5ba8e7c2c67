import type { ClaimedUser, Leaver, StepsSoFar } from '../../offboarding/leaver.ts'
import type { Outcome } from '../../offboarding/outcome.ts'
import type { RowRecord } from '../../offboarding/run/run.ts'
import { emailKey } from '../../offboarding/identity/email.ts'
import type { User } from '../../offboarding/identity/user.ts'
import type { Reason } from '../../offboarding/reason.ts'
import { fromJson, isReasons, isTexts, isUser } from './from-json.ts'
import { reasonsJson } from './reason-sql.ts'

const STEPS_OF_ROW = 'SELECT TRUE FROM steps WHERE steps.run = rows.run AND steps.row = rows.row'
/** SQL: whether the change of a step may have been carried out. */
const MAY_HAVE_BEEN = "(answered IS NULL OR may_have_arrived = 1 OR answer IN ('done', 'user'))"

/**
 * SQL: whether this change was announced for the row and may have been carried out. Not with EXISTS: where rows are read by the page, PostgreSQL
 * would go through the steps of all runs for each page, rather than take the index for each row.
 */
const mayHaveBeen = (action: 'deactivate' | 'delete' | 'reactivate'): string =>
  `COALESCE((${STEPS_OF_ROW} AND action = '${action}' AND ${MAY_HAVE_BEEN} LIMIT 1), FALSE)`

/** SQL: whether something was begun for the row that the workflow has to finish or undo. */
export const IS_BEGUN = `(deactivated_at IS NOT NULL OR ${mayHaveBeen('deactivate')} OR ${mayHaveBeen('delete')} OR ${mayHaveBeen('reactivate')})`

/**
 * SQL: whether nothing was begun for the row. Other than `NOT IS_BEGUN` it is a join to PostgreSQL, which would otherwise look up the steps
 * of each row, and believe that this costs so much that it does not matter how the rest is joined.
 */
export const IS_NOT_BEGUN = `deactivated_at IS NULL
  AND NOT EXISTS (${STEPS_OF_ROW} AND action IN ('deactivate', 'delete', 'reactivate') AND ${MAY_HAVE_BEEN})`

/** SQL: whether any change was announced for the row. */
export const IS_ANNOUNCED =
  'EXISTS (SELECT 1 FROM steps WHERE steps.run = rows.run AND steps.row = rows.row AND intended IS NOT NULL)'

/** SQL: the number of requests sent for a row until it ended, without those that a 429 turned away. */
export const ATTEMPTS = `(SELECT COALESCE(SUM(attempts), 0) FROM steps WHERE steps.run = rows.run AND steps.row = rows.row AND action <> 'verify')`

/** SQL: the columns of a row that has not ended. */
export const LEAVER_COLUMNS = `
  row, claimed_id, email, name, user_id, account, planned, deactivated_at, ${mayHaveBeen('deactivate')}, ${mayHaveBeen('delete')},
  ${mayHaveBeen('reactivate')}, ${ATTEMPTS}, attribute, reasons`

export type LeaverColumns = [
  row: number,
  claimedId: string | null,
  email: string | null,
  name: string | null,
  userId: string,
  user: string | null,
  planned: string | null,
  deactivatedAt: string | null,
  mayBeDeactivated: 0 | 1,
  mayBeDeleted: 0 | 1,
  mayBeReactivated: 0 | 1,
  attempts: number,
  attribute: string | null,
  reasons: string,
]

/** The user whom a row names, from its columns. */
export const readClaimedUser = (
  id: string | null,
  email: string | null,
  name: string | null,
  attribute: string | null,
): ClaimedUser => ({ id, email, name, ...(attribute !== null && { attribute }) })

/** A user as the ledger stores them, with the key of their address, by which SQL finds them. */
export const accountJson = (user: User): string =>
  JSON.stringify(user.email === null ? user : { ...user, emailKey: emailKey(user.email) })

/** A user as the ledger stores them. Throws LedgerDamagedError. */
export function readUser(json: string): User {
  const user = fromJson(json, isUser, 'what is kept of a user')
  if ('emailKey' in user) delete user.emailKey
  return user
}

/** The reasons of a row as the ledger stores them. Throws LedgerDamagedError. */
const readReasons = (json: string): Reason[] => fromJson(json, isReasons, 'what is kept of a reason')

export function readLeaver(columns: LeaverColumns): Leaver {
  const [
    row,
    id,
    email,
    name,
    userId,
    user,
    planned,
    deactivatedAt,
    mayBeDeactivated,
    mayBeDeleted,
    mayBeReactivated,
    attempts,
    attribute,
    reasons,
  ] = columns
  const [withdrawn] = readReasons(reasons)
  const deactivation: StepsSoFar['deactivation'] =
    deactivatedAt !== null ? 'done' : mayBeDeactivated === 1 ? 'intended' : 'none'
  return {
    row,
    claim: readClaimedUser(id, email, name, attribute),
    userId,
    known: user === null ? null : readUser(user),
    planned: planned === null ? null : readUser(planned),
    ...(withdrawn !== undefined && { withdrawn }),
    stepsSoFar: {
      deactivation,
      deletion: mayBeDeleted === 1 ? 'intended' : 'none',
      ...(mayBeReactivated === 1 && { reactivation: 'intended' }),
    },
    attempts,
  }
}

/** SQL: the outcome of a row; `not_attempted` if it has not ended. */
export const OUTCOME = "COALESCE(outcome, 'not_attempted')"

/** SQL: the reasons of a row. For a row that has not ended, the reason states the user's state as far as it is known. */
export const REASONS = `
  CASE
    WHEN outcome IS NOT NULL THEN reasons
    WHEN ${mayHaveBeen('reactivate')}
      THEN '${reasonsJson({ code: 'stopped_within_reactivate' })}'
    WHEN ${mayHaveBeen('delete')}
      THEN '${reasonsJson({ code: 'stopped_within_delete' })}'
    WHEN deactivated_at IS NOT NULL THEN '${reasonsJson({ code: 'stopped_deactivated' })}'
    WHEN ${mayHaveBeen('deactivate')}
      THEN '${reasonsJson({ code: 'stopped_within_deactivate' })}'
    ELSE '${reasonsJson({ code: 'stopped_before' })}'
  END`

/** SQL: the columns of a row for a report. */
export const REPORT_COLUMNS = `
  row, cells, user_id, account, ${OUTCOME}, ${REASONS}, http_status, deactivated_at, deleted_at, delete_after, verified_at, found_again`

export type ReportColumns = [
  row: number,
  cells: string,
  userId: string | null,
  user: string | null,
  outcome: Outcome,
  reasons: string,
  status: number | null,
  deactivatedAt: string | null,
  deletedAt: string | null,
  deleteAfter: string | null,
  verifiedAt: string | null,
  foundAgain: string | null,
]

export function readRow(columns: ReportColumns, attempts: number): RowRecord {
  const [
    row,
    cells,
    userId,
    user,
    outcome,
    reasons,
    status,
    deactivatedAt,
    deletedAt,
    deleteAfter,
    verifiedAt,
    foundAgain,
  ] = columns
  return {
    row,
    cells: fromJson(cells, isTexts, `what is kept of row ${row}`),
    userId,
    user: user === null ? null : readUser(user),
    outcome,
    reasons: [...(foundAgain === null ? [] : readReasons(`[${foundAgain}]`)), ...readReasons(reasons)],
    status,
    attempts,
    deactivatedAt,
    deletedAt,
    deleteAfter,
    verifiedAt,
  }
}
