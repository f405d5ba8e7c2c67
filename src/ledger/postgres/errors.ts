import { DatabaseError } from 'pg'
import { LedgerDamagedError, LedgerLostError, LedgerUnusableError, LedgerWriteError } from '../errors.ts'
import { inWords, type ServerPlace } from './server-place.ts'

/** Whoever asks again later may well succeed; until then there is no server. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const LOST = /^(08|57P0[1-5]|25P03|57P05)/
/** The classes of errors that a server in trouble reports, or other sessions cause: its resources, its disk, a conflict, a lock, a time-out. */
const IN_TROUBLE = /^(25006|40|53|54|55|57|58|F0|XX)/
/** Authentication, no such database, no right to it. */
const NOT_ADMITTED = /^(28|3D000)/
const TOO_MANY = '53300'
/** No right; or a schema that is not seen without one, so that there is none to make tables in. */
const NO_RIGHT: readonly string[] = ['42501', '3F000']
/** Text that is no JSON, or JSON with characters that no text can hold. */
const NO_JSON: readonly string[] = ['22P02', '22P05']
/** Or a table is gone: no statement names one that the schema has never had. */
const DAMAGED = /^XX00[12]|^42P01/

const REMEDY: readonly (readonly [code: RegExp, remedy: string])[] = [
  [/^53100|^58030/, "Make room on the server's disk, or look after it"],
  [/^53200/, 'Give the server more memory'],
  [/^53300/, 'Let the server take more connections (max_connections), or wait until others have ended'],
  [/^25006/, 'Wait until the server can be written again, or name the one that can with --ledger'],
  [/^40|^55P03|^57014/, 'Look what else works on this ledger'],
]

/** The connection has ended. Nothing that was sent and not answered is known to have happened. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError'
}

/** Errors of `pg` without a code: https://github.com/brianc/node-postgres/blob/master/packages/pg/lib/client.js */
const LOST_WORDS = /^(Connection terminated|timeout expired|Client has encountered|Client was closed)/

/** Whether the server is gone, or the connection to it. */
export function isLost(error: unknown): boolean {
  if (error instanceof DatabaseError) return LOST.test(error.code ?? '')
  if (error instanceof ConnectionLostError) return true
  return error instanceof Error && (isSystemError(error) || LOST_WORDS.test(error.message))
}

/** Errors of the system: ECONNREFUSED, EAI_AGAIN. Those of Node itself, of TLS for instance, begin otherwise. */
const isSystemError = (error: Error): boolean =>
  ('code' in error && typeof error.code === 'string' && /^E(?!RR_)[A-Z_]+$/.test(error.code)) ||
  (error instanceof AggregateError && error.errors.every((one) => one instanceof Error && isSystemError(one)))

/**
 * Explains a failed statement to the operator. An error that is explained already, or that is a defect, a wrong statement for instance, is
 * returned as it is. A commit of which nobody knows the outcome counts as failed: the next session asks what is there.
 */
export function explainError(error: unknown, place: ServerPlace): Error {
  if (error instanceof LedgerWriteError || error instanceof LedgerUnusableError) return error
  const words = error instanceof Error ? error.message : String(error)
  const cause = { cause: error }
  if (isLost(error)) {
    return new LedgerLostError(
      `the ledger's server is gone (${inWords(place)}: ${words}), so nothing more was sent. Once it is back, run the same command again: it carries on from here.`,
      cause,
    )
  }
  const code = codeOf(error)
  if (code === null) return error instanceof Error ? error : new Error(words)
  if (DAMAGED.test(code) || NO_JSON.includes(code)) {
    return new LedgerDamagedError(
      `what the ledger holds cannot be read (${inWords(place)}: ${words}). Take a copy of the schema "${place.schema}" with pg_dump, then see "A damaged ledger" in docs/reliability.md.`,
      cause,
    )
  }
  if (NO_RIGHT.includes(code)) return new LedgerWriteError(noRight(place, words), cause)
  if (!IN_TROUBLE.test(code)) return error as Error
  return new LedgerWriteError(
    `the ledger cannot be written (${inWords(place)}: ${words}), so nothing more was sent. ${remedyFor(code)}, then run the same command again: it carries on from here.`,
    cause,
  )
}

/** Explains why there is no connection. LedgerLostError means that another attempt may succeed. */
export function connectError(error: unknown, place: ServerPlace): Error {
  if (error instanceof LedgerWriteError || error instanceof LedgerUnusableError) return error
  const words = error instanceof Error ? messageOf(error) : String(error)
  const code = codeOf(error) ?? ''
  const cause = { cause: error }
  if (NO_RIGHT.includes(code)) return new LedgerUnusableError(noRight(place, words), cause)
  if (NOT_ADMITTED.test(code)) {
    return new LedgerUnusableError(
      `the ledger's server ${place.host}:${place.port} does not let the user "${place.user}" in to the database "${place.database}" (${words}). Correct the URL of the ledger, its password, or the rights there.`,
      cause,
    )
  }
  if (isLost(error) || code === TOO_MANY) {
    return new LedgerLostError(
      `the ledger's server ${place.host}:${place.port} cannot be reached (${words}). Once it can be, run the same command again.`,
      cause,
    )
  }
  if (code === '' && isSetting(error)) {
    return new LedgerUnusableError(
      `the ledger's server ${place.host}:${place.port} cannot be used with this URL (${words}). Correct the URL of the ledger.`,
      cause,
    )
  }
  return explainError(error, place)
}

/** What `pg` says of a server without TLS, a certificate nobody vouches for, a password that is asked for and was not given. */
const isSetting = (error: unknown): boolean =>
  error instanceof Error && (/SSL|certificate|SASL|password/i.test(error.message) || 'code' in error)

const noRight = ({ user, schema }: ServerPlace, words: string): string =>
  `the role "${user}" lacks a right in the schema "${schema}" of the ledger (${words}). docs/postgresql.md has the rights it needs.`

const remedyFor = (code: string): string =>
  REMEDY.find(([pattern]) => pattern.test(code))?.[1] ?? 'Look after the server'

/** The SQLSTATE of an error of the server; null for any other one. */
export const codeOf = (error: unknown): string | null =>
  error instanceof DatabaseError && error.code !== undefined ? error.code : null

/** A host with several addresses fails with one error that holds those of all, and says nothing itself. */
const messageOf = (error: Error): string =>
  error instanceof AggregateError && error.message === ''
    ? error.errors.map((one) => (one instanceof Error ? one.message : String(one))).join(', ')
    : error.message

/** What a pooler says that shares a connection after each statement, and so allows no transaction. */
export const isPoolerRefusal = (error: unknown): boolean => codeOf(error) === '08P01'
