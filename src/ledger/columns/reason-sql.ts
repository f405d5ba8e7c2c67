import type { DetailsOf, Reason, ReasonCode } from '../../offboarding/reason.ts'

type InSql<Details> = { [Name in keyof Details]: string }

/**
 * SQL: a reason, as JSON, whose details are SQL as well: `reasonSql('same_user', { row: 'first.row' })`. The same that `JSON.stringify` makes of
 * the reason.
 */
export function reasonSql<Code extends ReasonCode>(code: Code, details: InSql<DetailsOf<Code>>): string {
  const parts = Object.entries<string>(details).map(([name, sql]) => `, '${name}', ${sql}`)
  return `json_object('code', '${code}'${parts.join('')})`
}

/** SQL: all reasons of a row for which there is one. */
export const onlyReason = (reason: string): string => `json_array(${reason})`

/** SQL: the reasons of a row, and one more. */
export const withReason = (reason: string, reasons = 'reasons'): string =>
  `json_insert(${reasons}, '$[#]', ${reason})`

/** SQL: whether the reason that decided has this code. */
export const isReason = (code: ReasonCode, reasons = 'reasons'): string =>
  `${reasons} ->> '$[0].code' IS '${code}'`

/** Reasons as a row keeps them. */
export const reasonsJson = (...reasons: readonly Reason[]): string => JSON.stringify(reasons)

/** SQL: the reasons of a row whose user stands on an earlier one, `first`. */
export const SAME_USER = onlyReason(reasonSql('same_user', { row: 'first.row' }))
