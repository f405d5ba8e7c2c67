import { withoutDateFormat } from '../dates/told-format.ts'
import { COLUMN_NOTES, COLUMNS } from '../vocabulary/index.ts'
import { normalize, wordsOf } from '../vocabulary/normalize.ts'
import { BARE_ID } from '../vocabulary/systems.ts'

/** What a column can hold that matters here. */
export type Role = keyof typeof COLUMNS

const ROLES = Object.keys(COLUMNS) as Role[]

/** What sets a note, or the same name in another language, apart from the name of a column. A hyphen within a word does not. */
const SEPARATOR = new RegExp(
  String.raw`[()[\]{}<>*/|\\:;,\r\n]|\s[-–—]|[-–—]\s|\s(?:${COLUMN_NOTES.beginnings.join('|')})\s`,
  'iu',
)

/** A name with a note is no longer than this, in characters. */
const MAX_LENGTH = 200

/**
 * The parts of a header that are no unimportant notes, each as it is compared: of `User ID / Benutzer-ID (required)` two. How dates are
 * written, as in `Leave date (dd.mm.yyyy)`, is none.
 */
const partsOf = (header: string): string[] =>
  header.length > MAX_LENGTH
    ? []
    : withoutDateFormat(header)
        .split(SEPARATOR)
        .map(normalize)
        .filter((part) => part !== '' && !COLUMN_NOTES.unimportant.has(part))

const withoutSystem = (header: string): string =>
  header.length > MAX_LENGTH
    ? ''
    : wordsOf(header)
        .filter((word) => !COLUMN_NOTES.systems.has(word))
        .join('')

/** A header without the part of a file before it, where that has several words: `Employment Details Termination Date`. */
function withoutSection(header: string): string {
  const words = header.length > MAX_LENGTH ? [] : wordsOf(withoutDateFormat(header))
  const end = words.findIndex(
    (_, index) => index > 1 && COLUMN_NOTES.sections.has(words.slice(0, index).join('')),
  )
  const rest = end < 0 ? '' : words.slice(end).join('')
  return rest === BARE_ID ? '' : rest
}

/**
 * Whether a header names a column of that role: by itself, in two languages, with a note that changes nothing, or behind the part of a
 * file in which the column stands, as in `Work contact: Work email`. A name has to be known as a whole: `Manager Email` is not `Email`.
 */
export function isKnownAs(header: string, role: Role): boolean {
  if (COLUMNS[role].has(normalize(header))) return true
  if (COLUMNS[role].has(withoutSection(header))) return true
  const parts = partsOf(header)
  const names = parts.filter((part, index) => index === parts.length - 1 || !COLUMN_NOTES.sections.has(part))
  if (names.length < parts.length && names.includes(BARE_ID)) return false
  return names.length > 0 && names.every((part) => COLUMNS[role].has(part))
}

/**
 * Whether a header could name a column of that role, though a note or the name of a system stands beside it: `User ID (SAP)`,
 * `E-Mail *as in AD*`, `LMS User ID`. `Department: ID` could not.
 */
export const mayBeKnownAs = (header: string, role: Role): boolean =>
  partsOf(header).some((part, index) => COLUMNS[role].has(part) && (index === 0 || part !== BARE_ID)) ||
  COLUMNS[role].has(withoutSystem(header))

/** Whether a header is the name of any column that is known. What is not may be the first row of people, taken for a header. */
export const isColumnName = (header: string): boolean => ROLES.some((role) => isKnownAs(header, role))
