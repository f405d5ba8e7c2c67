import type { DetailsOf, Reason, ReasonCode } from '../../offboarding/reason.ts'

type InSql<Details> = { [Name in keyof Details]: string }

/**
 * SQL that builds a reason as JSON, equal to what `JSON.stringify` makes of it. The details are SQL, too: `reasonSql('same_user',
 * { row: 'first.row' })`.
 */
export function reasonSql<Code extends ReasonCode>(code: Code, details: InSql<DetailsOf<Code>>): string {
  const parts = Object.entries<string>(details).map(
    ([name, sql]) => `,"${name}":' || json_quote(${sql}) || '`,
  )
  return `('{"code":"${code}"${parts.join('')}}')`
}

/** SQL: the reasons of a row that has exactly one. */
export const onlyReason = (reason: string): string => `('[' || ${reason} || ']')`

/** SQL: the reasons of a row with one more added. They are JSON without spaces, so the last character is the bracket that closes them. */
export const withReason = (reason: string, reasons = 'reasons'): string =>
  `(SUBSTR(${reasons}, 1, LENGTH(${reasons}) - 1) || CASE ${reasons} WHEN '[]' THEN '' ELSE ',' END || ${reason} || ']')`

/** SQL: whether the first reason, which decided, has this code. The code comes first in it, which costs less to see than to parse. */
export const isReason = (code: ReasonCode, reasons = 'reasons'): string => {
  const start = `[{"code":"${code}"`
  return `SUBSTR(${reasons}, 1, ${start.length}) = '${start}'`
}

/** Reasons as the ledger stores them in a row. */
export const reasonsJson = (...reasons: readonly Reason[]): string => JSON.stringify(reasons)

/** SQL: the reasons of a row whose user is also named by an earlier row, `first`. */
export const SAME_USER = onlyReason(reasonSql('same_user', { row: 'first.row' }))
